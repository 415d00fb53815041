import { throwIssue } from '../wire/errors.js';
import { mailingRules } from '../wire/rules.js';
import { scheduleFault } from '../wire/schedule.js';

const path = 'schedule_time';
const day = 86_400_000;
// What a Date holds: 100 million days before 1970 and after.
const lastMoment = 1e8 * day;

/** What `at` was given, as `schedule_time`. */
export function scheduleText(time: unknown, zone: unknown): string {
  if (time === undefined || time === null) throwIssue(mailingRules, 'schedule_missing', path);
  let text: unknown = time;
  if (typeof time === 'object') {
    const moment = momentOf(time);
    if (typeof moment === 'number') return localTime(moment, zone);
    text = moment;
  }
  const fault = scheduleFault(text);
  if (fault !== undefined) throwIssue(mailingRules, fault, path);
  if (zone !== undefined) throwIssue(mailingRules, 'zone_needless', path);
  return text as string;
}

/** Milliseconds since 1970 for an instant, a local time for a plain one, `undefined` for anything else. */
function momentOf(time: object): number | string | undefined {
  try {
    if (time instanceof Date) return Number(time);
    switch ((time as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]) {
      case 'Temporal.Instant':
      case 'Temporal.ZonedDateTime':
        return Number((time as { epochMilliseconds?: unknown }).epochMilliseconds);
      case 'Temporal.PlainDateTime':
        return String(time).replace(fraction, '');
      default:
        return undefined;
    }
  } catch {
    return throwIssue(mailingRules, 'unreadable', path);
  }
}

// A fraction of a second, and the calendar's name where it is not the ISO calendar.
const fraction = /(?:\.\d+)?(?:\[[^\]]*\])*$/;

/** The local time in a zone of a moment. */
function localTime(moment: number, zone: unknown): string {
  const clock = clockOf(zone);
  const text = wallClock(clock, moment);
  if (scheduleFault(text) !== undefined) throwIssue(mailingRules, 'schedule_format', path);
  // Where the offset changed within a day, the same wall clock may belong to a second moment.
  const wall = Date.parse(`${text}Z`);
  const second = Math.floor(moment / 1000) * 1000;
  for (const near of [second - day, second + day]) {
    const other = wall - (Date.parse(`${wallClock(clock, near)}Z`) - near);
    if (other !== second && wallClock(clock, other) === text) throwIssue(mailingRules, 'time_repeated', path);
  }
  return text;
}

/** What a clock in the zone shows; empty where there is no such moment. */
// Swedish dates are written as the wire's: 2026-11-27 10:00:00.
function wallClock(clock: Intl.DateTimeFormat, moment: number): string {
  return Math.abs(moment) <= lastMoment ? clock.format(moment).replace(' ', 'T') : '';
}

let last: { readonly zone: string; readonly clock: Intl.DateTimeFormat } | undefined;

// Making a formatter takes longer than everything else here, and a program mostly has one zone.
function clockOf(zone: unknown): Intl.DateTimeFormat {
  if (zone === undefined) throwIssue(mailingRules, 'zone_missing', path);
  // Runtimes differ in whether they take offsets such as '+03:00', which know no daylight saving.
  if (typeof zone !== 'string' || !/^[A-Za-z]/.test(zone)) throwIssue(mailingRules, 'zone_unknown', path);
  if (last?.zone === zone) return last.clock;
  try {
    last = { zone, clock: new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }) };
    return last.clock;
  } catch {
    return throwIssue(mailingRules, 'zone_unknown', path);
  }
}
