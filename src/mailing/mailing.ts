import type { RecipientKind } from '../wire/content-types.js';
import type { BulkButtonJson, BulkImageJson, BulkTextJson, PersonalButtonJson, PersonalTextJson } from '../wire/types.js';
import type { OptionalSteps } from './optional-steps.js';
import type { ToButtons, ToPhones, ToTexts } from './to.js';

/**
 * A mailing with recipients: it can be written as JSON, added to a request, sent, and given more recipients.
 *
 * @typeParam Kind - What its recipients are; plain `Mailing` means any.
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
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
   * @group Next step
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
   * @group Next step
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
   * @group Next step
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
   * @group Next step
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
   * @group Next step
   */
  toJSON(): MailingJsons[Kind] & SenderJson[`${Sender}`];
}

/**
 * A mailing that names its sender.
 *
 * @category Composing
 */
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
