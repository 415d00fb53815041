import type { ButtonLink, Doubtful, Image, Plain, UrlObject } from '../wire/link.js';
import type { MailingRules, OutOfPlace, StepName } from '../wire/rules.js';
import type { NotEmpty } from '../wire/text.js';
import type { BulkButton, BulkImage, BulkText } from './composed.js';
import type { OptionalSteps } from './optional-steps.js';

/**
 * A bulk mailing without a content yet: choose what everyone gets.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
export interface BulkDraft<out Sender extends boolean = boolean> extends OptionalSteps<BulkDraft<true>, BulkDraft<Sender>> {
  /**
   * Sends a text. Viber shows `*bold*`, `_italic_` and `~strike~`.
   *
   * @throws {@link InvalidInputError} `text_empty`, `not_string`, `ill_formed`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const text = mailing().bulk().text('We are open until *22:00* today');
   * ```
   * @group Next step
   */
  text<Text extends string>(text: NotEmpty<Text, MailingRules['text_empty']>): BulkText<Sender>;

  /**
   * Sends an image, given by a link that is publicly available.
   *
   * Images exist in bulk mailings only (the API's documentation).
   *
   * @throws {@link InvalidInputError} `link_format`, and `image_private` for a link that the gateway cannot open:
   * an address that is not public, a host without a dot, a name such as `minio.local` or `shop.test`, a login in the URL.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const image = mailing().bulk().image('https://shop.example.com/sale.jpg');
   * ```
   * @group Next step
   */
  image<Url extends string | UrlObject>(url: Image<Url>): BulkImage<Sender>;

  /**
   * Sends a text with an image and a button that opens a link.
   *
   * The link must not exceed 150 characters, the image must be publicly available (the API's documentation).
   *
   * @throws {@link InvalidInputError} `link_length`, `link_format`, `link_private`, `image_private`, `caption_empty`, `text_empty`,
   * `not_string`, `ill_formed`; all faults of the parts at once.
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
   * @group Next step
   */
  button<Caption extends string, Link extends string | UrlObject, Url extends string | UrlObject, Text extends string>(
    parts: { link: Link; image: Url } extends Doubtful | DoubtfulImage
      ? BulkButtonParts<Caption, Link, Url, Text>
      : { caption: Caption; link: Link; image: Url; text: Text } extends PlainParts
        ? PlainParts
        : BulkButtonParts<Caption, Link, Url, Text>,
  ): BulkButton<Sender>;

  // Out of place, and told so.
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

/**
 * The parts of a bulk button.
 *
 * @category Composing
 */
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
