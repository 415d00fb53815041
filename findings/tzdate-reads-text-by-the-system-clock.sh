#!/usr/bin/env bash
# Guess: new TZDate('2026-11-27T10:00:00', 'Europe/Minsk') is ten o'clock in Minsk, as new TZDate(2026, 10, 27, 10, …, 'Europe/Minsk') is.
#
# Seen: the text is read by the system's clock, and only shown in the zone. On a server in UTC it is one in the afternoon in Minsk,
# on the laptop in Minsk on which it was tried it is ten.
#
# @date-fns/tz 1.5.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @date-fns/tz@1.5.0

cat > program.mjs <<'PROGRAM'
import { TZDate } from '@date-fns/tz';

console.log('as text', new TZDate('2026-11-27T10:00:00', 'Europe/Minsk').toISOString());
console.log('in parts', new TZDate(2026, 10, 27, 10, 0, 0, 'Europe/Minsk').toISOString());
PROGRAM

cat > expected.txt <<'EXPECTED'
as text 2026-11-27T13:00:00.000+03:00
in parts 2026-11-27T10:00:00.000+03:00
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
