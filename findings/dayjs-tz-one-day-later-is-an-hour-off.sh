#!/usr/bin/env bash
# Guess: ten o'clock in Warsaw plus one day is ten o'clock in Warsaw, on the day clocks go forward too.
#
# Seen: dayjs and spacetime keep the offset of the day before: they show 10:00, but with +01:00, and the moment they hand on is eleven
# o'clock. Luxon keeps the hour.
#
# dayjs 1.11.23, spacetime 7.15.0, luxon 3.7.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23 spacetime@7.15.0 luxon@3.7.2

cat > program.mjs <<'PROGRAM'
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { DateTime } from 'luxon';
import spacetime from 'spacetime';

dayjs.extend(utc);
dayjs.extend(timezone);
const [time, zone] = ['2027-03-27T10:00:00', 'Europe/Warsaw'];
const later = {
  dayjs: dayjs.tz(time, zone).add(1, 'day').toDate(),
  spacetime: spacetime(time, zone).add(1, 'day').toNativeDate(),
  luxon: DateTime.fromISO(time, { zone }).plus({ days: 1 }).toJSDate(),
};
console.log('dayjs shows', dayjs.tz(time, zone).add(1, 'day').format());
for (const [name, date] of Object.entries(later))
  console.log(name, date.toISOString(), 'in Warsaw', date.toLocaleTimeString('en-GB', { timeZone: zone }));
PROGRAM

cat > expected.txt <<'EXPECTED'
dayjs shows 2027-03-28T10:00:00+01:00
dayjs 2027-03-28T09:00:00.000Z in Warsaw 11:00:00
spacetime 2027-03-28T09:00:00.000Z in Warsaw 11:00:00
luxon 2027-03-28T08:00:00.000Z in Warsaw 10:00:00
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
