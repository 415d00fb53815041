import type { RecipientKind } from '../wire/content-types.js';
import type { InvalidRecipient } from '../wire/internal.js';
import type {
  ButtonList,
  ButtonMapper,
  ButtonRecipient,
  ButtonRows,
  Mapper,
  PhoneList,
  PhoneMapper,
  Phones,
  Rows,
  TextList,
  TextMapper,
  TextRecipient,
  TextRows,
} from '../wire/recipients.js';
import type { BulkButtonJson, BulkImageJson, BulkTextJson, PersonalButtonJson, PersonalTextJson } from '../wire/types.js';
import type { OptionalSteps } from './optional-steps.js';

/**
 * A mailing with recipients: it can be written as JSON, added to a request, sent, and given more recipients.
 *
 * @typeParam Kind - What its recipients are; plain `Mailing` means any.
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 */
export interface Mailing<out Kind extends RecipientKind = RecipientKind, out Sender extends boolean = boolean>
  extends OptionalSteps<Mailing<Kind, true>, Mailing<Kind, Sender>> {
  /**
   * Adds more recipients to those it has.
   *
   * @throws {@link InvalidInputError} as the first `to` of its kind does: {@link ToPhones}, {@link ToTexts}, {@link ToButtons}.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const hello = mailing().bulk().text('Hello').to(['375291111111']);
   * const both = hello.to(['375292222222']);
   * console.log(hello.size, both.size); // 1 2
   * ```
   */
  readonly to: MoreRecipients<Sender>[Kind];

  /**
   * Leaves repeated recipients out, keeping the first.
   *
   * In a bulk mailing one entry of each phone stays; in a personal one, one of each equal entry, since
   * a customer may have two different notices.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const once = mailing().bulk().text('Hello').to(['375291111111', '375291111111']).unique();
   * console.log(once.size); // 1
   * ```
   */
  unique(): Mailing<Kind, Sender>;

  /**
   * How many recipients it has.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * console.log(mailing().bulk().text('Hello').to(['375291111111', '375292222222']).size); // 2
   * ```
   */
  readonly size: number;

  /**
   * How many rows were left out as `toRecipient` gave `undefined` for them.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const rows = [{ tel: '375291111111' }, { tel: '375292222222', unsubscribed: true }];
   * const sale = mailing()
   *   .bulk()
   *   .text('Hello')
   *   .to(rows, (row) => (row.unsubscribed ? undefined : row.tel));
   * console.log(sale.size, sale.skipped); // 1 1
   * ```
   */
  readonly skipped: number;

  /**
   * Gives the mailing exactly as it goes on the wire, for `JSON.stringify`. The value is the caller's own.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const hello = mailing().bulk().text('Hello').to(['375291111111']);
   * console.log(hello.toJSON().delivery_list); // [ '375291111111' ]
   * ```
   */
  toJSON(): MailingJsons[Kind] & SenderJson[`${Sender}`];
}

/** A mailing that names its sender. */
export type MailingWithSender<Kind extends RecipientKind = RecipientKind> = Mailing<Kind, true>;

interface MoreRecipients<Sender extends boolean> {
  phones: ToPhones<Sender>;
  texts: ToTexts<Sender>;
  buttons: ToButtons<Sender>;
}

interface MailingJsons {
  phones: BulkTextJson | BulkImageJson | BulkButtonJson;
  texts: PersonalTextJson;
  buttons: PersonalButtonJson;
}

interface SenderJson {
  true: { alphaname_id: string };
  false: unknown;
}

/**
 * Options for giving recipients.
 *
 * @category Recipients
 */
export interface RecipientOptions {
  /** Called for each faulty recipient, which is then left out; it must not give a promise. Without it a faulty recipient refuses the whole list. */
  readonly onInvalid?: ((invalid: InvalidRecipient) => void) | undefined;
  /**
   * Looks for texts and links that hold `undefined`, `null`, `NaN`, `Invalid Date`, `[object Object]`, `{{…}}`, `${…}`, `#N/A` or `#VALUE!`, as
   * a template or a table leaves them where a value is missing: `'refuse'` refuses the whole list for one, `'report'` takes it for a faulty recipient;
   * in what everybody gets both refuse.
   *
   * @defaultValue they are sent as they are
   */
  readonly suspicious?: 'refuse' | 'report' | undefined;
}

/**
 * Takes the recipients of a bulk mailing: phones.
 *
 * @category Recipients
 */
