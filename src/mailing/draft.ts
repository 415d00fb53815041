import type { MailingRules, OutOfPlace, Rule, StepName } from '../wire/rules.js';
import { newMailing } from './builder.js';
import type { BulkDraft } from './bulk-draft.js';
import type { OptionalSteps } from './optional-steps.js';
import type { PersonalDraft } from './personal-draft.js';

/**
 * A mailing that was begun: choose whether everyone gets the same message or each their own.
 *
 * @typeParam Sender - `true` once `from` was called, else `boolean`.
 * @category Composing
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
   * @group Next step
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
   * @group Next step
   */
  personal(): PersonalDraft<Sender>;

  // Out of place, and told so.
  readonly [step: StepName<'to' | 'text' | 'image' | 'button'>]: OutOfPlace<MailingRules['kind_missing']>;
}

/**
 * Begins a mailing.
 *
 * @param name - The name of the mailing, a label that no recipient sees; the same as {@link Draft.named}.
 * @throws {@link InvalidInputError} `name_empty`, `not_string`, `ill_formed`.
 * @example
 * ```ts
 * import { mailing } from 'viber-mailing';
 *
 * const sale = mailing('Black Friday')
 *   .from('444')
 *   .at('2026-11-27T10:00:00')
 *   .bulk()
 *   .image('https://shop.example.com/sale.jpg')
 *   .to(['375291111111', '375292222222']);
 * ```
 * @category Composing
 */
export function mailing<Name extends string>(name?: Name extends '' ? Rule<MailingRules['name_empty']> : Name): Draft {
  const draft = newMailing();
  return (name === undefined ? draft : draft.named(name)) as unknown as Draft;
}
