import type { ButtonLink, Doubtful, Plain, UrlObject } from './link.js';
import type { NoPhone, Phone, PhoneShape } from './phone.js';
import type { MailingRules, Rule } from './rules.js';
import type { NotEmpty } from './text.js';

/** A recipient of a personal text. */
export interface TextRecipient {
  /** 7 to 15 digits with the country code, without plus. */
  readonly phone: string;
  /** The recipient's own text. */
  readonly text: string;
  /** Not here: a personal text has no link. */
  readonly link?: Rule<MailingRules['personal_link']> | undefined;
}

/** A recipient of a personal button. */
export interface ButtonRecipient {
  /** 7 to 15 digits with the country code, without plus. */
  readonly phone: string;
  /** The recipient's own text. */
  readonly text: string;
  /** What the recipient's button opens: at most 150 characters. */
  readonly link: string | UrlObject;
}

/** Makes a recipient of a row. */
export type Mapper<List> = (row: RowOf<List>, index: number) => unknown;
type RowOf<List> = unknown extends List ? any : List extends Iterable<infer Row> | AsyncIterable<infer Row> ? Row : never;

/** A parameter that takes rows of any shape. */
export type Rows<List> = List extends string ? Rule<MailingRules['list_expected']> : Listed<List, unknown, never>;

export type Listed<List, Item, Other extends keyof MailingRules> =
  List extends Iterable<infer Row>
    ? [Row] extends [Item]
      ? List
      : Rule<MailingRules[Mistake<Row, Other>]>
    : List extends AsyncIterable<unknown> | PromiseLike<unknown>
      ? Rule<MailingRules['async_list']>
      : unknown extends List
        ? Iterable<Item>
        : Rule<MailingRules['list_expected']>;

/** A parameter that takes a list of phones, each literal of it checked. */
export type Phones<List, Whole = List> = List extends readonly [PhoneShape, ...PhoneShape[]]
  ? List[number] extends infer Phones
    ? [Extract<Phones, NoPhone>] extends [never]
      ? List
      : OtherPhones<Whole>
    : never
  : OtherPhones<Whole>;

/** A parameter that takes a list of recipients of a personal text, each literal of it checked. */
export type TextRows<List, Whole = List> = List extends readonly [TextRowShape, ...TextRowShape[]]
  ? List[number]['phone'] extends infer Phones
    ? [Extract<Phones, NoPhone>] extends [never]
      ? List
      : OtherTextRows<Whole>
    : never
  : OtherTextRows<Whole>;

/** A parameter that takes a list of recipients of a personal button, each literal of it checked. */
export type ButtonRows<List, Whole = List> = List extends readonly [ButtonRowShape, ...ButtonRowShape[]]
  ? List[number] extends infer Row extends ButtonRowShape
    ? [Extract<Row['phone'], NoPhone>, Extract<Row['link'], Doubtful['link']>] extends [never, never]
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
interface TextRowShape extends Linkless {
  readonly phone: PhoneShape;
  readonly text: `${any}${any}`;
}
interface ButtonRowShape {
  readonly phone: PhoneShape;
  readonly text: `${any}${any}`;
  readonly link: Plain['link'];
}

/** A parameter that takes a list of phones. */
export type PhoneList<List> = Listed<List, string, 'phone_expected'>;
/** A parameter that takes a list of recipients of a personal text, or one of them. */
export type TextList<List> = List extends PartOfRow ? TextRow<List> : Listed<List, TextRecipient, 'text_row_expected'>;
/** A parameter that takes a list of recipients of a personal button, or one of them. */
export type ButtonList<List> = List extends PartOfRow ? ButtonRow<List> : Listed<List, ButtonRecipient, 'button_row_expected'>;

/** What is taken for a single recipient; also one without parts yet, so that the editor offers them. */
type PartOfRow = { readonly phone: unknown } | { readonly text: unknown } | { readonly link: unknown } | Record<string, never>;

