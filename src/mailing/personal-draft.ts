import type { Image, UrlObject } from '../wire/link.js';
import type { MailingRules, OutOfPlace, Rule, StepName } from '../wire/rules.js';
import type { NotEmpty } from '../wire/text.js';
import type { PersonalButton, PersonalText } from './composed.js';
import type { OptionalSteps } from './optional-steps.js';

/**
 * A personal mailing without a content yet: choose what each recipient gets.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
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
   * @group Next step
   */
  text(nothing?: Rule<MailingRules['personal_parts']>): PersonalText<Sender>;

  /**
   * Sends each recipient a text with a button that opens a link of their own, which `to` takes with the phone.
   *
   * @throws {@link InvalidInputError} `caption_empty`, `link_format`, `image_private`, `not_string`, `ill_formed`;
   * all faults of the parts at once.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const invoice = mailing()
   *   .personal()
   *   .button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' })
   *   .to([{ phone: '375291111111', text: 'Anna, your invoice', link: 'https://shop.example.com/pay/1' }]);
   * ```
   * @group Next step
   */
  button<Caption extends string, Url extends string | UrlObject>(parts: PersonalButtonParts<Caption, Url>): PersonalButton<Sender>;

  /**
   * Does not exist: an image can only be sent in a bulk mailing (the API's documentation).
   *
   * @throws {@link InvalidInputError} `personal_image`, always.
   * @group Next step
   */
  image(url: Rule<MailingRules['personal_image']>): never;

  // Out of place, and told so.
  readonly [step: StepName<'to'>]: OutOfPlace<MailingRules['content_missing']>;
}

/**
 * The parts of a personal button that are the same for everyone.
 *
 * @category Composing
 */
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
