import type { ButtonLink, DoubtfulLink, LinkShape, Over150, UrlObject } from '../wire/link.js';
import type { NoPhone, Phone, PhoneShape } from '../wire/phone.js';
import type { MailingRules, Rule } from '../wire/rule.js';
import type { InvalidRecipient } from '../wire/sendable.js';
import type { NotEmpty } from '../wire/text.js';
import type { Mailing } from './mailing.js';

/**
 * A recipient of a personal text.
 *
 * @category Recipients
 */
export interface TextRecipient {
  /** 7 to 15 digits with the country code, without plus. */
  readonly phone: string;
  /** The recipient's own text. */
  readonly text: string;
  /** Not here: a personal text has no link. */
  readonly link?: Rule<MailingRules['personal_link']> | undefined;
}

/**
 * A recipient of a personal button.
 *
 * @category Recipients
 */
export interface ButtonRecipient {
  /** 7 to 15 digits with the country code, without plus. */
  readonly phone: string;
  /** The recipient's own text. */
  readonly text: string;
  /** What the recipient's button opens: at most 150 characters. */
  readonly link: string | UrlObject;
}

/**
 * Options for giving recipients.
 *
 * @category Recipients
 */
export interface RecipientOptions {
  /** Called for each faulty recipient, which is then left out. Without it a faulty recipient refuses the whole list. */
  readonly onInvalid?: ((invalid: InvalidRecipient) => void) | undefined;
}

/**
 * Takes the recipients of a bulk mailing: phones.
 *
 * @category Recipients
 */
