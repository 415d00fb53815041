import type { ToButtons, ToPhones, ToTexts } from './mailing.js';
import type { OptionalSteps } from './optional-steps.js';

/**
 * A bulk text without recipients yet. It can be kept and sent to many lists.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
export interface BulkText<out Sender extends boolean = boolean> extends OptionalSteps<BulkText<true>, BulkText<Sender>> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one. {@link ToPhones} says more.
   *
   * @throws {@link InvalidInputError} `phone_format` with the path of each faulty phone, `no_recipients`, `list_expected`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const hello = mailing().bulk().text('We are open until *22:00* today');
   * const regulars = hello.to(['375291111111', '375292222222']);
   * const one = hello.to('375293333333');
   * ```
   * @group Next step
   */
  readonly to: ToPhones<Sender>;
}

/**
 * A bulk image without recipients yet. It can be kept and sent to many lists.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
export interface BulkImage<out Sender extends boolean = boolean> extends OptionalSteps<BulkImage<true>, BulkImage<Sender>> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one. {@link ToPhones} says more.
   *
   * @throws {@link InvalidInputError} `phone_format` with the path of each faulty phone, `no_recipients`, `list_expected`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const sale = mailing().bulk().image('https://shop.example.com/sale.jpg');
   * const customers = [{ tel: '375291111111' }, { tel: '375292222222' }];
   * const toAll = sale.to(customers, (customer) => customer.tel);
   * ```
   * @group Next step
   */
  readonly to: ToPhones<Sender>;
}

/**
 * A bulk button without recipients yet. It can be kept and sent to many lists.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
export interface BulkButton<out Sender extends boolean = boolean> extends OptionalSteps<BulkButton<true>, BulkButton<Sender>> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one. {@link ToPhones} says more.
   *
   * @throws {@link InvalidInputError} `phone_format` with the path of each faulty phone, `no_recipients`, `list_expected`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const offer = mailing().bulk().button({
   *   caption: 'To the shop',
   *   link: 'https://shop.example.com/sale',
   *   image: 'https://shop.example.com/sale.jpg',
   *   text: 'Everything at half price',
   * });
   * const sale = offer.to(new Set(['375291111111', '375292222222']));
   * ```
   * @group Next step
   */
  readonly to: ToPhones<Sender>;
}

/**
 * A personal text without recipients yet.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
export interface PersonalText<out Sender extends boolean = boolean>
  extends OptionalSteps<PersonalText<true>, PersonalText<Sender>> {
  /**
   * Gives the recipients: `{ phone, text }` each, or rows of any shape and how to make that from one. {@link ToTexts} says
   * more.
   *
   * @throws {@link InvalidInputError} `phone_format`, `text_empty`, `personal_link`, `text_row_expected` with the path
   * of each fault, `no_recipients`, `list_expected`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const notices = mailing()
   *   .personal()
   *   .text()
   *   .to([
   *     { phone: '375291111111', text: 'Anna, your order is ready' },
   *     { phone: '375292222222', text: 'Boris, your order is on its way' },
   *   ]);
   * ```
   * @group Next step
   */
  readonly to: ToTexts<Sender>;
}

/**
 * A personal button without recipients yet.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
export interface PersonalButton<out Sender extends boolean = boolean>
  extends OptionalSteps<PersonalButton<true>, PersonalButton<Sender>> {
  /**
   * Gives the recipients: `{ phone, text, link }` each, or rows of any shape and how to make that from one.
   * {@link ToButtons} says more.
   *
   * @throws {@link InvalidInputError} `phone_format`, `text_empty`, `link_format`, `link_length`, `button_row_expected`
   * with the path of each fault, `no_recipients`, `list_expected`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const invoices = mailing()
   *   .at('2026-11-27T10:00:00')
   *   .personal()
   *   .button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' })
   *   .to([{ phone: '375291111111', text: 'Anna, your invoice', link: 'https://shop.example.com/pay/17' }]);
   * ```
   * @group Next step
   */
  readonly to: ToButtons<Sender>;
}

/**
 * A mailing of any kind without recipients yet.
 *
 * @category Composing
 */
export type Composed<Sender extends boolean = boolean> =
  | BulkText<Sender>
  | BulkImage<Sender>
  | BulkButton<Sender>
  | PersonalText<Sender>
  | PersonalButton<Sender>;
