import type { MailingRules, Rule, UnlessLiteral } from './rule.js';

const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const dayOfYear = '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';

/** A schedule, as a pattern of JSON Schema: `YYYY-MM-DDTHH:mm:ss`, a date and a time that exist. */
export const schedulePattern: string = `^(?:\\d{4}-${dayOfYear}|${leapYear}-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$`;

const schedule = /* @__PURE__ */ new RegExp(schedulePattern);

export function scheduleFault(value: unknown): 'schedule_format' | undefined {
  return typeof value === 'string' && schedule.test(value) ? undefined : 'schedule_format';
}

/** A `Temporal.PlainDateTime`, by its shape. */
export interface PlainDateTimeLike {
  readonly [Symbol.toStringTag]: 'Temporal.PlainDateTime';
  toString(): string;
}

/** A moment: a `Date`, a `Temporal.Instant` or a `Temporal.ZonedDateTime`, the last two by their shape. */
export type InstantLike = Date | TemporalInstantLike;

/** A `Temporal.Instant` or a `Temporal.ZonedDateTime`, by its shape. */
export interface TemporalInstantLike {
  readonly [Symbol.toStringTag]: 'Temporal.Instant' | 'Temporal.ZonedDateTime';
  readonly epochMilliseconds: number;
}

/** A parameter that takes a schedule; `Zone` is `never` where none is given. */
export type Schedule<Time, Zone> = Time extends string ? LocalTime<Time> : OtherSchedule<Time, Zone>;

type OtherSchedule<Time, Zone> = Time extends PlainDateTimeLike
  ? Time
  : Time extends InstantLike
    ? [Zone] extends [never]
      ? Rule<MailingRules['zone_missing']>
      : Time
    : unknown extends Time
      ? string | PlainDateTimeLike | InstantLike
      : Time extends undefined | null
        ? Rule<MailingRules['schedule_missing']>
        : Rule<MailingRules['schedule_format']>;

/** A parameter that takes the zone of an instant. */
export type ZoneName<Time, Zone> = [Time] extends [string | PlainDateTimeLike]
  ? Rule<MailingRules['zone_needless']>
  : Zone extends '' | `${'+' | '-'}${string}`
    ? Rule<MailingRules['zone_unknown']>
    : Zone;

type LocalTime<T> = string extends T
  ? T
  : T extends `${infer Year}-${infer Day}T${infer Hour}:${infer Second}`
    ? Day extends DayOfYear
      ? Hour extends HourOfDay
        ? Second extends SecondOfHour
          ? Year extends FourDigits
            ? T
            : NoTime<T>
          : NoTime<T>
        : NoTime<T>
      : NoTime<T>
    : NoTime<T>;

type NoTime<T> = UnlessLiteral<T, MailingRules['schedule_format']>;

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type FourDigits = `${Digit}${Digit}${Digit}${Digit}`;
type From01To28 = `0${Exclude<Digit, '0'>}` | `1${Digit}` | `2${Exclude<Digit, '9'>}`;
type DayOfYear =
  | `${`0${Exclude<Digit, '0'>}` | `1${'0' | '1' | '2'}`}-${From01To28 | '29'}`
  | `${`0${Exclude<Digit, '0' | '2'>}` | `1${'0' | '1' | '2'}`}-30`
  | `${'01' | '03' | '05' | '07' | '08' | '10' | '12'}-31`;
type HourOfDay = `${'0' | '1'}${Digit}` | `2${'0' | '1' | '2' | '3'}`;
type SecondOfHour = `${Sixty}:${Sixty}`;
type Sixty = `${'0' | '1' | '2' | '3' | '4' | '5'}${Digit}`;
