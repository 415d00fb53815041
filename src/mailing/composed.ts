import type { OptionalSteps } from './optional-steps.js';
import type { ToButtons, ToPhones, ToTexts } from './recipients.js';

/**
 * A bulk text without recipients yet. It can be kept and sent to many lists.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
 */
export interface BulkText<out Sender extends boolean = boolean> extends OptionalSteps<BulkText<true>, BulkText<Sender>> {
  /**
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one.
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
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one.
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
   * Gives the recipients: phones, or rows of any shape and how to take the phone from one.
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
   * Gives the recipients: `{ phone, text }` each, or rows of any shape and how to make that from one.
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
