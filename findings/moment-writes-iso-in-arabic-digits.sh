#!/usr/bin/env bash
# Guess: format('YYYY-MM-DDTHH:mm:ss') is a machine's format, and the locale changes names of months only.
#
# Seen: under the locale ar moment writes its digits too, so that a schedule is refused by whatever reads it; dayjs and luxon do not.
#
# moment 2.31.0, dayjs 1.11.23, luxon 3.7.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund moment@2.31.0 dayjs@1.11.23 luxon@3.7.2

cat > program.mjs <<'PROGRAM'
import dayjs from 'dayjs';
import 'dayjs/locale/ar.js';
import { DateTime } from 'luxon';
import moment from 'moment';
import 'moment/locale/ar.js';

const time = '2026-11-27T10:00:00';
console.log('moment', moment(time).locale('ar').format('YYYY-MM-DDTHH:mm:ss'));
console.log('dayjs', dayjs(time).locale('ar').format('YYYY-MM-DDTHH:mm:ss'));
console.log('luxon', DateTime.fromISO(time).setLocale('ar').toFormat("yyyy-MM-dd'T'HH:mm:ss"));
PROGRAM

cat > expected.txt <<'EXPECTED'
moment ٢٠٢٦-١١-٢٧T١٠:٠٠:٠٠
dayjs 2026-11-27T10:00:00
luxon 2026-11-27T10:00:00
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
