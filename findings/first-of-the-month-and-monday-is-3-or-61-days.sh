#!/usr/bin/env bash
# Guess: '0 10 1 * 1' means the same days in each library: the first of the month and every Monday, as in crontab.
#
# Seen: node-cron and later run it only on a first that is a Monday, three times a year, the others 61 times. '0 10 1-7 * 1', which the ones
# take for the first Monday of each month, is 12 days for them and 124 for the others: a mailing of the month goes out ten times as often
# after a change of library. The words that cronstrue makes of it fit both.
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
for (const expression of ['0 10 1 * 1', '0 10 1-7 * 1', '0 10 */2 * 1']) {
  console.log(`${expression}: ${cronstrue.toString(expression)}`);
  for (const [name, make] of Object.entries(next)) {
    const step = make(expression);
    const days = [];
    for (let run = step(new Date('2026-12-31T12:00Z')); run < new Date('2028-01-01T00:00Z'); run = step(run)) days.push(run.toISOString().slice(5, 10));
    console.log(`  ${name}: ${days.length} days of 2027, ${days.slice(0, 3).join(', ')}, …`);
  }
}
PROGRAM

cat > expected.txt <<'EXPECTED'
0 10 1 * 1: At 10:00 AM, on day 1 of the month, and on Monday
  croner: 61 days of 2027, 01-01, 01-04, 01-11, …
  cron: 61 days of 2027, 01-01, 01-04, 01-11, …
  cron-parser: 61 days of 2027, 01-01, 01-04, 01-11, …
  node-cron: 3 days of 2027, 02-01, 03-01, 11-01, …
  later: 3 days of 2027, 02-01, 03-01, 11-01, …
0 10 1-7 * 1: At 10:00 AM, between day 1 and 7 of the month, and on Monday
  croner: 124 days of 2027, 01-01, 01-02, 01-03, …
  cron: 124 days of 2027, 01-01, 01-02, 01-03, …
  cron-parser: 124 days of 2027, 01-01, 01-02, 01-03, …
  node-cron: 12 days of 2027, 01-04, 02-01, 03-01, …
  later: 12 days of 2027, 01-04, 02-01, 03-01, …
0 10 */2 * 1: At 10:00 AM, every 2 days in a month, and on Monday
  croner: 211 days of 2027, 01-01, 01-03, 01-04, …
  cron: 211 days of 2027, 01-01, 01-03, 01-04, …
  cron-parser: 211 days of 2027, 01-01, 01-03, 01-04, …
  node-cron: 27 days of 2027, 01-11, 01-25, 02-01, …
  later: 27 days of 2027, 01-11, 01-25, 02-01, …
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
