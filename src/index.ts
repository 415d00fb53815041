export type { BulkButtonParts, BulkDraft } from './mailing/bulk-draft.js';
export type { BulkButton, BulkImage, BulkText, Composed, PersonalButton, PersonalText } from './mailing/composed.js';
export { type Draft, mailing } from './mailing/draft.js';
export type { Mailing, MailingWithSender, RecipientKind } from './mailing/mailing.js';
export { MailingSchema, parseMailing, parseRequest, RequestSchema } from './mailing/parse.js';
export type { PersonalButtonParts, PersonalDraft } from './mailing/personal-draft.js';
export type {
  ButtonRecipient,
  InvalidRecipient,
  RecipientOptions,
  TextRecipient,
  ToButtons,
  ToPhones,
  ToTexts,
} from './mailing/recipients.js';
export { type MailingRequest, type RequestDraft, type RequestOptions, request } from './mailing/request.js';
export { InvalidInputError } from './wire/invalid-input-error.js';
export type { Issue, RuleCode } from './wire/issue.js';
export type * from './wire/json.js';
export type { Rule } from './wire/rule.js';
export type { StandardResult, StandardSchema } from './wire/standard-schema.js';
