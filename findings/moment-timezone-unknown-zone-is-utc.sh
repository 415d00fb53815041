#!/usr/bin/env bash
# Guess: a zone that moment-timezone does not know is an error, as it is in Intl and dayjs, or an invalid date, as in luxon.
#
# Seen: one line on stderr, and the time of UTC in its place. A schedule for 10:00 in a misspelt zone is three hours off,
# and nothing in the value says so: isValid() is true.
#
# moment-timezone 0.6.6, moment 2.31.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund moment@2.31.0 moment-timezone@0.6.6

cat > program.mjs <<'PROGRAM'
import moment from 'moment-timezone';

for (const zone of ['Europe/Minsk', 'Minsk', 'Europe/Minsk ']) {
  const noon = moment.tz('2026-11-27T10:00:00', zone);
  console.log(JSON.stringify(zone), noon.isValid(), noon.toISOString());
}
PROGRAM

cat > expected.txt <<'EXPECTED'
"Europe/Minsk" true 2026-11-27T07:00:00.000Z
"Minsk" true 2026-11-27T10:00:00.000Z
"Europe/Minsk " true 2026-11-27T10:00:00.000Z
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
