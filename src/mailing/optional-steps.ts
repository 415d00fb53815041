import type { MailingRules } from '../wire/rules.js';
import type { LocalTime, OtherSchedule, ZoneName } from '../wire/schedule.js';
import type { Digits, OtherSenderId } from '../wire/sender.js';
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
   */
  from<Id extends string | number>(id: { id: Id } extends Digits ? Id : OtherSenderId<Id>): WithSender;

  /**
   * Sets the name of the mailing, a label for the account's lists that no recipient sees.
   *
   * @throws {@link InvalidInputError} `name_empty`, `missing_key`, `not_string`, `ill_formed`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const text = mailing().bulk().text('Hello').named('Greeting');
   * ```
   */
  named<Name extends string>(name: NotEmpty<Name, MailingRules['name_empty']>): Same;

  /**
   * Sets when to send, `schedule_time` on the wire. Without it a mailing is sent at once.
   *
   * Either a local time by the account's clock, `YYYY-MM-DDTHH:mm:ss` or a `Temporal.PlainDateTime`; or a moment
   * (`Date`, `Temporal.Instant`, `Temporal.ZonedDateTime`) with the IANA time zone in which the account's clock runs,
   * `Area/City` or `UTC`.
   * Fractions of a second are dropped.
   *
   * @throws {@link InvalidInputError} `schedule_format`, `schedule_missing`, `schedule_moment`, `zone_missing`,
   * `zone_unknown`, `zone_reversed`, `zone_needless`, `intl_missing` where the runtime knows no time zones, and `time_repeated` where clocks go back and the local time occurs twice.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * const local = mailing().at('2026-11-27T10:00:00');
   * const moment = mailing().at(new Date('2026-11-27T07:00:00Z'), 'Europe/Minsk'); // the same
   * ```
   */
  // One signature, as overloads could not be called on a union of stages. Within an object a pattern is compared without being
  // instantiated, which takes a third of the cost.
  at<const Time, const Zone extends string = never>(
    time: { time: Time } extends LocalTime ? Time : OtherSchedule<Time, Zone>,
    zone?: ZoneName<Time, Zone>,
  ): Same;

  /**
   * Puts fields that the API has and this library does not know into the mailing, behind the documented ones.
   *
   * They are given as they go on the wire, several times where one likes: the last value of a field wins. Their types
   * are declared as {@link ExtraMailingFields}.
   *
   * @throws {@link InvalidInputError} `extra_known` for a field that the API documents, `extra_format` for what JSON cannot hold.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   *
   * declare module 'viber-mailing' {
   *   interface ExtraMailingFields {
   *     ttl: number;
   *   }
   * }
   *
   * const code = mailing().extra({ ttl: 300 }).bulk().text('Your code is 1234').to('375291111111');
   * console.log(Object.keys(code.toJSON()).at(-1)); // ttl
   * ```
   */
  extra(fields: Partial<ExtraMailingFields>): Same;
}

declare const declared: unique symbol;

/**
 * Fields that `extra` takes at the stages of a mailing, with their types. Each is declared once in a program, as the example
 * of {@link Draft.extra} does it.
 */
export interface ExtraMailingFields {
  /** Never there: without a property the type would take any object. */
  readonly [declared]?: never;
}

/**
 * Fields that `extra` takes at the stages of a request, with their types; declared as {@link ExtraMailingFields} are.
 *
 * @category Requests
 */
export interface ExtraRequestFields {
  /** Never there: without a property the type would take any object. */
  readonly [declared]?: never;
}
