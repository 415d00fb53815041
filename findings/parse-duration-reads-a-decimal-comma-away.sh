#!/usr/bin/env bash
# Guess: '1,5h', as half of Europe writes an hour and a half, is 90 minutes or is refused, as ms does.
#
# Seen: parse-duration makes it 15 hours: a lease, a delay or a timeout ten times as long. '0,5s' becomes 5 seconds.
#
# parse-duration 2.1.9, ms 2.1.3, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund parse-duration@2.1.9 ms@2.1.3

cat > program.mjs <<'PROGRAM'
import ms from 'ms';
import parse from 'parse-duration';

for (const text of ['1.5h', '1,5h', '0,5s', '2,25 min']) console.log(text, 'parse-duration', parse(text, 's'), 's, ms', ms(text) === undefined ? 'refuses' : `${ms(text) / 1000} s`);
PROGRAM

cat > expected.txt <<'EXPECTED'
1.5h parse-duration 5400 s, ms 5400 s
1,5h parse-duration 54000 s, ms refuses
0,5s parse-duration 5 s, ms refuses
2,25 min parse-duration 13500 s, ms refuses
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
