#!/usr/bin/env bash
# Guess: a local time that occurs twice, as clocks go back, is the first of the two everywhere.
#
# Seen: moment and js-joda take the first, luxon and dayjs the second: a schedule handed from one to another moves by an hour.
#
# luxon 3.7.2, dayjs 1.11.23, moment-timezone 0.6.6, @js-joda/core 6.3.2 with @js-joda/timezone 2.25.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund luxon@3.7.2 dayjs@1.11.23 moment@2.31.0 moment-timezone@0.6.6 @js-joda/core@6.3.2 @js-joda/timezone@2.25.2

cat > program.mjs <<'PROGRAM'
import { LocalDateTime, ZoneId } from '@js-joda/core';
import '@js-joda/timezone';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { DateTime } from 'luxon';
import moment from 'moment-timezone';

dayjs.extend(utc);
dayjs.extend(timezone);
const [time, zone] = ['2027-10-31T02:30:00', 'Europe/Warsaw'];
console.log('moment', moment.tz(time, zone).toISOString());
console.log('js-joda', new Date(LocalDateTime.parse(time).atZone(ZoneId.of(zone)).toInstant().toEpochMilli()).toISOString());
console.log('luxon', DateTime.fromISO(time, { zone }).toJSDate().toISOString());
console.log('dayjs', dayjs.tz(time, zone).toISOString());
PROGRAM

cat > expected.txt <<'EXPECTED'
moment 2027-10-31T00:30:00.000Z
js-joda 2027-10-31T00:30:00.000Z
luxon 2027-10-31T01:30:00.000Z
dayjs 2027-10-31T01:30:00.000Z
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
