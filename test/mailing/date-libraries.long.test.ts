import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailing } from 'viber-mailing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faults, untyped } from '../wire/thrown.js';

const packages = {
  luxon: '3.7.2',
  dayjs: '1.11.23',
  moment: '2.31.0',
  '@js-joda/core': '6.3.2',
  '@js-joda/timezone': '2.25.2',
  '@date-fns/tz': '1.5.0',
  '@internationalized/date': '3.12.4',
};
const folder = mkdtempSync(join(tmpdir(), 'dates-'));
const load = createRequire(join(folder, 'package.json'));
const guide = readFileSync(new URL('../../docs/guides/schedules.md', import.meta.url), 'utf8');
const moment = Date.UTC(2026, 10, 27, 7);

beforeAll(() => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the guide's table says to write, as a function of the draft and the time. */
function row(what: string): string {
  const line = guide.split('\n').find((line) => line.startsWith('|') && line.includes(what));
  const [, code] = /\| `(\.at\(.*\))` \|$/.exec(line ?? '') ?? [];
  if (code === undefined) throw new Error(`the guide's table has no row for ${what}`);
  return code;
}

function written(what: string, time: unknown, names: Readonly<Record<string, unknown>> = {}): string | undefined {
  const at = new Function('draft', 'time', ...Object.keys(names), `return draft${row(what)};`);
  return at(mailing(), time, ...Object.values(names))
    .bulk()
    .text('Hello')
    .to('375291111111')
    .toJSON().schedule_time;
}

const refused = (time: unknown) => faults(() => untyped(mailing()).at(time, 'Europe/Minsk'));

it('a DateTime of Luxon, in any zone', () => {
  const { DateTime } = load('luxon');
  for (const zone of ['utc', 'Asia/Tokyo', 'America/New_York'])
    expect(written('Luxon', DateTime.fromMillis(moment, { zone }))).toBe('2026-11-27T10:00:00');
  expect(refused(DateTime.fromMillis(moment))).toEqual(['schedule_time: schedule_moment']);
});

it('a time of Day.js and of Moment', () => {
  for (const name of ['dayjs', 'moment']) {
    const library = load(name);
    expect(written('Day.js, Moment', library(moment))).toBe('2026-11-27T10:00:00');
    expect(refused(library(moment))).toEqual(['schedule_time: schedule_moment']);
  }
});

it('a ZonedDateTime of js-joda', () => {
  const { Instant, ZonedDateTime, ZoneId } = load('@js-joda/core');
  load('@js-joda/timezone');
  const time = ZonedDateTime.ofInstant(Instant.ofEpochMilli(moment), ZoneId.of('Asia/Tokyo'));
  expect(written('`ZonedDateTime` | `.at(new Date', time)).toBe('2026-11-27T10:00:00');
});

it('a LocalDateTime of js-joda, whose own text leaves zero seconds out', () => {
  const { DateTimeFormatter, LocalDateTime } = load('@js-joda/core');
  for (const [time, expected] of [
    ['2026-11-27T10:00', '2026-11-27T10:00:00'],
    ['2026-11-27T10:00:07', '2026-11-27T10:00:07'],
    ['2026-11-27T10:00:07.250', '2026-11-27T10:00:07'],
  ])
    expect(written('LocalDateTime', LocalDateTime.parse(time), { DateTimeFormatter })).toBe(expected);
  expect(refused(String(LocalDateTime.parse('2026-11-27T10:00')))).toEqual(['schedule_time: schedule_format']);
});

it('a TZDate of date-fns, in any zone', () => {
  const { TZDate } = load('@date-fns/tz');
  for (const zone of ['UTC', 'Asia/Tokyo', 'America/New_York'])
    expect(written('TZDate', new TZDate(moment, zone))).toBe('2026-11-27T10:00:00');
});

it('a CalendarDateTime of @internationalized/date, which a date picker gives', () => {
  const { CalendarDateTime, parseZonedDateTime } = load('@internationalized/date');
  for (const time of [new CalendarDateTime(2026, 11, 27, 10), new CalendarDateTime(2026, 11, 27, 10, 0, 0, 250)]) {
    expect(written('CalendarDateTime', time)).toBe('2026-11-27T10:00:00');
    // A moment it is in a zone alone: a Date of it would be of the machine's own.
    expect(refused(time)).toEqual(['schedule_time: schedule_format']);
  }
  const zoned = parseZonedDateTime('2026-11-27T16:00[Asia/Tokyo]');
  expect(written('Day.js, Moment', zoned)).toBe('2026-11-27T10:00:00');
  expect(refused(zoned)).toEqual(['schedule_time: schedule_moment']);
});

it('seconds since 1970', () => {
  expect(written('seconds since 1970', undefined, { seconds: moment / 1000 })).toBe('2026-11-27T10:00:00');
});
