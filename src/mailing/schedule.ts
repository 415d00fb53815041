import { throwIssue } from '../wire/errors.js';
import { mailingRules } from '../wire/rules.js';
import { scheduleFault } from '../wire/schedule.js';

const path = 'schedule_time';
const day = 86_400_000;

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
    // A Date of another realm, such as a vm's or jsdom's, is an instance of another class.
    if (time instanceof Date || Object.prototype.toString.call(time) === '[object Date]') return Date.prototype.getTime.call(time);
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

/** What a clock in the zone shows; empty where that has no year of our era of four digits. */
function wallClock(clock: Intl.DateTimeFormat, moment: number): string {
  if (!(moment > firstMoment && moment < lastMoment)) return '';
  const parts: Record<string, string> = {};
  for (const { type, value } of clock.formatToParts(moment)) parts[type] = value;
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}`;
}

const firstMoment = -6.2e13;
const lastMoment = 2.6e14;

let last: { readonly zone: string; readonly clock: Intl.DateTimeFormat } | undefined;

// Making a formatter takes longer than everything else here, and a program mostly has one zone.
function clockOf(zone: unknown): Intl.DateTimeFormat {
  if (zone === undefined) throwIssue(mailingRules, 'zone_missing', path);
  if (last !== undefined && last.zone === zone) return last.clock;
  // Runtimes differ in which abbreviations and offsets they take; offsets know no daylight saving, and BST is Dhaka's to V8.
  if (typeof zone !== 'string' || !place.test(zone)) throwIssue(mailingRules, 'zone_unknown', path);
  if (reversed.test(zone)) throwIssue(mailingRules, 'zone_reversed', path);
  if (typeof Intl === 'undefined') throwIssue(mailingRules, 'intl_missing', path);
  try {
    last = { zone, clock: new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...digits, timeZone: zone }) };
    return last.clock;
  } catch {
    return throwIssue(mailingRules, 'zone_unknown', path);
  }
}

const place = /^(?:UTC|[a-z]+(?:\/[\w+-]+)+)$/i;
const reversed = /^Etc\/GMT[+-][1-9]/i;

const digits: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
};