type BulkPhone<T> = T extends string ? Phone<T> : T extends object ? Rule<MailingRules['phone_expected']> : Phone<T>;

/** Without a link, under either of its names: it would be lost in silence. */
interface Linkless {
  readonly link?: TextRecipient['link'];
  readonly button_link?: undefined;
}

// Mapped over the row's own keys, so that other properties stay allowed. A row that is not whole yet is a recipient, too,
// so that the editor offers its parts.
type TextRow<Row> = Row extends { readonly phone: unknown; readonly text: string } & Linkless
  ? { readonly [Key in keyof Row]: Key extends 'phone' ? Phone<Row[Key]> : Key extends 'text' ? RowText<Row[Key]> : Row[Key] }
  : Row extends { readonly phone: unknown; readonly text: string }
    ? { readonly [Key in keyof Row]: Key extends 'link' | 'button_link' ? Rule<MailingRules['personal_link']> : Row[Key] }
    : Row extends object
      ? TextRecipient & Rule<MailingRules['text_row_expected']>
      : Rule<MailingRules['text_row_expected']>;

type ButtonRow<Row> = Row extends { readonly phone: unknown; readonly text: string; readonly link: string | UrlObject }
  ? {
      readonly [Key in keyof Row]: Key extends 'phone'
        ? Phone<Row[Key]>
        : Key extends 'text'
          ? RowText<Row[Key]>
          : Key extends 'link'
            ? ButtonLink<Row[Key]>
            : Row[Key];
    }
  : Row extends object
    ? ButtonRecipient & Rule<MailingRules['button_row_expected']>
    : Rule<MailingRules['button_row_expected']>;

type RowText<Text> = NotEmpty<Text, MailingRules['text_empty']>;

/** Marks a mapper that makes no phones, and a second phone. */
export type PhoneMapper<Second> = Second extends string
  ? Rule<MailingRules['to_list']>
  : MapperOf<Second, string, 'phone_expected'>;

interface LinklessRow extends TextRecipient, Linkless {}

/** Marks a mapper that makes no recipients of a personal text, and a second recipient. */
export type TextMapper<Second> = Second extends PartOfRow
  ? Rule<MailingRules['to_list']>
  : MapperOf<Second, LinklessRow, 'text_row_expected'>;

/** Marks a mapper that makes no recipients of a personal button, and a second recipient. */
export type ButtonMapper<Second> = Second extends PartOfRow
  ? Rule<MailingRules['to_list']>
  : MapperOf<Second, ButtonRecipient, 'button_row_expected'>;

type MapperOf<Second, Recipient, Other extends keyof MailingRules> = Second extends (...args: never) => infer Made
  ? [Made] extends [Recipient | undefined]
    ? unknown
    : Rule<MailingRules[MadeByMistake<Made, Other>]>
  : unknown;

/** What a mapper makes by mistake: nothing in another way than `undefined`, or what a list is refused for as well. */
type MadeByMistake<Made, Other extends keyof MailingRules> = [Extract<Made, null | false>] extends [never]
  ? Mistake<Exclude<Made, undefined>, Other>
  : 'mapper_null';

/** What a recipient is by mistake: a promise, one whose phone may be absent or is a number, one with a link; else what `Other` says. */
type Mistake<Made, Other extends keyof MailingRules> = [Made] extends [PromiseLike<unknown>]
  ? 'mapper_promise'
  : Other extends 'phone_expected'
    ? PhoneMistake<Made, Other>
    : [Made] extends [{ readonly phone: infer Phone; readonly text: string }]
      ? PhoneMistake<Phone, Other>
      : Other;
type PhoneMistake<Phone, Other> = [Extract<Phone, null | undefined>] extends [never]
  ? [Phone] extends [number | bigint]
    ? 'phone_string'
    : [Other, Phone] extends ['text_row_expected', string]
      ? 'personal_link'
      : Other
  : 'phone_missing';
