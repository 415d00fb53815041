#!/usr/bin/env bash
# Guess: a parser told nothing of the country takes '13/04/2027' for 13 April, since there is no month 13, or refuses it.
#
# Seen: it gives 4 March, a day nobody wrote. '27.11.2026 10.30' loses its time, and for 'tomorrow at 10' the hour is that at which it
# was asked.
#
# any-date-parser 2.2.4, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund any-date-parser@2.2.4

cat > program.mjs <<'PROGRAM'
import parser from 'any-date-parser';

for (const text of ['03/04/2027', '13/04/2027', '27.11.2026 10:30', '27.11.2026 10.30']) console.log(text, '->', parser.fromString(text).toISOString());
const [one, two] = ['tomorrow at 10', 'tomorrow'].map((text) => parser.fromString(text));
console.log('tomorrow at 10 is tomorrow at this hour', Math.abs(two - one) < 5000);
PROGRAM

cat > expected.txt <<'EXPECTED'
03/04/2027 -> 2027-03-04T00:00:00.000Z
13/04/2027 -> 2027-03-04T00:00:00.000Z
27.11.2026 10:30 -> 2026-11-27T10:30:00.000Z
27.11.2026 10.30 -> 2026-11-27T00:00:00.000Z
tomorrow at 10 is tomorrow at this hour true
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
