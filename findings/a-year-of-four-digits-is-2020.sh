#!/usr/bin/env bash
# Guess: '27.11.2026' read with 'DD.MM.YY', a format made for another list, is 27 November 2026, or is refused.
#
# Seen: dayjs, moment, fecha and Tempo take '20' for the year and leave '26' over: 27 November 2020, and valid. Each day of this century falls in
# 2020, so that a mailing for it is overdue and goes out at once. Of '27.11.2026 10:00' dayjs takes the last figure of the year for the hour and the
# hour for the minutes: ten past six. timezonecomplete makes the year 3926. The other way round, '27.11.26' with 'DD.MM.YYYY' is the year 26 for
# date-fns and timezonecomplete. Luxon reads the first rightly, date-and-time and date-fns refuse it, and dayjs does if it is told to be strict.
#
# dayjs 1.11.23, moment 2.31.0, date-fns 4.4.0, luxon 3.7.2, fecha 4.2.3, @formkit/tempo 1.1.0, date-and-time 4.5.2, timezonecomplete 5.15.1, tzdata
# 1.0.51, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23 moment@2.31.0 date-fns@4.4.0 luxon@3.7.2 fecha@4.2.3 @formkit/tempo@1.1.0 date-and-time@4.5.2 timezonecomplete@5.15.1 tzdata@1.0.51

cat > program.mjs <<'PROGRAM'
import { createRequire } from 'node:module';
import { parse as tempo } from '@formkit/tempo';
import { parse } from 'date-fns';
import { parse as dateAndTime } from 'date-and-time';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import fecha from 'fecha';
import { DateTime } from 'luxon';
import moment from 'moment';

const require = createRequire(import.meta.url);
const complete = require('timezonecomplete');
complete.TzDatabase.init(require('tzdata'));
dayjs.extend(customParseFormat);
const upper = (format) => format.toUpperCase().replace('HH:MM', 'HH:mm');
const parsers = {
  dayjs: (text, format) => dayjs(text, upper(format)).toDate(),
  'dayjs, strict': (text, format) => dayjs(text, upper(format), true).toDate(),
  moment: (text, format) => moment(text, upper(format)).toDate(),
  fecha: (text, format) => fecha.parse(text, upper(format)),
  tempo: (text, format) => tempo(text, upper(format)),
  timezonecomplete: (text, format) => new Date(complete.DateTime.parse(text, format, complete.zone('UTC')).unixUtcMillis()),
  'date-fns': (text, format) => parse(text, format, new Date()),
  luxon: (text, format) => DateTime.fromFormat(text, format).toJSDate(),
  'date-and-time': (text, format) => dateAndTime(text, upper(format)),
};
for (const [text, format] of [['27.11.2026', 'dd.MM.yy'], ['27.11.2026 10:00', 'dd.MM.yy HH:mm'], ['27.11.26', 'dd.MM.yyyy']]) {
  for (const [name, read] of Object.entries(parsers)) {
    let seen;
    try {
      seen = read(text, format).toISOString().slice(0, 16);
    } catch {
      seen = 'refused';
    }
    console.log(`${text} as ${format}, ${name}: ${seen}`);
  }
}
PROGRAM

cat > expected.txt <<'EXPECTED'
27.11.2026 as dd.MM.yy, dayjs: 2020-11-27T00:00
27.11.2026 as dd.MM.yy, dayjs, strict: refused
27.11.2026 as dd.MM.yy, moment: 2020-11-27T00:00
27.11.2026 as dd.MM.yy, fecha: 2020-11-27T00:00
27.11.2026 as dd.MM.yy, tempo: 2020-11-27T00:00
27.11.2026 as dd.MM.yy, timezonecomplete: 3926-11-27T00:00
27.11.2026 as dd.MM.yy, date-fns: refused
27.11.2026 as dd.MM.yy, luxon: 2026-11-27T00:00
27.11.2026 as dd.MM.yy, date-and-time: refused
27.11.2026 10:00 as dd.MM.yy HH:mm, dayjs: 2020-11-27T06:10
27.11.2026 10:00 as dd.MM.yy HH:mm, dayjs, strict: refused
27.11.2026 10:00 as dd.MM.yy HH:mm, moment: 2020-11-27T10:00
27.11.2026 10:00 as dd.MM.yy HH:mm, fecha: refused
27.11.2026 10:00 as dd.MM.yy HH:mm, tempo: refused
27.11.2026 10:00 as dd.MM.yy HH:mm, timezonecomplete: 3926-11-27T10:00
27.11.2026 10:00 as dd.MM.yy HH:mm, date-fns: refused
27.11.2026 10:00 as dd.MM.yy HH:mm, luxon: 2026-11-27T10:00
27.11.2026 10:00 as dd.MM.yy HH:mm, date-and-time: refused
27.11.26 as dd.MM.yyyy, dayjs: refused
27.11.26 as dd.MM.yyyy, dayjs, strict: refused
27.11.26 as dd.MM.yyyy, moment: 2026-11-27T00:00
27.11.26 as dd.MM.yyyy, fecha: refused
27.11.26 as dd.MM.yyyy, tempo: refused
27.11.26 as dd.MM.yyyy, timezonecomplete: 0026-11-27T00:00
27.11.26 as dd.MM.yyyy, date-fns: 0026-11-27T00:00
27.11.26 as dd.MM.yyyy, luxon: refused
27.11.26 as dd.MM.yyyy, date-and-time: refused
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
