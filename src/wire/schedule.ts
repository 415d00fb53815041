import type { MailingRules, Rule, UnlessLiteral } from './rules.js';

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
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:?\d\d[\d:.,]* ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?)(?:\[.*)?$/i;

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

/** A literal in the format of a schedule; whether there is such a day or hour is found at run time. */
export interface LocalTime {
  // `any` takes one character, `bigint` at least one digit.
  time: `${any}${any}${any}${bigint}-${Month}-${any}${bigint}T${any}${bigint}:${any}${bigint}:${any}${bigint}`;
}
type Month = `0${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | '10' | '11' | '12';
/** A local time with `Z` or an offset behind it. */
type Moment =
  `${any}${any}${any}${bigint}-${any}${bigint}-${any}${any}${'T' | 't' | ' '}${any}${any}:${any}${any}${string}${'Z' | 'z' | `${'+' | '-'}${any}${any}`}`;

/** What is no literal in that format: not known yet, a moment, or refused; `Zone` is `never` where none is given. */
// Where the whole may be undefined, that is the fault to tell, alone.
export type OtherSchedule<Time, Zone, Whole = Time> = unknown extends Time
  ? string | PlainDateTimeLike | InstantLike
  : Time extends null | undefined
    ? Rule<MailingRules['schedule_missing']>
    : (Whole extends null | undefined ? 1 : never) extends never
      ? DefinedSchedule<Time, Zone>
      : never;

type DefinedSchedule<Time, Zone> = Time extends string
  ? {} extends Record<Time, 1>
    ? Time
    : { time: Time } extends LocalTime
      ? Time
      : Rule<MailingRules[Time extends Moment ? 'schedule_moment' : 'schedule_format']>
  : Time extends PlainDateTimeLike
    ? Time
    : Time extends InstantLike
      ? [Zone] extends [never]
        ? Rule<MailingRules['zone_missing']>
        : Time
      : Rule<MailingRules[Time extends number ? 'schedule_moment' : 'schedule_format']>;

/** A parameter that takes the zone of an instant: `Area/City` or `UTC`. */
export type ZoneName<Time, Zone> = [Time] extends [string | PlainDateTimeLike]
  ? Rule<MailingRules['zone_needless']>
  : Zone extends `Etc/GMT${'+' | '-'}${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${string}`
    ? UnlessLiteral<Zone, MailingRules['zone_reversed']>
    : Zone extends `${any}${string}/${any}${any}` | 'UTC'
      ? Zone
      : UnlessLiteral<Zone, MailingRules['zone_unknown']>;
