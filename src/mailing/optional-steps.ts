import type { MailingRules } from '../wire/rule.js';
import type { Schedule, ZoneName } from '../wire/schedule.js';
import type { SenderId } from '../wire/sender.js';
import type { NotEmpty } from '../wire/text.js';

/** The steps that every stage has: sender, name and schedule. They may come in any order; the last one wins. */
export interface OptionalSteps<WithSender, Same> {
  /**
   * Sets the sender: the id of the name that recipients see, `alphaname_id` on the wire.
   *
   * An id is digits, such as `'444'`; a whole number is written as a string. Without this step the sender
   * of the client or the request is used.
   *
   * @throws {@link InvalidInputError} `sender_format` where it is not digits, a name for example.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const draft = mailing('Black Friday').from('444');
   * ```
   * @group Optional, at every stage
   */
  from<Id extends string | number>(id: SenderId<Id>): WithSender;

  /**
   * Sets the name of the mailing, a label for the account's lists that no recipient sees.
   *
   * @throws {@link InvalidInputError} `name_empty`, `not_string`, `ill_formed`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const text = mailing().bulk().text('Hello').named('Greeting');
   * ```
   * @group Optional, at every stage
   */
  named<Name extends string>(name: NotEmpty<Name, MailingRules['name_empty']>): Same;

  /**
   * Sets when to send, by the account's clock: `schedule_time` on the wire. Without it a mailing is sent at once.
   *
   * A local time is `YYYY-MM-DDTHH:mm:ss` or a `Temporal.PlainDateTime`. Fractions of a second are dropped.
   *
   * @throws {@link InvalidInputError} `schedule_format`, `schedule_missing`; `zone_missing` for a moment.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const draft = mailing().at('2026-11-27T10:00:00');
   * ```
   * @group Optional, at every stage
   */
  at<const Time>(time: Schedule<Time, never>): Same;

  /**
   * Sets when to send, as a moment (`Date`, `Temporal.Instant`, `Temporal.ZonedDateTime`) and the IANA time zone in
   * which the account's clock runs.
   *
   * @throws {@link InvalidInputError} `zone_unknown`, `zone_needless` for a local time, `schedule_format`,
   * `schedule_missing`, and `time_repeated` where clocks go back and the local time occurs twice.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const draft = mailing().at(new Date('2026-11-27T07:00:00Z'), 'Europe/Minsk'); // 10:00:00 there
   * ```
   * @group Optional, at every stage
   */
  at<const Time, const Zone extends string | undefined>(time: Schedule<Time, Zone>, zone: ZoneName<Time, Zone>): Same;
}
