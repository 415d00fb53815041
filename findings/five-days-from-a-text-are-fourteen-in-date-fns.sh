#!/usr/bin/env bash
# Guess: a number of days that comes as a text, as from a form, the environment or a CSV, counts as that number, or is refused.
#
# Seen: date-fns, spacetime and js-joda glue it to the day of the month: '5' days after the first is the 15th, with add(date, { days: '5' }) the 28th of
# July, as the weeks that were not given are glued to it as well, and in js-joda the year 2541; '5' months are twenty years. Nothing is
# invalid. addHours and subDays calculate, so that a test of those shows nothing, and Luxon, dayjs, moment and Temporal count five days.
# A reminder whose number of days comes out of process.env or a row is planned for another summer, in JavaScript or where the type is any.
#
# date-fns 4.4.0, spacetime 7.15.0, luxon 3.7.2, dayjs 1.11.23, moment 2.31.0, temporal-polyfill 1.0.8, @js-joda/core 6.3.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund date-fns@4.4.0 spacetime@7.15.0 luxon@3.7.2 dayjs@1.11.23 moment@2.31.0 temporal-polyfill@1.0.8 @js-joda/core@6.3.2

cat > program.mjs <<'PROGRAM'
import { LocalDate } from '@js-joda/core';
import { add, addDays, addHours, addMonths, sub, subDays } from 'date-fns';
import dayjs from 'dayjs';
import { DateTime } from 'luxon';
import moment from 'moment';
import spacetime from 'spacetime';
import { Temporal } from 'temporal-polyfill';

const first = new Date('2027-03-01T00:00:00Z');
const ways = {
  'date-fns addDays': (days) => addDays(first, days).toISOString(),
  'date-fns add, days': (days) => add(first, { days }).toISOString(),
  'date-fns subDays': (days) => subDays(first, days).toISOString(),
  'date-fns sub, days': (days) => sub(first, { days }).toISOString(),
  'date-fns addHours': (hours) => addHours(first, hours).toISOString(),
  'date-fns addMonths': (months) => addMonths(first, months).toISOString(),
  'spacetime, days': (days) => spacetime(first, 'UTC').add(days, 'day').iso(),
  'luxon, days': (days) => DateTime.fromJSDate(first).plus({ days }).toISO(),
  'dayjs, days': (days) => dayjs(first).add(days, 'day').toISOString(),
  'moment, days': (days) => moment(first).add(days, 'days').toISOString(),
  'js-joda, days': (days) => LocalDate.of(2027, 3, 1).plusDays(days).toString(),
  'Temporal, days': (days) => Temporal.PlainDate.from('2027-03-01').add({ days }).toString(),
};
for (const [name, count] of Object.entries(ways)) {
  const outcome = (value) => {
    try {
      return count(value).slice(0, 13);
    } catch {
      return 'refused';
    }
  };
  console.log(`${name}: 5 is ${outcome(5)}, '5' is ${outcome('5')}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
date-fns addDays: 5 is 2027-03-06T00, '5' is 2027-03-15T00
date-fns add, days: 5 is 2027-03-06T00, '5' is 2027-07-28T00
date-fns subDays: 5 is 2027-02-24T00, '5' is 2027-02-24T00
date-fns sub, days: 5 is 2027-02-24T00, '5' is 2027-01-10T00
date-fns addHours: 5 is 2027-03-01T05, '5' is 2027-03-01T05
date-fns addMonths: 5 is 2027-08-01T00, '5' is 2047-11-01T00
spacetime, days: 5 is 2027-03-06T00, '5' is 2027-03-15T00
luxon, days: 5 is 2027-03-06T00, '5' is 2027-03-06T00
dayjs, days: 5 is 2027-03-06T00, '5' is 2027-03-06T00
moment, days: 5 is 2027-03-06T00, '5' is 2027-03-06T00
js-joda, days: 5 is 2027-03-06, '5' is 2541-08-20
Temporal, days: 5 is 2027-03-06, '5' is 2027-03-06
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
