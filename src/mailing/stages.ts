import type { ButtonLink, Doubtful, Image, Plain, UrlObject } from '../wire/link.js';
import type { MailingRules, OutOfPlace, Rule, StepName } from '../wire/rules.js';
import type { NotEmpty } from '../wire/text.js';
import type { ToButtons, ToPhones, ToTexts } from './mailing.js';
import type { OptionalSteps } from './optional-steps.js';

/**
 * A mailing that was begun: choose whether everyone gets the same message or each their own.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 */
export interface Draft<out Sender extends boolean = boolean> extends OptionalSteps<Draft<true>, Draft<Sender>> {
  /**
   * Makes it a bulk mailing: one message to a list of phones.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const sale = mailing().bulk().image('https://shop.example.com/sale.jpg');
   * ```
   */
  bulk(): BulkDraft<Sender>;

  /**
   * Makes it a personal mailing: each phone gets a text of its own.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const notice = mailing().personal().text();
   * ```
   */
  personal(): PersonalDraft<Sender>;

  readonly [step: StepName<'to' | 'text' | 'image' | 'button'>]: OutOfPlace<MailingRules['kind_missing']>;
}

/** A bulk mailing without a content yet: choose what everyone gets. */
export interface BulkDraft<out Sender extends boolean = boolean> extends OptionalSteps<BulkDraft<true>, BulkDraft<Sender>> {
  /**
   * Sends a text. Viber shows `*bold*`, `_italic_` and `~strike~`.
   *
   * @throws {@link InvalidInputError} `text_empty`, `missing_key`, `not_string`, `ill_formed`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const text = mailing().bulk().text('We are open until *22:00* today');
   * ```
   */
  text<Text extends string>(text: NotEmpty<Text, MailingRules['text_empty']>): BulkText<Sender>;

  /**
   * Sends an image, given by a link that is publicly available.
   *
   * Images exist in bulk mailings only (the API's documentation).
   *
   * @throws {@link InvalidInputError} `link_format`, `missing_key`, `not_string`, `ill_formed`, and `image_private` for a link that the gateway cannot open:
   * an address that is not public, a host without a dot, a name such as `minio.local` or `shop.test`, a login in the URL.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const image = mailing().bulk().image('https://shop.example.com/sale.jpg');
   * ```
   */
  image<Url extends string | UrlObject>(url: Image<Url>): BulkImage<Sender>;

  /**
   * Sends a text with an image and a button that opens a link.
   *
   * The link must not exceed 150 characters, the image must be publicly available (the API's documentation).
   *
   * @throws {@link InvalidInputError} `link_length`, `link_format`, `link_private`, `image_private`, `caption_empty`, `text_empty`,
   * `bulk_parts`, `missing_key`, `not_string`, `ill_formed`; all faults of the parts at once.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const button = mailing().bulk().button({
   *   caption: 'To the shop',
   *   link: 'https://shop.example.com/sale',
   *   image: 'https://shop.example.com/sale.jpg',
   *   text: 'Everything at half price',
   * });
   * ```
   */
  button<Caption extends string, Link extends string | UrlObject, Url extends string | UrlObject, Text extends string>(
    parts: { link: Link; image: Url } extends Doubtful | DoubtfulImage
      ? BulkButtonParts<Caption, Link, Url, Text>
      : { caption: Caption; link: Link; image: Url; text: Text } extends PlainParts
        ? PlainParts
        : BulkButtonParts<Caption, Link, Url, Text>,
  ): BulkButton<Sender>;

  readonly [step: StepName<'to'>]: OutOfPlace<MailingRules['content_missing']>;
}

// Literals that are seen to be faultless at once: looked at part by part they take three times as long.
interface PlainParts {
  readonly caption: `${any}${any}`;
  readonly link: Plain['link'];
  readonly image: Plain['link'];
  readonly text: `${any}${any}`;
}

interface DoubtfulImage {
  readonly image: Doubtful['link'];
}

/** The parts of a bulk button. */
export interface BulkButtonParts<Caption = string, Link = string | UrlObject, Url = string | UrlObject, Text = string> {
  /** What the button says. */
  readonly caption: NotEmpty<Caption, MailingRules['caption_empty']>;
  /** What the button opens: a link of at most 150 characters. */
  readonly link: ButtonLink<Link>;
  /** The image above the text: a link that is publicly available. */
  readonly image: Image<Url>;
  /** The text of the message. */
  readonly text: NotEmpty<Text, MailingRules['text_empty']>;
}

