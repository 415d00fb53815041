#!/usr/bin/env bash
# Guess: a schedule in words is understood or refused.
#
# Seen: the default parser takes the time out of Russian words and leaves the day: tomorrow at ten becomes today at ten. '03.04.2027',
# with dots, is 4 March for it, 3 April for its Russian and British ones; the Russian one takes 'tomorrow at 10:00' for today just so.
#
# chrono-node 2.10.3, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund chrono-node@2.10.3

cat > program.mjs <<'PROGRAM'
import * as chrono from 'chrono-node';

const now = new Date('2026-11-28T06:00:00Z');
for (const text of ['завтра в 10:00', 'tomorrow at 10:00', '03.04.2027', '13.04.2027'])
  console.log(
    text,
    '->',
    ...[chrono, chrono.en.GB, chrono.ru].map((parser) => parser.parseDate(text, now)?.toISOString().slice(0, 16)),
  );
PROGRAM

cat > expected.txt <<'EXPECTED'
завтра в 10:00 -> 2026-11-28T10:00 2026-11-28T10:00 2026-11-29T10:00
tomorrow at 10:00 -> 2026-11-29T10:00 2026-11-29T10:00 2026-11-28T10:00
03.04.2027 -> 2027-03-04T12:00 2027-04-03T12:00 2027-04-03T12:00
13.04.2027 -> 2027-04-13T12:00 2027-04-13T12:00 2027-04-13T12:00
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
