#!/usr/bin/env bash
# Guess: whether a moment lies between nine in the evening and nine in the morning of the same day is an error, as a period cannot end before it
# begins, or always no.
#
# Seen: date-fns and dayjs swap the two in silence: noon is within the quiet hours, and eleven in the evening is not, so that a mailing is
# held back by day and goes out at night. date-fns 2 threw; an update to 4 takes the error away. Its clamp brings eleven in the evening
# to nine in the morning of the day that is over. For Luxon, moment and spacetime nothing is within, so that there are no quiet hours.
#
# date-fns 4.4.0 and 2.30.0, luxon 3.7.2, dayjs 1.11.23, moment 2.31.0, spacetime 7.15.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund date-fns@4.4.0 date-fns-2@npm:date-fns@2.30.0 luxon@3.7.2 dayjs@1.11.23 moment@2.31.0 spacetime@7.15.0

cat > program.mjs <<'PROGRAM'
import { areIntervalsOverlapping, clamp, isWithinInterval } from 'date-fns';
import * as two from 'date-fns-2';
import dayjs from 'dayjs';
import isBetween from 'dayjs/plugin/isBetween.js';
import { DateTime, Interval } from 'luxon';
import moment from 'moment';
import spacetime from 'spacetime';

dayjs.extend(isBetween);
const at = (hour) => new Date(`2026-11-27T${hour}:00:00Z`);
const [start, end] = [at('21'), at('09')];
const attempt = (test) => {
  try {
    return test();
  } catch {
    return 'throws';
  }
};
const tests = {
  'date-fns 4': (moment) => isWithinInterval(moment, { start, end }),
  'date-fns 2': (moment) => two.isWithinInterval(moment, { start, end }),
  luxon: (moment) => Interval.fromDateTimes(start, end).contains(DateTime.fromJSDate(moment)),
  dayjs: (moment) => dayjs(moment).isBetween(start, end),
  moment: (at) => moment(at).isBetween(start, end),
  spacetime: (moment) => spacetime(moment).isBetween(spacetime(start), spacetime(end)),
};
for (const [name, test] of Object.entries(tests)) console.log(`${name}: noon ${attempt(() => test(at('12')))}, eleven in the evening ${attempt(() => test(at('23')))}`);
console.log('date-fns 4, clamp of eleven in the evening', attempt(() => clamp(at('23'), { start, end }).toISOString()));
console.log('date-fns 4, overlaps from 10 to 11', attempt(() => areIntervalsOverlapping({ start, end }, { start: at('10'), end: at('11') })));
PROGRAM

cat > expected.txt <<'EXPECTED'
date-fns 4: noon true, eleven in the evening false
date-fns 2: noon throws, eleven in the evening throws
luxon: noon false, eleven in the evening false
dayjs: noon true, eleven in the evening false
moment: noon false, eleven in the evening false
spacetime: noon false, eleven in the evening false
date-fns 4, clamp of eleven in the evening 2026-11-27T09:00:00.000Z
date-fns 4, overlaps from 10 to 11 true
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
