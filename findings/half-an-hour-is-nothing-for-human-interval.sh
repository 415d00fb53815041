#!/usr/bin/env bash
# Guess: an interval in words that is not understood is no number, and one that is understood is the one that was meant.
#
# Seen: human-interval, from which Agenda takes 'every …', gives 0 for 'half an hour', 'an hour and a half' and 'a day': what is to run each day
# is due again at once. '1:30 hours' is one hour for it, 30 for parse-duration and 130 for timestring. The month of ISO 8601, 'P1M', is a minute
# for parse-duration, timestring and enhanced-ms; '1h30' is an hour and a half for the first and an hour for the others; '10 min' is ten
# milliseconds for itty-time. ms alone gives undefined for all that it does not know.
#
# human-interval 2.0.1, parse-duration 2.1.9, timestring 7.0.0, enhanced-ms 5.0.0, itty-time 2.0.2, ms 2.1.3, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund human-interval@2.0.1 parse-duration@2.1.9 timestring@7.0.0 enhanced-ms@5.0.0 itty-time@2.0.2 ms@2.1.3

cat > program.mjs <<'PROGRAM'
import { ms as enhanced } from 'enhanced-ms';
import human from 'human-interval';
import { ms as itty } from 'itty-time';
import ms from 'ms';
import parseDuration from 'parse-duration';
import timestring from 'timestring';

const parsers = { 'human-interval': human, 'parse-duration': parseDuration, timestring: (words) => timestring(words, 'ms'), 'enhanced-ms': enhanced, 'itty-time': itty, ms };
const attempt = (parse, words) => {
  try {
    const value = parse(words);
    return Number.isFinite(value) ? (Math.abs(value) >= 60_000 || value === 0 ? `${Math.round(value / 60_000)} min` : `${value} ms`) : String(value);
  } catch {
    return 'throws';
  }
};
for (const words of ['90 minutes', '1.5 hours', '1:30 hours', '1h30', 'an hour and a half', 'half an hour', 'one hour and 30 minutes', 'a day', '10 min', 'P1M'])
  console.log(`${words}: ${Object.entries(parsers).map(([name, parse]) => `${name} ${attempt(parse, words)}`).join(', ')}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
90 minutes: human-interval 90 min, parse-duration 90 min, timestring 90 min, enhanced-ms 90 min, itty-time 90 min, ms 90 min
1.5 hours: human-interval 90 min, parse-duration 90 min, timestring 90 min, enhanced-ms 90 min, itty-time 90 min, ms 90 min
1:30 hours: human-interval 60 min, parse-duration 1800 min, timestring 7800 min, enhanced-ms null, itty-time NaN, ms undefined
1h30: human-interval NaN, parse-duration 90 min, timestring 60 min, enhanced-ms 60 min, itty-time NaN, ms undefined
an hour and a half: human-interval 0 min, parse-duration null, timestring throws, enhanced-ms NaN, itty-time NaN, ms undefined
half an hour: human-interval 0 min, parse-duration null, timestring throws, enhanced-ms null, itty-time NaN, ms undefined
one hour and 30 minutes: human-interval 90 min, parse-duration 30 min, timestring 30 min, enhanced-ms null, itty-time NaN, ms undefined
a day: human-interval 0 min, parse-duration null, timestring throws, enhanced-ms null, itty-time NaN, ms undefined
10 min: human-interval NaN, parse-duration 10 min, timestring 10 min, enhanced-ms 10 min, itty-time 10 ms, ms 10 min
P1M: human-interval NaN, parse-duration 1 min, timestring 1 min, enhanced-ms 1 min, itty-time NaN, ms undefined
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
