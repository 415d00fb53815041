import { throwIssue } from './errors.js';
import { type MailingRules, mailingRules, type Rule, type UnlessLiteral } from './rules.js';

/** A schedule: `YYYY-MM-DDTHH:mm:ss`, a date and a time that exist. */
export function scheduleFault(value: unknown): 'schedule_format' | 'schedule_moment' | undefined {
  if (typeof value === 'number') return 'schedule_moment';
  if (typeof value !== 'string') return 'schedule_format';
  if (!format.test(value)) return momentText.test(value) ? 'schedule_moment' : 'schedule_format';
  // Only a leap day needs a look at the year: a `Date` for each schedule takes longer than all else that a mailing does.
  // One that does not exist is read as a later day, or not at all.
  const exists = !value.startsWith('02-29', 5) || String(new Date(`${value}Z`).toJSON()).startsWith(value);
  return exists ? undefined : 'schedule_format';
}

const format = /^\d{4}-(?!02-3|(?:0[469]|11)-31)(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

// A time of day with `Z`, a zone or an offset behind it, however it is written; or seconds since 1970 or fractions of them, up to 2033.
const momentText =
  /(?:^\d{4}\D{0,3}\d\d.{0,4}T|:)\d\d[\d:.,]{0,20}\s?(?:[ap]m\s)?(?:\d{4}\s)?\(?(?:Z(?:$|[ )[])|[a-z]{3}|[+\u2212-]\d\d|\[)|^1\d{9}(?:\d{3}){0,3}(?:$|\.)/i;

const dayMs = 86_400_000;

function refuse(code: keyof MailingRules): never {
  return throwIssue(mailingRules, code, 'schedule_time');
}

/** What `at` was given, as `schedule_time`. */
export function scheduleText(time: unknown, zone: unknown): string {
  if (time === undefined || time === null) refuse('schedule_missing');
  let text: unknown = time;
  if (typeof time === 'object') {
    const moment = momentOf(time);
    if (typeof moment === 'number') return localTime(moment, zone);
    text = moment;
  }
  const fault = scheduleFault(text);
  if (fault !== undefined) refuse(fault);
  if (zone !== undefined) refuse('zone_needless');
  return text as string;
}

/** Milliseconds since 1970 for an instant, a local time for a plain one, what anything else writes itself as, with a blank. */
export function momentOf(time: { toDate?(): unknown }): number | string {
  try {
    // A Date of another realm, such as a vm's or jsdom's, is an instance of another class.
    switch (Object.prototype.toString.call(time)) {
      case '[object Date]':
        return Date.prototype.getTime.call(time);
      case '[object Temporal.Instant]':
      case '[object Temporal.ZonedDateTime]':
        return Number((time as { epochMilliseconds?: unknown }).epochMilliseconds);
      case '[object Temporal.PlainDateTime]':
        return String(time).replace(fraction, '');
      default:
        // Luxon, Day.js, Moment, js-joda and Firestore tell by it that they are moments, which what asks for a zone is not. For the
        // blank it is no schedule.
        return `${time.toDate?.length ? time : (time.toDate?.() ?? time)} `;
    }
  } catch {
    return refuse('unreadable');
  }
}

// A fraction of a second, and the calendar's name where it is not the ISO calendar.
const fraction = /(?:\.\d+)?(?:\[[^\]]*\])*$/;

/** The local time in a zone of a moment. */
function localTime(moment: number, zone: unknown): string {
  const clock = clockOf(zone);
  const text = wallClock(clock, moment);
  if (scheduleFault(text) !== undefined) refuse('schedule_format');
  // Where the offset changed within a day, the same wall clock may belong to a second moment.
  const wall = Date.parse(`${text}Z`);
  const second = Math.floor(moment / 1000) * 1000;
  for (const near of [second - dayMs, second + dayMs]) {
    const other = wall - (Date.parse(`${wallClock(clock, near)}Z`) - near);
    if (other !== second && wallClock(clock, other) === text) refuse('time_repeated');
  }
  return text;
}

/** What a clock in the zone shows; empty where that has no year of our era of four digits. */
function wallClock(clock: Intl.DateTimeFormat, moment: number): string {
  if (!(moment > -6.2e13 && moment < 2.6e14)) return '';
  const parts: Record<string, string> = {};
  for (const { type, value } of clock.formatToParts(moment)) parts[type] = value;
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}`;
}

let latest: { readonly zone: string; readonly clock: Intl.DateTimeFormat } | undefined;

// Making a formatter takes longer than everything else here, and a program mostly has one zone.
function clockOf(zone: unknown): Intl.DateTimeFormat {
  if (zone === undefined) refuse('zone_missing');
  if (latest?.zone === zone) return latest.clock;
  // Runtimes differ in which abbreviations and offsets they take; offsets know no daylight saving, and BST is Dhaka's to V8.
  if (typeof zone !== 'string') refuse('zone_unknown');
  if (!zoneName.test(zone)) refuse(reversedZone.test(zone) ? 'zone_reversed' : 'zone_unknown');
  if (typeof Intl === 'undefined') refuse('intl_missing');
  try {
    latest = { zone, clock: new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...clockParts, timeZone: zone }) };
    return latest.clock;
  } catch {
    return refuse('zone_unknown');
  }
}

const zoneName = /^(?:(?:Etc\/)?UTC|(?!Etc\/|SystemV\/)[a-z]+(?:\/[\w+-]+)+)$/i;
const reversedZone = /^Etc\/GMT[+-][1-9]/i;

const clockParts: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
};

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
/** A day and a time of day with `Z`, an offset or a zone behind it. */
type Moment = `${Day}${'T' | 't'}${any}${any}${string}${ZoneMark}` | `${Day} ${any}${any}:${any}${any}${string}${ZoneMark}`;
type Day = `${any}${any}${any}${bigint}-${any}${bigint}-${any}${any}`;
type ZoneMark = 'Z' | 'z' | `[${string}` | `${'+' | '-'}${0 | 1}${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${string}`;

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
      : Rule<MailingRules[Time extends OtherMoment ? 'schedule_moment' : 'schedule_format']>;

/** A moment that is refused as one: since 1970, of Day.js, Moment, Firestore, Luxon, js-joda. */
type OtherMoment =
  | number
  | { toDate(): unknown }
  | { toJSDate: unknown }
  | { toEpochMilli: unknown }
  | { toOffsetDateTime: unknown };

/** A parameter that takes the zone of an instant: `Area/City` or `UTC`. */
export type ZoneName<Time, Zone> = [unknown extends Time ? Date : Time] extends [string | PlainDateTimeLike]
  ? Rule<MailingRules['zone_needless']>
  : Zone extends `Etc/GMT${'+' | '-'}${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${string}`
    ? UnlessLiteral<Zone, MailingRules['zone_reversed']>
    : Zone extends `${'Etc/GMT' | 'SystemV/'}${string}`
      ? UnlessLiteral<Zone, MailingRules['zone_unknown']>
      : Zone extends `${any}${string}/${any}${any}` | 'UTC'
        ? Zone
        : UnlessLiteral<Zone, MailingRules['zone_unknown']>;
