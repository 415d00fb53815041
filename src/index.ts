/**
 * Composing mailings, making requests of them, sending them, and reading them from JSON.
 *
 * @module viber-mailing
 */

export { type Client, type ClientWithSender, createClient, type Receipt } from './client/client.js';
export { NotSentError, OutcomeUnknownError, RejectedError, SendError } from './client/errors.js';
export type { ClientOptions, FetchLike, RetryNotice, SendOptions, SignalLike } from './client/options.js';
export { mailing } from './mailing/builder.js';
export type { Mailing, MailingWithSender, RecipientOptions, ToButtons, ToPhones, ToTexts } from './mailing/mailing.js';
// Without names, as declarations of the same name are merged with these alone.
export type * from './mailing/optional-steps.js';
export {
  type JsonSchemaTarget,
  MailingSchema,
  type ParseOptions,
  parseMailing,
  parseRequest,
  RequestSchema,
  type StandardResult,
  type StandardSchema,
} from './mailing/parse.js';
export { type MailingRequest, type RequestDraft, type RequestOptions, request } from './mailing/request.js';
export type * from './mailing/stages.js';
export { type Answer, readAnswer } from './wire/answer.js';
export { isKind, type RecipientKind } from './wire/content-types.js';
export { InvalidInputError, type Issue } from './wire/errors.js';
export type { InvalidRecipient } from './wire/internal.js';
export type { UrlObject } from './wire/link.js';
export type { ButtonRecipient, TextRecipient } from './wire/recipients.js';
export type { Rule, RuleCode } from './wire/rules.js';
export type * from './wire/types.js';
