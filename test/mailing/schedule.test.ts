import { runInNewContext } from 'node:vm';
import { Temporal } from 'temporal-polyfill/full';
import { mailing } from 'viber-mailing';
import { describe, expect, it, vi } from 'vitest';
import { faults, untyped } from '../wire/thrown.js';

const written = (...schedule: readonly unknown[]): string | undefined =>
  untyped(mailing())
    .at(...schedule)
    .bulk()
    .text('Hello')
    .to('375291111111')
    .toJSON().schedule_time;

const refused = (...schedule: readonly unknown[]): string[] => faults(() => untyped(mailing()).at(...schedule));

describe('a local time', () => {
  it('is written as it was given', () => {
    expect(written('2026-11-27T10:00:00')).toBe('2026-11-27T10:00:00');
    expect(written('2028-02-29T23:59:59')).toBe('2028-02-29T23:59:59');
  });

  it('is refused in another format, or where it does not exist', () => {
    for (const time of [
      '',
      '2026-11-27',
      '2026-11-27T10:00',
      '2026-11-27 10:00:00',
      '2026-11-27T10:00:00.000',
      '2026-11-27t10:00:00',
      ' 2026-11-27T10:00:00',
      '2026-11-27T10:00:00\n',
      '27.11.2026 10:00:00',
      '2026-02-30T10:00:00',
      '2026-02-29T10:00:00',
      '2026-04-31T10:00:00',
      '2026-13-01T10:00:00',
      '2026-00-01T10:00:00',
      '2026-01-00T10:00:00',
      '2026-01-01T24:00:00',
      '2026-01-01T10:60:00',
      '2026-01-01T10:00:60',
      '12026-01-01T10:00:00',
      '٢٠٢٦-11-27T10:00:00',
    ])
      expect(refused(time), time).toEqual(['schedule_time: schedule_format']);
  });

  it('is no moment: a text with Z or an offset, and a number, have a rule of their own', () => {
    for (const time of [
      '2026-11-27T10:00:00Z',
      '2026-11-27T10:00:00z',
      '2026-11-27T10:00:00.000Z',
      '2026-11-27T10:00Z',
      '2026-11-27 10:00:00Z',
      '2026-11-27T10:00:00+03:00',
      '2026-11-27T10:00:00-0500',
      '2026-11-27 10:00:00 +03',
      '20261127T100000Z'.replace(/^(....)(..)(..)/, '$1-$2-$3'),
      String(Temporal.ZonedDateTime.from('2026-11-27T10:00[Europe/Minsk]')),
      String(Temporal.Instant.from('2026-11-27T07:00:00.123456789Z')),
      new Date().toISOString(),
      Date.now(),
      0,
      Number.NaN,
      '2026-11-27 07:00:00 UTC',
      String(new Date('2026-11-27T07:00:00Z')),
      new Date('2026-11-27T07:00:00Z').toUTCString(),
      'Fri, 27 Nov 2026 10:00:00 +0300',
      '27 Nov 2026 07:00:00 GMT',
      '27 Nov 2026 07:00:00 UTC',
      'Fri Nov 27 10:00:00 MSK 2026',
      '11/27/2026 10:00:00 AM +03:00',
      '20261127T070000Z',
      '20261127T100000+0300',
      '2026-W48-5T07:00:00Z',
      '+002026-11-27T07:00:00.000Z',
      '2026-11-27T07Z',
      '2026-11-27T10+03',
      // A minus as typographers write it.
      '2026-11-27T04:00:00\u221203:00',
      '2026-11-27T10:00:00 UTC+03:00',
      '2026-11-27T10:00:00 MSK',
      '2026-11-27T10:00:00 Europe/Minsk',
      '2026-11-27T10:00:00[Europe/Minsk]',
      // As Java, git, databases and loggers write them.
      '2026-11-27T07:00Z[UTC]',
      'Fri Nov 27 10:00:00 2026 +0300',
      '2026-11-27 07:00:00\u00a0Z',
      '2026-11-27 07:00:00 (UTC)',
      `${Date.UTC(2026, 10, 27, 7)}000`,
      `${Date.UTC(2026, 10, 27, 7)}000000`,
      `${Date.UTC(2026, 10, 27, 7) / 1000}.123`,
      String(Date.UTC(2026, 10, 27, 7)),
      String(Date.UTC(2026, 10, 27, 7) / 1000),
    ])
      expect(refused(time), String(time)).toEqual(['schedule_time: schedule_moment']);
    expect(refused('2026-11-27T07:00:00Z', 'Europe/Minsk')).toEqual(['schedule_time: schedule_moment']);
    expect(refused(Date.now(), 'Europe/Minsk')).toEqual(['schedule_time: schedule_moment']);
    for (const digits of ['0:', ':00', 'T00'])
      expect(refused(`2026-11-27T10:00:00${digits.repeat(100_000)}`)).toEqual(['schedule_time: schedule_format']);
    for (const local of [
      '2026-11-27 10:00:00',
      '27.11.2026, 10:00',
      '11/27/2026, 10:00:00 AM',
      '27-11-2026',
      '20261127100000',
      'Fri Nov 27 10:00:00 2026',
    ])
      expect(refused(local), local).toEqual(['schedule_time: schedule_format']);
  });

  it('is no moment of a library, which is told as one whether it has a zone or not', () => {
    const date = new Date('2026-11-27T07:00:00Z');
    const library = (text: string, parts = {}) => ({ ...parts, toString: () => text });
    for (const time of [
      library('2026-11-27T10:00:00.000+03:00', { toJSDate: () => date }),
      library('Fri, 27 Nov 2026 07:00:00 GMT', { toDate: () => date }),
      library('Fri Nov 27 2026 10:00:00 GMT+0300', { toDate: () => date }),
      library('2026-11-27T10:00+03:00[Europe/Minsk]'),
      library('2026-11-27T07:00:00Z'),
      { seconds: 1795762800, nanoseconds: 0, toDate: () => date },
      // As Effect writes one.
      library('DateTime.Utc(2026-11-27T07:00:00.000Z)'),
    ])
      for (const zone of [[], ['Europe/Minsk']])
        expect(refused(time, ...zone), String(time)).toEqual(['schedule_time: schedule_moment']);
    for (const time of [
      library('2026-11-27T10:00:00'),
      library('2026-11-27T10:00'),
      // A CalendarDateTime of @internationalized/date, which is a moment only in a zone that it asks for.
      library('2026-11-27T10:00:00', { toDate: (_zone: string) => date }),
      library('Invalid Date'),
      new String('2026-11-27T10:00:00'),
    ])
      expect(refused(time), String(time)).toEqual(['schedule_time: schedule_format']);
  });

  it('takes no zone', () => {
    expect(refused('2026-11-27T10:00:00', 'Europe/Minsk')).toEqual(['schedule_time: zone_needless']);
    expect(refused(new Temporal.PlainDateTime(2026, 11, 27, 10), 'Europe/Minsk')).toEqual(['schedule_time: zone_needless']);
  });

  it('may be a Temporal.PlainDateTime, its fraction of a second dropped', () => {
    expect(written(new Temporal.PlainDateTime(2026, 11, 27, 10))).toBe('2026-11-27T10:00:00');
    expect(written(new Temporal.PlainDateTime(2026, 11, 27, 10, 0, 59, 999, 999, 999))).toBe('2026-11-27T10:00:59');
  });

  it('may be a Temporal.PlainDateTime of another calendar', () => {
    const iso = new Temporal.PlainDateTime(2026, 11, 27, 10, 5, 7, 250);
    for (const calendar of ['gregory', 'buddhist', 'hebrew', 'japanese'])
      expect(written(iso.withCalendar(calendar)), calendar).toBe('2026-11-27T10:05:07');
  });

  it('has a year of four digits', () => {
    expect(refused(new Temporal.PlainDateTime(12026, 1, 1))).toEqual(['schedule_time: schedule_format']);
    expect(refused(new Temporal.PlainDateTime(-1, 1, 1))).toEqual(['schedule_time: schedule_format']);
  });
});