/** A personal mailing without a content yet: choose what each recipient gets. */
export interface PersonalDraft<out Sender extends boolean = boolean>
  extends OptionalSteps<PersonalDraft<true>, PersonalDraft<Sender>> {
  /**
   * Sends each recipient a text, which `to` takes with the phone.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const notice = mailing()
   *   .personal()
   *   .text()
   *   .to([{ phone: '375291111111', text: 'Anna, your order is ready' }]);
   * ```
   */
  text(nothing?: Rule<MailingRules['personal_parts']>): PersonalText<Sender>;

  /**
   * Sends each recipient a text with a button that opens a link of their own, which `to` takes with the phone.
   *
   * @throws {@link InvalidInputError} `caption_empty`, `link_format`, `image_private`, `button_parts`, `personal_parts`,
   * `missing_key`, `not_string`, `ill_formed`; all faults of the parts at once.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const invoice = mailing()
   *   .personal()
   *   .button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' })
   *   .to([{ phone: '375291111111', text: 'Anna, your invoice', link: 'https://shop.example.com/pay/1' }]);
   * ```
   */
  button<Caption extends string, Url extends string | UrlObject>(parts: PersonalButtonParts<Caption, Url>): PersonalButton<Sender>;

  /**
   * Does not exist: an image can only be sent in a bulk mailing (the API's documentation).
   *
   * @throws {@link InvalidInputError} `personal_image`, always.
   */
  image(url: Rule<MailingRules['personal_image']>): never;

  readonly [step: StepName<'to'>]: OutOfPlace<MailingRules['content_missing']>;
}

/** The parts of a personal button that are the same for everyone. */
export interface PersonalButtonParts<Caption = string, Url = string | UrlObject> {
  /** What the button says. */
  readonly caption: NotEmpty<Caption, MailingRules['caption_empty']>;
  /** The image above the text: a link that is publicly available. */
  readonly image: Image<Url>;
  /** Not here: each recipient has a link of their own, in `to`. */
  readonly link?: Rule<MailingRules['personal_parts']> | undefined;
  /** Not here: each recipient has a text of their own, in `to`. */
  readonly text?: Rule<MailingRules['personal_parts']> | undefined;
}

/** A bulk text without recipients yet. It can be kept and sent to many lists. */
export interface BulkText<out Sender extends boolean = boolean> extends OptionalSteps<BulkText<true>, BulkText<Sender>> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one. {@link ToPhones} says more.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const notice = mailing().bulk().text('We move on Monday').to(['375291111111', '375292222222']);
   * ```
   */
  readonly to: ToPhones<Sender>;
}

/** A bulk image without recipients yet. It can be kept and sent to many lists. */
export interface BulkImage<out Sender extends boolean = boolean> extends OptionalSteps<BulkImage<true>, BulkImage<Sender>> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one. {@link ToPhones} says more.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const sale = mailing().bulk().image('https://shop.example.com/sale.jpg').to(['375291111111']);
   * ```
   */
  readonly to: ToPhones<Sender>;
}

/** A bulk button without recipients yet. It can be kept and sent to many lists. */
export interface BulkButton<out Sender extends boolean = boolean> extends OptionalSteps<BulkButton<true>, BulkButton<Sender>> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one. {@link ToPhones} says more.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const image = 'https://shop.example.com/sale.jpg';
   * const offer = mailing().bulk().button({ caption: 'To the shop', link: 'https://shop.example.com', image, text: 'Half price' });
   * const sale = offer.to(['375291111111', '375292222222']);
   * ```
   */
  readonly to: ToPhones<Sender>;
}

/** A personal text without recipients yet. */
export interface PersonalText<out Sender extends boolean = boolean>
  extends OptionalSteps<PersonalText<true>, PersonalText<Sender>> {
  /**
   * Gives the recipients: `{ phone, text }` each, or rows of any shape and how to make that from one. {@link ToTexts} says more.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const notices = mailing().personal().text().to([{ phone: '375291111111', text: 'Anna, your order is ready' }]);
   * ```
   */
  readonly to: ToTexts<Sender>;
}

/** A personal button without recipients yet. */
export interface PersonalButton<out Sender extends boolean = boolean>
  extends OptionalSteps<PersonalButton<true>, PersonalButton<Sender>> {
  /**
   * Gives the recipients: `{ phone, text, link }` each, or rows of any shape and how to make that from one. {@link ToButtons} says more.
   *
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const invoice = mailing().personal().button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' });
   * const invoices = invoice.to([{ phone: '375291111111', text: 'Anna, your invoice', link: 'https://shop.example.com/pay/1' }]);
   * ```
   */
  readonly to: ToButtons<Sender>;
}

/** A mailing of any kind without recipients yet. */
export type Composed<Sender extends boolean = boolean> =
  | BulkText<Sender>
  | BulkImage<Sender>
  | BulkButton<Sender>
  | PersonalText<Sender>
  | PersonalButton<Sender>;