export interface ToPhones<out Sender extends boolean = boolean> {
  /** Gives the recipients: phones. A single phone string is one recipient. */
  <const List>(recipients: Phones<List>): Mailing<'phones', Sender>;

  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one.
   *
   * Any iterable is read once and not kept. A single phone string is one recipient.
   *
   * @param recipients - Phones; with `toRecipient`, rows of any shape.
   * @param second - `(row, index) => phone`, where `undefined` leaves the row out; or the options.
   * @param options - `onInvalid`, which leaves faulty recipients out instead of refusing the list.
   * @throws {@link InvalidInputError} with the path of each fault: `phone_missing`, `phone_string`, `phone_format`, `phone_country`, `phone_length`, `phone_expected`, `mapper_null`,
   * `mapper_promise`. Of all of them: `no_recipients`, `list_expected`, `async_list`, `to_list`, `callback_expected`, `suspicious`, `unknown_option`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const text = mailing().bulk().text('Hello');
   * const some = text.to(['375291111111', '375292222222']);
   * const one = text.to('375293333333');
   * const distinct = text.to(new Set(['375291111111', '375292222222']));
   * const rows = [{ tel: '375291111111' }, { tel: '375292222222' }];
   * const same = text.to(rows, (row) => row.tel);
   * ```
   */
  <const List, Second extends Mapper<List> | RecipientOptions | string | undefined>(
    recipients: Second extends (...args: never) => unknown ? Rows<List> : PhoneList<List>,
    second: Second & PhoneMapper<Second>,
    options?: RecipientOptions,
  ): Mailing<'phones', Sender>;
}

/**
 * Takes the recipients of a personal text: `{ phone, text }`.
 *
 * @category Recipients
 */
export interface ToTexts<out Sender extends boolean = boolean> {
  /** Gives the recipients: `{ phone, text }` each. */
  <const List>(recipients: TextRows<List>): Mailing<'texts', Sender>;

  /**
   * Gives the recipients: `{ phone, text }` each, or rows of any shape and how to make that from one.
   *
   * Any iterable is read once and not kept. Other properties of a recipient are ignored, except `link` and `button_link`, which are refused.
   *
   * @param recipients - `{ phone, text }` each; with `toRecipient`, rows of any shape.
   * @param second - `(row, index) => ({ phone, text })`, where `undefined` leaves the row out; or the options.
   * @param options - `onInvalid`, which leaves faulty recipients out instead of refusing the list.
   * @throws {@link InvalidInputError} with the path of each fault: a phone's as in {@link ToPhones}, `text_row_expected`, `text_empty`, `text_suspicious`, `missing_key`,
   * `not_string`, `ill_formed`, `personal_link`. Of all of them what {@link ToPhones} throws, such as `no_recipients`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const rows = [{ tel: '375291111111', name: 'Anna' }];
   * const notice = mailing()
   *   .personal()
   *   .text()
   *   .to(rows, (row) => ({ phone: row.tel, text: `${row.name}, your order is ready` }));
   * ```
   */
  <const List, Second extends Mapper<List> | RecipientOptions | TextRecipient | undefined>(
    recipients: Second extends (...args: never) => unknown ? Rows<List> : TextList<List>,
    second: Second & TextMapper<Second>,
    options?: RecipientOptions,
  ): Mailing<'texts', Sender>;
}

/**
 * Takes the recipients of a personal button: `{ phone, text, link }`.
 *
 * @category Recipients
 */
export interface ToButtons<out Sender extends boolean = boolean> {
  /** Gives the recipients: `{ phone, text, link }` each. */
  <const List>(recipients: ButtonRows<List>): Mailing<'buttons', Sender>;

  /**
   * Gives the recipients: `{ phone, text, link }` each, or rows of any shape and how to make that from one.
   *
   * Any iterable is read once and not kept. Other properties of a recipient are ignored.
   *
   * @param recipients - `{ phone, text, link }` each; with `toRecipient`, rows of any shape.
   * @param second - `(row, index) => ({ phone, text, link })`, where `undefined` leaves the row out; or the options.
   * @param options - `onInvalid`, which leaves faulty recipients out instead of refusing the list.
   * @throws {@link InvalidInputError} with the path of each fault: `button_row_expected`, `link_format`, `link_length`, `link_private`, `link_name`, and a phone's
   * and a text's as in {@link ToTexts}. Of all of them what {@link ToPhones} throws, such as `no_recipients`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const rows = [{ tel: '375291111111', invoice: 17 }];
   * const invoice = mailing()
   *   .personal()
   *   .button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' })
   *   .to(rows, (row) => ({
   *     phone: row.tel,
   *     text: `Your invoice ${row.invoice}`,
   *     link: `https://shop.example.com/pay/${row.invoice}`,
   *   }));
   * ```
   */
  <const List, Second extends Mapper<List> | RecipientOptions | ButtonRecipient | undefined>(
    recipients: Second extends (...args: never) => unknown ? Rows<List> : ButtonList<List>,
    second: Second & ButtonMapper<Second>,
    options?: RecipientOptions,
  ): Mailing<'buttons', Sender>;
}
