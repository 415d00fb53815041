#!/usr/bin/env bash
# Guess: a tool that turns a local line of cron into one for UTC, where the scheduler of a cloud knows no zones, moves the day along with the hour.
#
# Seen: 'Mondays at nine in Vladivostok' becomes Mondays at 23:00 UTC with local-crontab, which is Tuesday at nine there; the first of the month
# becomes the second, and on working days Saturday gets a mailing and Monday none. crontzconvert moves the day of a single hour rightly, but where one
# line has an hour on each side of midnight it moves all of them: of Monday at nine and at eleven the second is sent on Sunday. In Minsk and by day
# nothing shows.
#
# local-crontab 0.1.8, crontzconvert 1.1.1, croner 11.0.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund local-crontab@0.1.8 crontzconvert@1.1.1 croner@11.0.1

cat > program.mjs <<'PROGRAM'
import { Cron } from 'croner';
import tz from 'crontzconvert';
import { localCrontabToUtcCrontabs } from 'local-crontab';

const zone = 'Asia/Vladivostok';
const shown = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const runs = (lines, timezone) =>
  lines
    .flatMap((line) => new Cron(line, { timezone }).nextRuns(4, new Date('2027-01-06T00:00:00Z')))
    .sort((a, b) => a - b)
    .slice(0, 4)
    .map((run) => shown.format(run).replace(',', ''))
    .join(' | ');
for (const line of ['0 9 * * 1', '0 9 1 * *', '0 9 * * 1-5', '0 9,11 * * 1']) {
  console.log(`${line}, as meant: ${runs([line], zone)}`);
  const utc = localCrontabToUtcCrontabs(line, zone);
  console.log(`${line}, local-crontab ${utc}: ${runs(utc, 'UTC')}`);
  const one = tz.convert(line, zone, 'UTC');
  console.log(`${line}, crontzconvert ${one}: ${runs([one], 'UTC')}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
0 9 * * 1, as meant: Mon 11 Jan 09:00 | Mon 18 Jan 09:00 | Mon 25 Jan 09:00 | Mon 1 Feb 09:00
0 9 * * 1, local-crontab 0 23 * * 1: Tue 12 Jan 09:00 | Tue 19 Jan 09:00 | Tue 26 Jan 09:00 | Tue 2 Feb 09:00
0 9 * * 1, crontzconvert 0 0 23 * * 0: Mon 11 Jan 09:00 | Mon 18 Jan 09:00 | Mon 25 Jan 09:00 | Mon 1 Feb 09:00
0 9 1 * *, as meant: Mon 1 Feb 09:00 | Mon 1 Mar 09:00 | Thu 1 Apr 09:00 | Sat 1 May 09:00
0 9 1 * *, local-crontab 0 23 1 * *: Tue 2 Feb 09:00 | Tue 2 Mar 09:00 | Fri 2 Apr 09:00 | Sun 2 May 09:00
0 9 1 * *, crontzconvert 0 0 23 L * *: Mon 1 Feb 09:00 | Mon 1 Mar 09:00 | Thu 1 Apr 09:00 | Sat 1 May 09:00
0 9 * * 1-5, as meant: Thu 7 Jan 09:00 | Fri 8 Jan 09:00 | Mon 11 Jan 09:00 | Tue 12 Jan 09:00
0 9 * * 1-5, local-crontab 0 23 * * 1-5: Thu 7 Jan 09:00 | Fri 8 Jan 09:00 | Sat 9 Jan 09:00 | Tue 12 Jan 09:00
0 9 * * 1-5, crontzconvert 0 0 23 * * 0-4: Thu 7 Jan 09:00 | Fri 8 Jan 09:00 | Mon 11 Jan 09:00 | Tue 12 Jan 09:00
0 9,11 * * 1, as meant: Mon 11 Jan 09:00 | Mon 11 Jan 11:00 | Mon 18 Jan 09:00 | Mon 18 Jan 11:00
0 9,11 * * 1, local-crontab 0 1,23 * * 1: Mon 11 Jan 11:00 | Tue 12 Jan 09:00 | Mon 18 Jan 11:00 | Tue 19 Jan 09:00
0 9,11 * * 1, crontzconvert 0 0 1,23 * * 0: Sun 10 Jan 11:00 | Mon 11 Jan 09:00 | Sun 17 Jan 11:00 | Mon 18 Jan 09:00
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