describe('an instant is written as the local time of its zone', () => {
  // Worked out by hand from the zones' rules: a winter day and a summer day, on both halves of the earth.
  it.each([
    ['UTC', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00'],
    ['UTC', '2026-07-15T12:00:00Z', '2026-07-15T12:00:00'],
    ['Europe/Minsk', '2026-01-15T12:00:00Z', '2026-01-15T15:00:00'],
    ['Europe/Minsk', '2026-07-15T12:00:00Z', '2026-07-15T15:00:00'],
    ['Europe/Berlin', '2026-01-15T12:00:00Z', '2026-01-15T13:00:00'],
    ['Europe/Berlin', '2026-07-15T12:00:00Z', '2026-07-15T14:00:00'],
    ['Europe/London', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00'],
    ['Europe/London', '2026-07-15T12:00:00Z', '2026-07-15T13:00:00'],
    ['America/New_York', '2026-01-15T12:00:00Z', '2026-01-15T07:00:00'],
    ['America/New_York', '2026-07-15T12:00:00Z', '2026-07-15T08:00:00'],
    ['America/St_Johns', '2026-01-15T12:00:00Z', '2026-01-15T08:30:00'],
    ['America/St_Johns', '2026-07-15T12:00:00Z', '2026-07-15T09:30:00'],
    ['America/Sao_Paulo', '2026-01-15T12:00:00Z', '2026-01-15T09:00:00'],
    ['America/Sao_Paulo', '2026-07-15T12:00:00Z', '2026-07-15T09:00:00'],
    ['Australia/Sydney', '2026-01-15T12:00:00Z', '2026-01-15T23:00:00'],
    ['Australia/Sydney', '2026-07-15T12:00:00Z', '2026-07-15T22:00:00'],
    ['Australia/Lord_Howe', '2026-01-15T12:00:00Z', '2026-01-15T23:00:00'],
    ['Australia/Lord_Howe', '2026-07-15T12:00:00Z', '2026-07-15T22:30:00'],
    ['Asia/Kathmandu', '2026-01-15T12:00:00Z', '2026-01-15T17:45:00'],
    ['Asia/Kathmandu', '2026-07-15T12:00:00Z', '2026-07-15T17:45:00'],
    ['Pacific/Apia', '2026-01-15T12:00:00Z', '2026-01-16T01:00:00'],
    ['Pacific/Apia', '2026-07-15T12:00:00Z', '2026-07-16T01:00:00'],
    ['Pacific/Chatham', '2026-01-15T12:00:00Z', '2026-01-16T01:45:00'],
    ['Pacific/Chatham', '2026-07-15T12:00:00Z', '2026-07-16T00:45:00'],
    ['Pacific/Kiritimati', '2026-01-15T12:00:00Z', '2026-01-16T02:00:00'],
    ['Pacific/Pago_Pago', '2026-07-15T10:00:00Z', '2026-07-14T23:00:00'],
    ['Asia/Tokyo', '2026-12-31T15:00:00Z', '2027-01-01T00:00:00'],
    ['America/New_York', '2027-01-01T04:59:59Z', '2026-12-31T23:59:59'],
    ['Europe/Minsk', '2028-02-29T20:59:59Z', '2028-02-29T23:59:59'],
    ['Europe/Minsk', '2028-02-29T21:00:00Z', '2028-03-01T00:00:00'],
  ])('%s %s', (zone, moment, local) => {
    expect(written(new Date(moment), zone)).toBe(local);
    expect(written(Temporal.Instant.from(moment), zone)).toBe(local);
    expect(written(Temporal.Instant.from(moment).toZonedDateTimeISO('Asia/Tokyo'), zone)).toBe(local);
  });

  it('in the zone that was named, whatever zone a ZonedDateTime carries', () => {
    expect(written(Temporal.ZonedDateTime.from('2026-11-27T08:00:00+01:00[Europe/Berlin]'), 'Europe/Minsk')).toBe(
      '2026-11-27T10:00:00',
    );
  });

  it('in each of several zones in turn', () => {
    const moment = new Date('2026-11-27T07:00:00Z');
    const zones = ['Europe/Minsk', 'UTC', 'Europe/Minsk', 'America/New_York', 'Europe/Minsk'];
    expect(zones.map((zone) => written(moment, zone))).toEqual([
      '2026-11-27T10:00:00',
      '2026-11-27T07:00:00',
      '2026-11-27T10:00:00',
      '2026-11-27T02:00:00',
      '2026-11-27T10:00:00',
    ]);
  });

  it('with fractions of a second dropped, before 1970 too', () => {
    expect(written(new Date('2026-11-27T07:00:00.999Z'), 'Europe/Minsk')).toBe('2026-11-27T10:00:00');
    expect(written(new Date('1969-12-31T23:59:59.001Z'), 'UTC')).toBe('1969-12-31T23:59:59');
    expect(written(Temporal.Instant.from('2026-11-27T07:00:00.999999999Z'), 'Europe/Minsk')).toBe('2026-11-27T10:00:00');
  });

  it('of a Date of another realm, such as a vm’s or jsdom’s', () => {
    expect(written(runInNewContext("new Date('2026-11-27T07:00:00Z')"), 'Europe/Minsk')).toBe('2026-11-27T10:00:00');
    expect(refused(runInNewContext('new Date()'))).toEqual(['schedule_time: zone_missing']);
  });

  it('whatever language and calendar the runtime prefers', () => {
    const { DateTimeFormat } = Intl;
    class Thai extends DateTimeFormat {
      constructor(locale: string, options: Intl.DateTimeFormatOptions) {
        super(locale.replace(/^en/, 'th'), options);
      }
    }
    vi.stubGlobal('Intl', { ...Intl, DateTimeFormat: Thai });
    expect(written(new Date('2026-11-27T07:00:00Z'), 'Asia/Bangkok')).toBe('2026-11-27T14:00:00');
    vi.unstubAllGlobals();
  });

  it('of a Date that changes later, as it was', () => {
    const date = new Date('2026-11-27T07:00:00Z');
    const draft = mailing().at(date, 'Europe/Minsk');
    date.setUTCFullYear(1999);
    expect(draft.bulk().text('Hello').to('375291111111').toJSON().schedule_time).toBe('2026-11-27T10:00:00');
  });
});

describe('where clocks go forward', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29T01:59:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00'],
    ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08T01:59:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T03:00:00'],
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', '2026-10-04T01:59:59'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '2026-10-04T02:30:00'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29T23:59:59'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31T00:00:00'],
  ])('every instant has one local time: %s %s', (zone, moment, local) => {
    expect(written(new Date(moment), zone)).toBe(local);
  });
});

