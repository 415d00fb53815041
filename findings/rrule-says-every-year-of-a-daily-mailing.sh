#!/usr/bin/env bash
# Guess: the words that a library makes of a schedule are those of the schedule, or it says that it has none.
#
# Seen: rrule calls a daily mailing with one day left out 'every year', 10:30 'at 10', the last working day of the month 'on weekdays', and
# twice a day 'every hour'; isFullyConvertibleToText() is true for all of them. Who confirms a schedule by its words confirms another one: for the
# last day of the month there are no words after 'on the last'. rrule-temporal says what is meant.
#
# rrule 2.8.1, rrule-temporal 2.2.8, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund rrule@2.8.1 rrule-temporal@2.2.8

cat > program.mjs <<'PROGRAM'
import rrule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';
import { toText } from 'rrule-temporal/totext';

for (const rule of [
  'RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261128T100000Z',
  'RRULE:FREQ=DAILY;COUNT=3;BYHOUR=10;BYMINUTE=30',
  'RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  'RRULE:FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1',
  'RRULE:FREQ=HOURLY;COUNT=3;BYHOUR=10,18',
]) {
  const text = `DTSTART:20261127T100000Z\n${rule}`;
  const schedule = rrule.rrulestr(text);
  console.log(rule.replace('\n', ' '));
  console.log('  runs', schedule.all().map((run) => run.toISOString().slice(5, 16)).join(', '));
  console.log(`  rrule '${schedule.toText()}', complete: ${schedule.isFullyConvertibleToText()}`);
  console.log(`  rrule-temporal '${toText(new RRuleTemporal({ rruleString: text }))}'`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
RRULE:FREQ=DAILY;COUNT=3 EXDATE:20261128T100000Z
  runs 11-27T10:00, 11-29T10:00
  rrule 'every year', complete: true
  rrule-temporal 'every day at 10 AM UTC for 3 times excluding 1 date'
RRULE:FREQ=DAILY;COUNT=3;BYHOUR=10;BYMINUTE=30
  runs 11-27T10:30, 11-28T10:30, 11-29T10:30
  rrule 'every day at 10 for 3 times', complete: true
  rrule-temporal 'every day at 10:30 AM UTC for 3 times'
RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
  runs 11-30T10:00, 12-31T10:00, 01-29T10:00
  rrule 'every month on weekdays for 3 times', complete: true
  rrule-temporal 'every month on Monday, Tuesday, Wednesday, Thursday and Friday at 10 AM UTC for 3 times on the last instance'
RRULE:FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1
  runs 11-30T10:00, 12-31T10:00, 01-31T10:00
  rrule 'every month on the last for 3 times', complete: true
  rrule-temporal 'every month on the last day of the month at 10 AM UTC for 3 times'
RRULE:FREQ=HOURLY;COUNT=3;BYHOUR=10,18
  runs 11-27T10:00, 11-27T18:00, 11-28T10:00
  rrule 'every hour for 3 times', complete: true
  rrule-temporal 'every hour at 10 AM and 6 PM UTC for 3 times'
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