export interface ToPhones<Sender extends boolean = boolean> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one.
   *
   * Any iterable is read once and not kept. A single phone string is one recipient.
   *
   * @param recipients - Phones; with `toRecipient`, rows of any shape.
   * @param second - `(row, index) => phone`, where `undefined` leaves the row out; or the options.
   * @param options - `onInvalid`, which leaves faulty recipients out instead of refusing the list.
   * @throws {@link InvalidInputError} `phone_format` with the path of each faulty phone, `no_recipients`, `list_expected`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const text = mailing().bulk().text('Hello');
   * const some = text.to(['375291111111', '375292222222']);
   * const rows = [{ tel: '375291111111' }, { tel: '375292222222' }];
   * const same = text.to(rows, (row) => row.tel);
   * ```
   */
  <const List, Second extends Mapper<List> | RecipientOptions | undefined>(
    recipients: Second extends (...args: never) => unknown ? Rows<List> : PhoneList<List>,
    second: Second & PhoneMapper<Second>,
    options?: RecipientOptions,
  ): Mailing<'phones', Sender>;

  /** Gives the recipients. */
  <const List>(recipients: Phones<List>): Mailing<'phones', Sender>;
}

/**
 * Takes the recipients of a personal text: `{ phone, text }`.
 *
 * @category Recipients
 */
export interface ToTexts<Sender extends boolean = boolean> {
  /**
   * Gives the recipients: `{ phone, text }` each, or rows of any shape and how to make that from one.
   *
   * Any iterable is read once and not kept. Other properties of a recipient are ignored, except `link`, which is refused.
   *
   * @param recipients - `{ phone, text }` each; with `toRecipient`, rows of any shape.
   * @param second - `(row, index) => ({ phone, text })`, where `undefined` leaves the row out; or the options.
   * @param options - `onInvalid`, which leaves faulty recipients out instead of refusing the list.
   * @throws {@link InvalidInputError} `phone_format`, `text_empty`, `personal_link`, `text_row_expected` with the path
   * of each fault, `no_recipients`, `list_expected`.
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
  <const List, Second extends Mapper<List> | RecipientOptions | undefined>(
    recipients: Second extends (...args: never) => unknown ? Rows<List> : TextList<List>,
    second: Second & TextMapper<Second>,
    options?: RecipientOptions,
  ): Mailing<'texts', Sender>;

  /** Gives the recipients. */
  <const List>(recipients: TextRows<List>): Mailing<'texts', Sender>;
}

/**
 * Takes the recipients of a personal button: `{ phone, text, link }`.
 *
 * @category Recipients
 */
export interface ToButtons<Sender extends boolean = boolean> {
  /**
   * Gives the recipients: `{ phone, text, link }` each, or rows of any shape and how to make that from one.
   *
   * Any iterable is read once and not kept. Other properties of a recipient are ignored.
   *
   * @param recipients - `{ phone, text, link }` each; with `toRecipient`, rows of any shape.
   * @param second - `(row, index) => ({ phone, text, link })`, where `undefined` leaves the row out; or the options.
   * @param options - `onInvalid`, which leaves faulty recipients out instead of refusing the list.
   * @throws {@link InvalidInputError} `phone_format`, `text_empty`, `link_format`, `link_length`, `button_row_expected`
   * with the path of each fault, `no_recipients`, `list_expected`.
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
  <const List, Second extends Mapper<List> | RecipientOptions | undefined>(
    recipients: Second extends (...args: never) => unknown ? Rows<List> : ButtonList<List>,
    second: Second & ButtonMapper<Second>,
    options?: RecipientOptions,
  ): Mailing<'buttons', Sender>;

  /** Gives the recipients. */
  <const List>(recipients: ButtonRows<List>): Mailing<'buttons', Sender>;
}

type Mapper<List> = (row: RowOf<List>, index: number) => unknown;
type RowOf<List> = List extends Iterable<infer Row> ? Row : never;

type Rows<List> = List extends string ? Rule<MailingRules['list_expected']> : Listed<List, unknown, never>;

type Listed<List, Item, Sentence extends string> =
  List extends Iterable<infer Row>
    ? [Row] extends [Item]
      ? List
      : Rule<Sentence>
    : List extends AsyncIterable<unknown>
      ? Rule<MailingRules['async_list']>
      : unknown extends List
        ? Iterable<Item>
        : Rule<MailingRules['list_expected']>;

type Phones<List, Whole = List> = List extends readonly [PhoneShape, ...PhoneShape[]]
  ? List[number] extends infer Phones
    ? [Extract<Phones, NoPhone>] extends [never]
      ? List
      : OtherPhones<Whole>
    : never
  : OtherPhones<Whole>;

type TextRows<List, Whole = List> = List extends readonly [TextRowShape, ...TextRowShape[]]
  ? List[number]['phone'] extends infer Phones
    ? [Extract<Phones, NoPhone>] extends [never]
      ? List
      : OtherTextRows<Whole>
    : never
  : OtherTextRows<Whole>;

type ButtonRows<List, Whole = List> = List extends readonly [ButtonRowShape, ...ButtonRowShape[]]
  ? List[number] extends infer Row extends ButtonRowShape
    ? [Extract<Row['phone'], NoPhone>, Extract<Row['link'], DoubtfulLink | Over150>] extends [never, never]
      ? List
      : OtherButtonRows<Whole>
    : never
  : OtherButtonRows<Whole>;

type OtherPhones<List, Whole = List> = List extends string
  ? Phone<List>
  : List extends readonly unknown[]
    ? number extends List['length']
      ? PhoneList<Whole>
      : List extends readonly []
        ? Rule<MailingRules['no_recipients']>
        : { readonly [Index in keyof List]: BulkPhone<List[Index]> }
    : PhoneList<Whole>;

type OtherTextRows<List, Whole = List> = List extends readonly unknown[]
  ? number extends List['length']
    ? TextList<Whole>
    : List extends readonly []
      ? Rule<MailingRules['no_recipients']>
      : { readonly [Index in keyof List]: TextRow<List[Index]> }
  : TextList<Whole>;

type OtherButtonRows<List, Whole = List> = List extends readonly unknown[]
  ? number extends List['length']
    ? ButtonList<Whole>
    : List extends readonly []
      ? Rule<MailingRules['no_recipients']>
      : { readonly [Index in keyof List]: ButtonRow<List[Index]> }
  : ButtonList<Whole>;

// Lists of faultless literals pass as a whole; the others are mapped, so that the rule lands on the element at fault.
// The `infer` keeps the compiler from mapping them as well: it halves the cost.
interface TextRowShape {
  readonly phone: PhoneShape;
  readonly text: `${any}${any}`;
  readonly link?: undefined;
}
interface ButtonRowShape {
  readonly phone: PhoneShape;
  readonly text: `${any}${any}`;
  readonly link: LinkShape;
}

type PhoneList<List> = Listed<List, string, MailingRules['phone_expected']>;
type TextList<List> = Listed<List, TextRecipient, MailingRules['text_row_expected']>;
type ButtonList<List> = Listed<List, ButtonRecipient, MailingRules['button_row_expected']>;

type BulkPhone<T> = T extends object ? Rule<MailingRules['phone_expected']> : Phone<T>;

// Mapped over the row's own keys, so that other properties stay allowed.
type TextRow<Row> = Row extends TextRecipient
  ? { readonly [Key in keyof Row]: Key extends 'phone' ? Phone<Row[Key]> : Key extends 'text' ? RowText<Row[Key]> : Row[Key] }
  : Row extends { readonly phone: string; readonly text: string }
    ? { readonly [Key in keyof Row]: Key extends 'link' ? Rule<MailingRules['personal_link']> : Row[Key] }
    : Rule<MailingRules['text_row_expected']>;

type ButtonRow<Row> = Row extends ButtonRecipient
  ? {
      readonly [Key in keyof Row]: Key extends 'phone'
        ? Phone<Row[Key]>
        : Key extends 'text'
          ? RowText<Row[Key]>
          : Key extends 'link'
            ? ButtonLink<Row[Key]>
            : Row[Key];
    }
  : Rule<MailingRules['button_row_expected']>;

type RowText<Text> = NotEmpty<Text, MailingRules['text_empty']>;

type PhoneMapper<Second> = Second extends (...args: never) => infer Recipient
  ? [Recipient] extends [string | undefined]
    ? unknown
    : Rule<MailingRules['phone_expected']>
  : unknown;

type TextMapper<Second> = Second extends (...args: never) => infer Recipient
  ? [Recipient] extends [TextRecipient | undefined]
    ? unknown
    : [Recipient] extends [{ readonly phone: string; readonly text: string } | undefined]
      ? Rule<MailingRules['personal_link']>
      : Rule<MailingRules['text_row_expected']>
  : unknown;

type ButtonMapper<Second> = Second extends (...args: never) => infer Recipient
  ? [Recipient] extends [ButtonRecipient | undefined]
    ? unknown
    : Rule<MailingRules['button_row_expected']>
  : unknown;
