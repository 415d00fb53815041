/**
 * Composing mailings, making requests of them, sending them, and reading them from JSON.
 *
 * @module viber-mailing
 */

export { type Client, type ClientWithSender, createClient, type Receipt } from './client/client.js';
export type { ClientOptions, FetchLike, RetryNotice } from './client/client-options.js';
export { NotSentError } from './client/not-sent-error.js';
export { OutcomeUnknownError } from './client/outcome-unknown-error.js';
export { RejectedError } from './client/rejected-error.js';
export { SendError } from './client/send-error.js';
export type { SendOptions, SignalLike } from './client/send-options.js';
export type { BulkButtonParts, BulkDraft } from './mailing/bulk-draft.js';
export type { BulkButton, BulkImage, BulkText, Composed, PersonalButton, PersonalText } from './mailing/composed.js';
export { type Draft, mailing } from './mailing/draft.js';
export type { Mailing, MailingWithSender, RecipientKind } from './mailing/mailing.js';
export { MailingSchema, parseMailing, parseRequest, RequestSchema } from './mailing/parse.js';
export type { PersonalButtonParts, PersonalDraft } from './mailing/personal-draft.js';
export type { RecipientOptions, ToButtons, ToPhones, ToTexts } from './mailing/recipients.js';
export { type MailingRequest, type RequestDraft, type RequestOptions, request } from './mailing/request.js';
export { type Answer, readAnswer } from './wire/answer.js';
export { InvalidInputError } from './wire/invalid-input-error.js';
export type { Issue, RuleCode } from './wire/issue.js';
export type * from './wire/json.js';
export type { UrlObject } from './wire/link.js';
export type { ButtonRecipient, TextRecipient } from './wire/recipients.js';
export type { Rule } from './wire/rule.js';
export type { InvalidRecipient } from './wire/sendable.js';
export type { StandardResult, StandardSchema } from './wire/standard-schema.js';
