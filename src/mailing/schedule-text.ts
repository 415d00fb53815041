import { refuse } from '../wire/invalid-input-error.js';
import { mailingRules } from '../wire/rules.js';
import { scheduleFault } from '../wire/schedule.js';

const path = 'schedule_time';
const day = 86_400_000;

/** What `at` was given, as `schedule_time`. */
export function scheduleText(time: unknown, zone: unknown): string {
  if (time === undefined || time === null) refuse(mailingRules, 'schedule_missing', path);
  let text: unknown = time;
  if (typeof time === 'object') {
    const moment = momentOf(time);
    if (typeof moment === 'number') return localTime(moment, zone);
    text = moment;
  }
  const fault = scheduleFault(text);
  if (fault !== undefined) refuse(mailingRules, fault, path);
  if (zone !== undefined) refuse(mailingRules, 'zone_needless', path);
  return text as string;
}

/** Milliseconds since 1970 for an instant, a local time for a plain one, `undefined` for anything else. */
function momentOf(time: object): number | string | undefined {
  try {
    if (time instanceof Date) return Date.prototype.getTime.call(time);
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
    return refuse(mailingRules, 'unreadable', path);
  }
}

// A fraction of a second, and the calendar's name where it is not the ISO calendar.
const fraction = /(?:\.\d+)?(?:\[[^\]]*\])*$/;

/** The local time in a zone of a moment. */
function localTime(moment: number, zone: unknown): string {
  const clock = clockOf(zone);
  // Four digits of a year.
  if (!(moment >= -30_610_224_000_000 && moment < 253_402_214_400_000)) refuse(mailingRules, 'schedule_format', path);
  const second = Math.floor(moment / 1000) * 1000;
  const wall = wallClock(clock, second);
  // Where the offset changed within a day, the same wall clock may belong to a second moment.
  for (const near of [second - day, second + day]) {
    const other = wall - (wallClock(clock, near) - near);
    if (other !== second && wallClock(clock, other) === wall) refuse(mailingRules, 'time_repeated', path);
  }
  const text = new Date(wall).toISOString();
  return text.slice(0, text.indexOf('.'));
}

/** What a clock in the zone shows, as if it were UTC. */
function wallClock(clock: Intl.DateTimeFormat, moment: number): number {
  // As Americans write it.
  const [month, day, year, hour, minute, second] = (clock.format(moment).match(/\d+/g) as string[]).map(Number) as Numbers;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

type Numbers = [number, number, number, number, number, number];

let last: { readonly zone: string; readonly clock: Intl.DateTimeFormat } | undefined;

// Making a formatter takes longer than everything else here, and a program mostly has one zone.
function clockOf(zone: unknown): Intl.DateTimeFormat {
  if (zone === undefined) refuse(mailingRules, 'zone_missing', path);
  if (typeof zone !== 'string' || !ianaName.test(zone)) refuse(mailingRules, 'zone_unknown', path);
  if (last?.zone === zone) return last.clock;
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    last = { zone, clock };
    return clock;
  } catch {
    return refuse(mailingRules, 'zone_unknown', path);
  }
}

// Runtimes differ in whether they take offsets such as '+03:00', which know no daylight saving.
const ianaName = /^[A-Za-z]/;
