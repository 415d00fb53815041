#!/usr/bin/env bash
# Guess: a daily mailing whose rule says UNTIL the moment of its last run, in UTC as RFC 5545 wants it beside a TZID, has that run.
#
# Seen: rrule, and ical.js, take UNTIL's hours for those of the zone: east of London the last run is lost, in New York there is one more than was
# ordered. rrule-temporal and node-ical have the right ones.
#
# rrule 2.8.1, ical.js 2.2.1, rrule-temporal 2.2.8, node-ical 0.26.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund rrule@2.8.1 ical.js@2.2.1 rrule-temporal@2.2.8 node-ical@0.26.1

cat > program.mjs <<'PROGRAM'
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import rrule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';

const calendar = (start, rule) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//shop', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261101T000000Z', start, rule, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const days = {
  rrule: (start, rule) => rrule.rrulestr(`${start}\n${rule}`).all().map((run) => run.toISOString()),
  'ical.js': (start, rule) => {
    const runs = [];
    const event = new ICAL.Component(ICAL.parse(calendar(start, rule))).getFirstSubcomponent('vevent');
    const iterator = new ICAL.Event(event).iterator();
    for (let run = iterator.next(); run; run = iterator.next()) runs.push(run.toString());
    return runs;
  },
  'rrule-temporal': (start, rule) => new RRuleTemporal({ rruleString: `${start}\n${rule}` }).all().map(String),
  'node-ical': (start, rule) => Object.values(nodeIcal.sync.parseICS(calendar(start, rule))).find(({ type }) => type === 'VEVENT').rrule.all().map((run) => run.toISOString()),
};
for (const [zone, until, meant] of [
  ['Europe/Minsk', '20261129T070000Z', 'the 29th at 10:00 is the last'],
  ['America/New_York', '20261129T140000Z', 'the 29th at 09:00, so the 28th is the last'],
]) {
  console.log(`${zone}, ${meant}`);
  for (const [name, list] of Object.entries(days))
    console.log(`  ${name}: ${list(`DTSTART;TZID=${zone}:20261127T100000`, `RRULE:FREQ=DAILY;UNTIL=${until}`).map((run) => run.slice(8, 10)).join(' ')}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
Europe/Minsk, the 29th at 10:00 is the last
  rrule: 27 28
  ical.js: 27 28
  rrule-temporal: 27 28 29
  node-ical: 27 28 29
America/New_York, the 29th at 09:00, so the 28th is the last
  rrule: 27 28 29
  ical.js: 27 28 29
  rrule-temporal: 27 28
  node-ical: 27 28
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
