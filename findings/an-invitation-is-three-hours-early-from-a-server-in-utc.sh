#!/usr/bin/env bash
# Guess: an event whose start is a Date and whose zone is Europe/Minsk begins, in the calendar of whoever gets it, at that Date.
#
# Seen: ical-generator writes the clock of the machine beside the name of the zone, without a word: on a server in UTC half past ten in Minsk is
# written as half past seven there, on the laptop in Minsk on which it was tried it is right. A DateTime of Luxon, or no zone at all, is right
# on both. ics takes its numbers for the clock of the machine as well.
#
# ical-generator 10.2.0, luxon 3.7.2, ics 3.12.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund ical-generator@10.2.0 luxon@3.7.2 ics@3.12.0

cat > program.mjs <<'PROGRAM'
import ics from 'ics';
import ical from 'ical-generator';
import { DateTime } from 'luxon';

const start = new Date('2026-11-27T07:30:00Z');
const line = (text) => text.split('\r\n').find((line) => line.startsWith('DTSTART'));
const event = (options) => {
  const calendar = ical();
  calendar.createEvent({ summary: 'Sale', ...options });
  return line(calendar.toString());
};
console.log(process.env.TZ);
console.log('  ical-generator, Date and zone', event({ start, timezone: 'Europe/Minsk' }));
console.log('  ical-generator, Luxon and zone', event({ start: DateTime.fromJSDate(start), timezone: 'Europe/Minsk' }));
console.log('  ical-generator, Date', event({ start }));
console.log('  ics', line(ics.createEvent({ title: 'Sale', start: [2026, 11, 27, 10, 30], duration: { hours: 1 } }).value));
PROGRAM

cat > expected.txt <<'EXPECTED'
UTC
  ical-generator, Date and zone DTSTART;TZID=Europe/Minsk:20261127T073000
  ical-generator, Luxon and zone DTSTART;TZID=Europe/Minsk:20261127T103000
  ical-generator, Date DTSTART:20261127T073000Z
  ics DTSTART:20261127T103000Z
Europe/Minsk
  ical-generator, Date and zone DTSTART;TZID=Europe/Minsk:20261127T103000
  ical-generator, Luxon and zone DTSTART;TZID=Europe/Minsk:20261127T103000
  ical-generator, Date DTSTART:20261127T073000Z
  ics DTSTART:20261127T073000Z
EXPECTED

{ TZ=UTC node program.mjs; TZ=Europe/Minsk node program.mjs; } > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
