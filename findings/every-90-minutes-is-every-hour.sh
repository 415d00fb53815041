#!/usr/bin/env bash
# Guess: '*/90 * * * *' is refused, since an hour has 60 minutes, as minute 70 is.
#
# Seen: croner refuses it. cron, cron-parser and node-cron run it each hour, later as well, also when it is told 'every 90 minutes' in words,
# and each day for '0 */36 * * *', which is meant as each day and a half; cronstrue shows 'Every 90 minutes' and 'every 36 hours'. Who reads
# the words pays for half as many mailings again.
#
# croner 11.0.1, cron-parser 5.10.6, cron 4.4.0, node-cron 4.6.0, @breejs/later 4.2.0, cronstrue 3.39.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund croner@11.0.1 cron-parser@5.10.6 cron@4.4.0 node-cron@4.6.0 @breejs/later@4.2.0 cronstrue@3.39.0

cat > program.mjs <<'PROGRAM'
import later from '@breejs/later';
import { CronTime } from 'cron';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import cronstrue from 'cronstrue';
import nodeCron from 'node-cron';

const next = {
  croner: (expression) => {
    const job = new Cron(expression, { timezone: 'UTC', paused: true });
    return (from) => job.nextRun(from);
  },
  cron: (expression) => (from) => new CronTime(expression, 'UTC').getNextDateFrom(from, 'UTC').toJSDate(),
  'cron-parser': (expression) => (from) => CronExpressionParser.parse(expression, { tz: 'UTC', currentDate: from }).next().toDate(),
  'node-cron': (expression) => {
    const { timeMatcher } = nodeCron.createTask(expression, () => {}, { timezone: 'UTC' });
    return (from) => timeMatcher.getNextMatch(from);
  },
  later: (expression) => {
    const schedule = later.schedule(later.parse.cron(expression));
    return (from) => schedule.next(1, new Date(from.getTime() + 1000));
  },
};
for (const expression of ['*/90 * * * *', '0 */36 * * *']) {
  console.log(`${expression}: ${cronstrue.toString(expression)}`);
  for (const [name, make] of Object.entries(next)) {
    try {
      const step = make(expression);
      const runs = [];
      for (let run = new Date('2027-03-01T00:00Z'); runs.length < 4; runs.push(run.toISOString().slice(8, 16))) run = step(run);
      console.log(`  ${name}: ${runs.join(' ')}`);
    } catch {
      console.log(`  ${name}: refused`);
    }
  }
}
for (const words of ['every 90 minutes', 'every 36 hours']) {
  const runs = later.schedule(later.parse.text(words)).next(4, new Date('2027-03-01T00:00:01Z'));
  console.log(`${words}, later: ${runs.map((run) => run.toISOString().slice(8, 16)).join(' ')}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
*/90 * * * *: Every 90 minutes
  croner: refused
  cron: 01T01:00 01T02:00 01T03:00 01T04:00
  cron-parser: 01T01:00 01T02:00 01T03:00 01T04:00
  node-cron: 01T01:00 01T02:00 01T03:00 01T04:00
  later: 01T01:00 01T02:00 01T03:00 01T04:00
0 */36 * * *: On the hour, every 36 hours
  croner: refused
  cron: 02T00:00 03T00:00 04T00:00 05T00:00
  cron-parser: 02T00:00 03T00:00 04T00:00 05T00:00
  node-cron: 02T00:00 03T00:00 04T00:00 05T00:00
  later: 02T00:00 03T00:00 04T00:00 05T00:00
every 90 minutes, later: 01T00:00 01T01:00 01T02:00 01T03:00
every 36 hours, later: 01T00:00 02T00:00 03T00:00 04T00:00
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