describe('where clocks go back', () => {
  const hours: readonly (readonly [
    zone: string,
    before: string,
    local: string,
    repeated: readonly string[],
    after: string,
    local: string,
  ])[] = [
    [
      'Europe/Berlin',
      '2026-10-24T23:59:59Z',
      '2026-10-25T01:59:59',
      ['2026-10-25T00:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z', '2026-10-25T01:59:59Z'],
      '2026-10-25T02:00:00Z',
      '2026-10-25T03:00:00',
    ],
    [
      'Europe/London',
      '2026-10-24T23:59:59Z',
      '2026-10-25T00:59:59',
      ['2026-10-25T00:00:00Z', '2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z', '2026-10-25T01:59:59Z'],
      '2026-10-25T02:00:00Z',
      '2026-10-25T02:00:00',
    ],
    [
      'America/New_York',
      '2026-11-01T04:59:59Z',
      '2026-11-01T00:59:59',
      ['2026-11-01T05:00:00Z', '2026-11-01T05:59:59Z', '2026-11-01T06:00:00Z', '2026-11-01T06:59:59Z'],
      '2026-11-01T07:00:00Z',
      '2026-11-01T02:00:00',
    ],
    [
      'Australia/Sydney',
      '2026-04-04T14:59:59Z',
      '2026-04-05T01:59:59',
      ['2026-04-04T15:00:00Z', '2026-04-04T15:59:59Z', '2026-04-04T16:00:00Z', '2026-04-04T16:59:59Z'],
      '2026-04-04T17:00:00Z',
      '2026-04-05T03:00:00',
    ],
    [
      // By half an hour only.
      'Australia/Lord_Howe',
      '2026-04-04T14:29:59Z',
      '2026-04-05T01:29:59',
      ['2026-04-04T14:30:00Z', '2026-04-04T14:59:59Z', '2026-04-04T15:00:00Z', '2026-04-04T15:29:59Z'],
      '2026-04-04T15:30:00Z',
      '2026-04-05T02:00:00',
    ],
    [
      // For good: no daylight saving before or after.
      'Europe/Moscow',
      '2014-10-25T20:59:59Z',
      '2014-10-26T00:59:59',
      ['2014-10-25T21:00:00Z', '2014-10-25T21:59:59Z', '2014-10-25T22:00:00Z', '2014-10-25T22:59:59Z'],
      '2014-10-25T23:00:00Z',
      '2014-10-26T02:00:00',
    ],
  ];

  describe.each(hours)('in %s', (zone, before, localBefore, repeated, after, localAfter) => {
    it.each(repeated)('a local time that occurs twice is refused: %s', (moment) => {
      expect(refused(new Date(moment), zone)).toEqual(['schedule_time: time_repeated']);
      expect(refused(Temporal.Instant.from(moment), zone)).toEqual(['schedule_time: time_repeated']);
    });

    it('the second before and the second after are taken', () => {
      expect(written(new Date(before), zone)).toBe(localBefore);
      expect(written(new Date(after), zone)).toBe(localAfter);
    });

    it('the same hours of the days around are taken', () => {
      for (const moment of repeated)
        for (const days of [-2, -1, 1, 2]) {
          const other = new Date(moment);
          other.setUTCDate(other.getUTCDate() + days);
          expect(written(other, zone)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
        }
    });
  });

  it('no fraction of a second makes a way around it', () => {
    expect(refused(new Date('2026-10-25T00:59:59.999Z'), 'Europe/Berlin')).toEqual(['schedule_time: time_repeated']);
    expect(written(new Date('2026-10-24T23:59:59.999Z'), 'Europe/Berlin')).toBe('2026-10-25T01:59:59');
  });

  it('other zones are not concerned', () => {
    expect(written(new Date('2026-10-25T00:30:00Z'), 'Europe/Minsk')).toBe('2026-10-25T03:30:00');
    expect(written(new Date('2026-10-25T00:30:00Z'), 'UTC')).toBe('2026-10-25T00:30:00');
  });
});

describe('every zone that the runtime knows', () => {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

  it('gives the local time that Temporal gives, and refuses what Temporal calls ambiguous', () => {
    // A year of days in odd steps, so that all hours of the day come up; and each hour around every change of the clocks.
    const moments: number[] = [];
    for (let moment = Date.UTC(2026, 0, 1); moment < Date.UTC(2027, 0, 1); moment += 1_000_003_000) moments.push(moment);
    for (const zone of zones) {
      const changes: number[] = [];
      let next = Temporal.Instant.from('2026-01-01T00:00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next');
      while (next !== null && next.epochMilliseconds < Date.UTC(2027, 0, 1)) {
        for (const minutes of [-181, -61, -60, -59, -31, -30, -1, 0, 1, 29, 30, 31, 59, 60, 61, 181])
          changes.push(next.epochMilliseconds + minutes * 60_000);
        next = next.getTimeZoneTransition('next');
      }
      for (const moment of [...moments, ...changes]) {
        const zoned = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
        const plain = zoned.toPlainDateTime();
        const [earlier, later] = (['earlier', 'later'] as const).map(
          (disambiguation) => plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
        );
        const said = earlier === later ? plain.toString({ smallestUnit: 'second' }) : 'time_repeated';
        expect(at(new Date(moment), zone), `${zone} ${zoned}`).toBe(said);
      }
    }
  });

  function at(moment: Date, zone: string): string | undefined {
    try {
      return written(moment, zone);
    } catch (error) {
      return untyped(error).issues[0].code;
    }
  }
});

describe('the zone of an instant', () => {
  const moment = new Date('2026-11-27T07:00:00Z');

  it('is asked for', () => {
    for (const time of [
      moment,
      Temporal.Instant.from('2026-11-27T07:00:00Z'),
      Temporal.ZonedDateTime.from('2026-11-27T10:00[Europe/Minsk]'),
    ])
      expect(refused(time)).toEqual(['schedule_time: zone_missing']);
    expect(refused(moment, undefined)).toEqual(['schedule_time: zone_missing']);
  });

  it('is a name that the runtime knows, not an offset', () => {
    for (const zone of [
      '',
      'Europe/Minks',
      'Minsk',
      '+03:00',
      '-0500',
      '+3',
      ' Europe/Minsk',
      'local',
      5,
      null,
      {},
      ['Europe/Minsk'],
    ])
      expect(refused(moment, zone), String(zone)).toEqual(['schedule_time: zone_unknown']);
  });

  it('is Area/City or UTC: an abbreviation or a country is not, whatever the runtime takes it for', () => {
    const summer = new Date('2026-07-01T10:00:00Z');
    for (const zone of [
      'BST',
      'MSK',
      'EST',
      'GMT',
      'CET',
      'EST5EDT',
      'Belarus',
      'Turkey',
      'GMT+3',
      'UTC+3',
      'Z',
      'Europe/',
      '/Minsk',
      'GMT0',
      'Etc/GMT',
      'Etc/GMT0',
      'Etc/GMT-0',
      'Etc/Zulu',
      'SystemV/EST5',
      'SystemV/EST5EDT',
      'systemv/pst8',
    ])
      expect(refused(summer, zone), zone).toEqual(['schedule_time: zone_unknown']);
    for (const zone of ['Etc/GMT+3', 'Etc/GMT-14', 'etc/gmt+3'])
      expect(refused(summer, zone)).toEqual(['schedule_time: zone_reversed']);
    for (const zone of ['UTC', 'Etc/UTC', 'utc']) expect(written(summer, zone)).toBe('2026-07-01T10:00:00');
    expect(written(summer, 'America/Argentina/Buenos_Aires')).toBe('2026-07-01T07:00:00');
    expect(written(summer, 'America/Port-au-Prince')).toBe('2026-07-01T06:00:00');
  });

  it('is not looked for where the runtime knows no time zones', () => {
    vi.stubGlobal('Intl', undefined);
    try {
      expect(refused(moment, 'Asia/Tashkent')).toEqual(['schedule_time: intl_missing']);
      expect(refused(moment, 'Tashkent')).toEqual(['schedule_time: zone_unknown']);
      expect(written('2026-11-27T10:00:00')).toBe('2026-11-27T10:00:00');
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is known in any case of letters', () => {
    expect(written(moment, 'europe/minsk')).toBe('2026-11-27T10:00:00');
  });
});

describe('what is no time', () => {
  it('is refused where it is absent, since the mailing would go out at once', () => {
    for (const nothing of [[], [undefined], [null], [undefined, 'Europe/Minsk'], [null, 'Europe/Minsk']])
      expect(refused(...nothing)).toEqual(['schedule_time: schedule_missing']);
  });

  it('is refused where it is an invalid Date', () => {
    expect(refused(new Date('no date'), 'Europe/Minsk')).toEqual(['schedule_time: schedule_format']);
    expect(refused(new Date(Number.NaN), 'UTC')).toEqual(['schedule_time: schedule_format']);
  });

  it('is refused where no Date holds it', () => {
    for (const epochMilliseconds of [8.64e15 + 1, -1e300, Number.POSITIVE_INFINITY])
      expect(refused({ epochMilliseconds, [Symbol.toStringTag]: 'Temporal.Instant' }, 'UTC')).toEqual([
        'schedule_time: schedule_format',
      ]);
  });

  it('is refused where it is of another type: nothing is guessed', () => {
    const other = [1795762800000n, true, {}, [], ['2026-11-27T10:00:00'], Symbol('now'), () => new Date()];
    for (const time of [...other, new Temporal.PlainDate(2026, 11, 27), new Temporal.PlainTime(10)])
      expect(refused(time), String(typeof time)).toEqual(['schedule_time: schedule_format']);
  });

  it('is refused where its year has not four digits', () => {
    expect(refused(new Date(8.64e15), 'UTC')).toEqual(['schedule_time: schedule_format']);
    expect(refused(new Date(-8.64e15), 'UTC')).toEqual(['schedule_time: schedule_format']);
    for (const year of ['-002026', '-000001', '+010000'])
      expect(refused(new Date(`${year}-06-01T00:00:00Z`), 'UTC')).toEqual(['schedule_time: schedule_format']);
    expect(written(new Date('9999-12-30T12:00:00Z'), 'Pacific/Kiritimati')).toBe('9999-12-31T02:00:00');
  });

  it('is refused where looking at it throws', () => {
    const hostile = {
      get [Symbol.toStringTag]() {
        throw new Error('no');
      },
    };
    expect(refused(hostile, 'UTC')).toEqual(['schedule_time: unreadable']);
    expect(refused(new Proxy(new Date(), {}), 'UTC')).toEqual(['schedule_time: unreadable']);
    expect(refused({ [Symbol.toStringTag]: 'Date', valueOf: () => 0 }, 'UTC')).toEqual(['schedule_time: unreadable']);
  });

  it('never leaves a mailing that would be sent at once', () => {
    const draft = untyped(mailing().at('2026-11-27T10:00:00'));
    for (const wrong of [undefined, null, new Date(Number.NaN), '', '2026-02-30T10:00:00'])
      expect(() => draft.at(wrong, wrong instanceof Date ? 'UTC' : undefined)).toThrow();
  });
});
