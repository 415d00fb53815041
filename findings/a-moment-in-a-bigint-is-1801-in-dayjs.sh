#!/usr/bin/env bash
# Guess: a moment in milliseconds that comes as a text, as pg and postgres.js give a bigint, is that moment, or is invalid.
#
# Seen: dayjs takes the text for a compact date, the 46th of the 76th month of 1795, rolls it over and calls May 1801 valid: what is past is due, so
# that a mailing planned for November goes out at once, and a message that lives until then has expired. Of seconds it makes the same day.
# moment and date-fns call it invalid, Luxon throws. dayjs.unix takes seconds in a text for what they are.
#
# dayjs 1.11.23, moment 2.31.0, date-fns 4.4.0, luxon 3.7.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23 moment@2.31.0 date-fns@4.4.0 luxon@3.7.2

cat > program.mjs <<'PROGRAM'
import { isValid, toDate } from 'date-fns';
import dayjs from 'dayjs';
import { DateTime } from 'luxon';
import moment from 'moment';

const readers = {
  dayjs: (value) => dayjs(value).isValid() && dayjs(value).toISOString(),
  'dayjs.unix': (value) => dayjs.unix(value).isValid() && dayjs.unix(value).toISOString(),
  moment: (value) => moment(value).isValid() && moment(value).toISOString(),
  'date-fns': (value) => isValid(toDate(value)) && toDate(value).toISOString(),
  luxon: (value) => DateTime.fromMillis(value).toUTC().toISO(),
};
for (const value of [1795764600000, '1795764600000', '1795764600', '1814400000000'])
  for (const [name, read] of Object.entries(readers)) {
    let outcome;
    try {
      outcome = read(value) || 'invalid';
    } catch {
      outcome = 'throws';
    }
    console.log(`${JSON.stringify(value)} ${name}: ${outcome}`);
  }
PROGRAM

cat > expected.txt <<'EXPECTED'
1795764600000 dayjs: 2026-11-27T07:30:00.000Z
1795764600000 dayjs.unix: +058875-07-07T12:00:00.000Z
1795764600000 moment: 2026-11-27T07:30:00.000Z
1795764600000 date-fns: 2026-11-27T07:30:00.000Z
1795764600000 luxon: 2026-11-27T07:30:00.000Z
"1795764600000" dayjs: 1801-05-16T00:00:00.000Z
"1795764600000" dayjs.unix: +058875-07-07T12:00:00.000Z
"1795764600000" moment: invalid
"1795764600000" date-fns: invalid
"1795764600000" luxon: throws
"1795764600" dayjs: 1801-05-16T00:00:00.000Z
"1795764600" dayjs.unix: 2026-11-27T07:30:00.000Z
"1795764600" moment: invalid
"1795764600" date-fns: invalid
"1795764600" luxon: throws
"1814400000000" dayjs: 1817-03-31T00:00:00.000Z
"1814400000000" dayjs.unix: +059466-01-18T00:00:00.000Z
"1814400000000" moment: invalid
"1814400000000" date-fns: invalid
"1814400000000" luxon: throws
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
