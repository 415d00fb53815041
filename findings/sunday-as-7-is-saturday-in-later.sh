#!/usr/bin/env bash
# Guess: a day of the week, a range over the week's end and a step from an hour on mean the same in each library of cron, or are refused.
#
# Seen: Sunday as 7 is Saturday in later, which runs Bree; 'Friday to Monday' (5-1) is Saturday alone there, four days in node-cron and
# cronosjs, and refused by the others. '5#2', the second Friday of the month, is every Friday in cron-schedule, and '10/6' there is ten o'clock once, in
# others each six hours from then on. After a change of library a mailing goes out on another day, or four times a month, and nothing says so.
#
# croner 11.0.1, cron 4.4.0, cron-parser 5.10.6, cron-schedule 6.0.0, cronosjs 1.7.1, node-cron 4.6.0, @breejs/later 4.2.0,
# @sinonjs/fake-timers 15.0.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund croner@11.0.1 cron@4.4.0 cron-parser@5.10.6 cron-schedule@6.0.0 cronosjs@1.7.1 node-cron@4.6.0 @breejs/later@4.2.0 \
  @sinonjs/fake-timers@15.0.0

cat > program.mjs <<'PROGRAM'
import later from '@breejs/later';
import FakeTimers from '@sinonjs/fake-timers';
import { CronTime } from 'cron';
import { CronExpressionParser } from 'cron-parser';
import { parseCronExpression } from 'cron-schedule';
import { Cron } from 'croner';
import { CronosExpression } from 'cronosjs';
import nodeCron from 'node-cron';

const from = new Date('2027-01-01T00:00:00Z');
FakeTimers.install({ now: from, toFake: ['Date'] });
const libraries = {
  croner: (line) => new Cron(line, { timezone: 'UTC', paused: true }).nextRuns(4, from),
  cron: (line) => {
    const time = new CronTime(line, 'UTC');
    const runs = [];
    for (let run = from; runs.length < 4; runs.push(run)) run = time.getNextDateFrom(run, 'UTC').toJSDate();
    return runs;
  },
  'cron-parser': (line) => CronExpressionParser.parse(line, { tz: 'UTC', currentDate: from }).take(4).map((run) => run.toDate()),
  'cron-schedule': (line) => parseCronExpression(line).getNextDates(4, from),
  cronosjs: (line) => CronosExpression.parse(line, { timezone: 'UTC' }).nextNDates(from, 4),
  'node-cron': (line) => nodeCron.createTask(line, () => {}, { timezone: 'UTC' }).getNextRuns(4),
  later: (line) => later.schedule(later.parse.cron(line)).next(4, from),
};
const days = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];
const shown = (run) => `${days[run.getUTCDay()]} ${run.toISOString().slice(2, 13)}`;
later.date.UTC();
for (const line of ['0 10 * * 7', '0 10 * * 5-1', '0 10 * * 5#2', '0 10/6 * * *']) {
  const groups = new Map();
  for (const [name, next] of Object.entries(libraries)) {
    let runs = 'refused';
    try {
      runs = next(line).map(shown).join(', ');
    } catch {}
    groups.set(runs, [...(groups.get(runs) ?? []), name]);
  }
  console.log(line);
  for (const [runs, names] of groups) console.log(`  ${names.join(', ')}: ${runs}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
0 10 * * 7
  croner, cron, cron-parser, cron-schedule, cronosjs, node-cron: Su 27-01-03T10, Su 27-01-10T10, Su 27-01-17T10, Su 27-01-24T10
  later: Sa 27-01-02T10, Sa 27-01-09T10, Sa 27-01-16T10, Sa 27-01-23T10
0 10 * * 5-1
  croner, cron, cron-parser, cron-schedule: refused
  cronosjs, node-cron: Fr 27-01-01T10, Sa 27-01-02T10, Su 27-01-03T10, Mo 27-01-04T10
  later: Sa 27-01-02T10, Sa 27-01-09T10, Sa 27-01-16T10, Sa 27-01-23T10
0 10 * * 5#2
  croner, cron-parser, cronosjs, node-cron, later: Fr 27-01-08T10, Fr 27-02-12T10, Fr 27-03-12T10, Fr 27-04-09T10
  cron: refused
  cron-schedule: Fr 27-01-01T10, Fr 27-01-08T10, Fr 27-01-15T10, Fr 27-01-22T10
0 10/6 * * *
  croner, node-cron: refused
  cron, cron-parser, cronosjs, later: Fr 27-01-01T10, Fr 27-01-01T16, Fr 27-01-01T22, Sa 27-01-02T10
  cron-schedule: Fr 27-01-01T10, Sa 27-01-02T10, Su 27-01-03T10, Mo 27-01-04T10
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
