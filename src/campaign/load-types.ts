import type {
  ButtonMapper,
  ButtonRecipient,
  ButtonRows,
  PhoneMapper,
  Phones,
  TextMapper,
  TextRecipient,
  TextRows,
} from '../wire/recipients.js';
import type { CampaignRules, MailingRules, Rule } from '../wire/rules.js';

/** A parameter that takes a composed mailing: one with its content and without recipients. */
export type Content<Composed> = unknown extends Composed
  ? object
  : Composed extends { readonly to: unknown }
    ? Composed extends { readonly size: number }
      ? Rule<CampaignRules['content_expected']>
      : Composed
    : Rule<CampaignRules['content_expected']>;

// Where nothing is known of the rows it is any object: of an iterable there TypeScript 7 would infer the items.

/** A parameter that takes the recipients of a composed mailing: the same as its `to`, and asynchronous sources too. */
export type RecipientRows<Composed, Source> = unknown extends Composed
  ? AnyRows<Source>
  : Source extends AsyncIterable<unknown>
    ? RecipientList<Composed, Source>
    : Source extends Iterable<unknown>
      ? ByRecipient<RecipientOf<Composed>, Phones<Source>, TextRows<Source>, ButtonRows<Source>>
      : RecipientList<Composed, Source>;

/** The same, where options follow: it looks at the rows' type alone, not at each literal. */
export type RecipientList<Composed, Source> = unknown extends Composed
  ? AnyRows<Source>
  : Source extends Iterable<infer Row> | AsyncIterable<infer Row>
    ? [Row] extends [RecipientOf<Composed>]
      ? Source
      : Rule<Expected<RecipientOf<Composed>>>
    : unknown extends Source
      ? object
      : Rule<CampaignRules['rows_expected']>;

/** A parameter that takes rows of any shape. */
export type AnyRows<Source> = Source extends string
  ? Rule<CampaignRules['rows_expected']>
  : Source extends Iterable<unknown> | AsyncIterable<unknown>
    ? Source
    : unknown extends Source
      ? object
      : Rule<CampaignRules['rows_expected']>;

/** Makes a recipient of a row. */
export type RowMapper<Source> = (row: RowIn<Source>, index: number) => unknown;

/** Marks a mapper that makes no recipients of the composed mailing; it may be asynchronous. */
export type MapperFor<Composed, Second> = unknown extends Composed
  ? unknown
  : ByRecipient<RecipientOf<Composed>, PhoneMapper<Awaits<Second>>, TextMapper<Awaits<Second>>, ButtonMapper<Awaits<Second>>>;

type Awaits<Second> = Second extends (...args: never) => infer Recipient ? () => Awaited<Recipient> : Second;

type RowIn<Source> = 0 extends 1 & Source ? any : Source extends Iterable<infer Row> | AsyncIterable<infer Row> ? Row : never;

/** What a campaign with a message gives back of its recipients. */
export type LoadedRecipient<Composed> = unknown extends Composed ? any : RecipientOf<Composed>;

/** What a composed mailing's `to` takes a list of. */
type RecipientOf<Composed> = Composed extends {
  readonly to: { (recipients: infer List): unknown; (rows: never, second: never, options?: never): unknown };
}
  ? List extends Iterable<infer Recipient>
    ? Recipient
    : never
  : never;

type Expected<Recipient> = ByRecipient<
  Recipient,
  MailingRules['phone_expected'],
  MailingRules['text_row_expected'],
  MailingRules['button_row_expected']
>;

type ByRecipient<Recipient, ForPhone, ForText, ForButton> = [Recipient] extends [string]
  ? ForPhone
  : [Recipient] extends [ButtonRecipient]
    ? ForButton
    : [Recipient] extends [TextRecipient]
      ? ForText
      : never;
