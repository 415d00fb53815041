#!/usr/bin/env bash
# Guess: 'DD.MM.YYYY HH:MM', minutes by mistake in capitals, fails at the first time that is tried, and a 31 February or 25 o'clock is
# invalid where a format is given.
#
# Seen: dayjs takes the minutes for the month: 27 November at 10:03 becomes 27 March, 10:00 becomes 27 January, and both pass as valid;
# it also rolls 31 February on to 3 March and 25:00 to the next day. moment and Luxon give March as well, so that a test at 10:03 shows
# nothing odd, and call 10:00 invalid; date-fns throws at once.
#
# dayjs 1.11.23, moment 2.31.0, date-fns 4.4.0, luxon 3.7.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23 moment@2.31.0 date-fns@4.4.0 luxon@3.7.2

cat > program.mjs <<'PROGRAM'
import { parse } from 'date-fns';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import { DateTime } from 'luxon';
import moment from 'moment';

dayjs.extend(customParseFormat);
const parsers = {
  dayjs: (text, format) => dayjs(text, format).toDate(),
  moment: (text, format) => moment(text, format).toDate(),
  'date-fns': (text, format) => parse(text, format.replace('DD', 'dd').replace('YYYY', 'yyyy'), new Date()),
  luxon: (text, format) => DateTime.fromFormat(text, format.replace('DD', 'dd').replace('YYYY', 'yyyy')).toJSDate(),
};
for (const [text, format] of [
  ['27.11.2026 10:03', 'DD.MM.YYYY HH:MM'],
  ['27.11.2026 10:00', 'DD.MM.YYYY HH:MM'],
  ['31.02.2027 10:00', 'DD.MM.YYYY HH:mm'],
  ['27.11.2026 25:00', 'DD.MM.YYYY HH:mm'],
])
  for (const [name, read] of Object.entries(parsers)) {
    let outcome;
    try {
      const date = read(text, format);
      outcome = Number.isNaN(date.getTime()) ? 'invalid' : date.toISOString().slice(0, 16);
    } catch {
      outcome = 'throws';
    }
    console.log(text, format, name, outcome);
  }
PROGRAM

cat > expected.txt <<'EXPECTED'
27.11.2026 10:03 DD.MM.YYYY HH:MM dayjs 2026-03-27T10:00
27.11.2026 10:03 DD.MM.YYYY HH:MM moment 2026-03-27T10:00
27.11.2026 10:03 DD.MM.YYYY HH:MM date-fns throws
27.11.2026 10:03 DD.MM.YYYY HH:MM luxon 2026-03-27T10:00
27.11.2026 10:00 DD.MM.YYYY HH:MM dayjs 2026-01-27T10:00
27.11.2026 10:00 DD.MM.YYYY HH:MM moment invalid
27.11.2026 10:00 DD.MM.YYYY HH:MM date-fns throws
27.11.2026 10:00 DD.MM.YYYY HH:MM luxon invalid
31.02.2027 10:00 DD.MM.YYYY HH:mm dayjs 2027-03-03T10:00
31.02.2027 10:00 DD.MM.YYYY HH:mm moment invalid
31.02.2027 10:00 DD.MM.YYYY HH:mm date-fns invalid
31.02.2027 10:00 DD.MM.YYYY HH:mm luxon invalid
27.11.2026 25:00 DD.MM.YYYY HH:mm dayjs 2026-11-28T01:00
27.11.2026 25:00 DD.MM.YYYY HH:mm moment invalid
27.11.2026 25:00 DD.MM.YYYY HH:mm date-fns invalid
27.11.2026 25:00 DD.MM.YYYY HH:mm luxon invalid
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
