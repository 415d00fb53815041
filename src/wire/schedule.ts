import type { MailingRules, Rule } from './rules.js';

/** A schedule: `YYYY-MM-DDTHH:mm:ss`, a date and a time that exist. */
export function scheduleFault(value: unknown): 'schedule_format' | 'schedule_moment' | undefined {
  if (typeof value === 'number') return 'schedule_moment';
  if (typeof value !== 'string') return 'schedule_format';
  if (!format.test(value)) return moment.test(value) ? 'schedule_moment' : 'schedule_format';
  // Only a leap day needs a look at the year: a `Date` for each schedule takes longer than all else that a mailing does.
  return value.startsWith('02-29', 5) && !exists(value) ? 'schedule_format' : undefined;
}

const format = /^\d{4}-(?!02-3|(?:0[469]|11)-31)(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

// What `toISOString()`, other languages and Temporal write for a moment: a local time and its offset.
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:?\d\d[\d:.,]* ?(?:Z|[+-]\d\d(?::?\d\d)?)(?:\[.*)?$/i;

// A date that does not exist is read as a later one, or not at all.
function exists(time: string): boolean {
  const moment: string | null = new Date(`${time}Z`).toJSON();
  return moment?.startsWith(time) === true;
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
// `T & {}` is `T`. A bare `T` there would be instantiated a second time, together with the pattern.
export type Schedule<Time, Zone, Whole = Time> = Time extends `${string} ${string}` | null | undefined
  ? OtherSchedule<Whole, Zone>
  : Time & {} extends `${infer Year}-${infer Day}T${infer Hour}:${infer Second}`
    ? Day extends DayOfYear
      ? Hour extends HourOfDay
        ? Second extends SecondOfHour
          ? Year extends FourDigits
            ? Time
            : OtherSchedule<Whole, Zone>
          : OtherSchedule<Whole, Zone>
        : OtherSchedule<Whole, Zone>
      : OtherSchedule<Whole, Zone>
    : OtherSchedule<Whole, Zone>;

// Where the whole may be undefined, that is the fault to tell, alone.
type OtherSchedule<Time, Zone, Whole = Time> = unknown extends Time
  ? string | PlainDateTimeLike | InstantLike
  : Time extends null | undefined
    ? Rule<MailingRules['schedule_missing']>
    : (Whole extends null | undefined ? 1 : never) extends never
      ? DefinedSchedule<Time, Zone>
      : never;

type DefinedSchedule<Time, Zone> = Time extends string
  ? {} extends Record<Time, 1>
    ? Time
    : Time extends `${infer Year}-02-29T${infer Clock}`
      ? Year extends LeapYear
        ? Schedule<`${Year}-02-28T${Clock}`, never> extends string
          ? Time
          : Rule<MailingRules['schedule_format']>
        : Rule<MailingRules['schedule_format']>
      : Rule<MailingRules['schedule_format']>
  : Time extends PlainDateTimeLike
    ? Time
    : Time extends InstantLike
      ? [Zone] extends [never]
        ? Rule<MailingRules['zone_missing']>
        : Time
      : Rule<MailingRules['schedule_format']>;

/** A parameter that takes the zone of an instant. */
export type ZoneName<Time, Zone> = [Time] extends [string | PlainDateTimeLike]
  ? Rule<MailingRules['zone_needless']>
  : Zone extends `${infer First}${string}`
    ? Lowercase<First> extends Uppercase<First>
      ? Rule<MailingRules['zone_unknown']>
      : Zone
    : Zone extends ''
      ? Rule<MailingRules['zone_unknown']>
      : Zone;

type OneTo8 = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8';
type Digit = '0' | OneTo8 | '9';
type FourDigits = `${Digit}${Digit}${Digit}${Digit}`;
type From01To28 = `0${OneTo8 | '9'}` | `1${Digit}` | `2${'0' | OneTo8}`;
type Month = `0${OneTo8 | '9'}` | `1${'0' | '1' | '2'}`;
type MonthOf30Days = '01' | `0${'3' | '4' | '5' | '6' | '7' | '8' | '9'}` | `1${'0' | '1' | '2'}`;
type MonthOf31Days = '01' | '03' | '05' | '07' | '08' | '10' | '12';
/** A day of every year. */
type DayOfYear = `${Month}-${From01To28}` | `${MonthOf30Days}-${'29' | '30'}` | `${MonthOf31Days}-31`;
type FourthYear = `${'2' | '4' | '6' | '8'}${'0' | '4' | '8'}` | `0${'4' | '8'}` | `${'1' | '3' | '5' | '7' | '9'}${'2' | '6'}`;
type LeapYear = `${Digit}${Digit}${FourthYear}` | `${FourthYear | '00'}00`;
type HourOfDay = `${'0' | '1'}${Digit}` | `2${'0' | '1' | '2' | '3'}`;
type SecondOfHour = `${Sixty}:${Sixty}`;
type Sixty = `${'0' | '1' | '2' | '3' | '4' | '5'}${Digit}`;
