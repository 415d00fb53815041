#!/usr/bin/env bash
# Guess: a daily job at 02:30 runs once on the day that has no 02:30, and at one and the same moment whatever the library; so does one
# on the day that has two.
#
# Seen: as clocks go forward croner and cron run it at 03:00, cron-parser at 03:30 and node-cron not at all that day. As they go back
# node-cron takes the second 02:30, the others the first; of '*/30 2 * * *' croner makes four runs where the others make two.
#
# croner 11.0.1, cron-parser 5.10.6, cron 4.4.0, node-cron 4.6.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund croner@11.0.1 cron-parser@5.10.6 cron@4.4.0 node-cron@4.6.0

cat > program.mjs <<'PROGRAM'
import { CronTime } from 'cron';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import nodeCron from 'node-cron';

const zone = 'Europe/Warsaw';
const next = {
  croner: (expression) => {
    const job = new Cron(expression, { timezone: zone, paused: true });
    return (from) => job.nextRun(from);
  },
  cron: (expression) => (from) => new CronTime(expression, zone).getNextDateFrom(from, zone).toJSDate(),
  'cron-parser': (expression, start) => {
    const runs = CronExpressionParser.parse(expression, { tz: zone, currentDate: start });
    return () => runs.next().toDate();
  },
  'node-cron': (expression) => {
    const { timeMatcher } = nodeCron.createTask(expression, () => {}, { timezone: zone });
    return (from) => timeMatcher.getNextMatch(from);
  },
};
const days = [
  ['forward', '30 2 * * *', '2027-03-27T23:00Z', '2027-03-28T22:00Z'],
  ['back', '30 2 * * *', '2027-10-30T22:00Z', '2027-10-31T23:00Z'],
  ['back', '*/30 2 * * *', '2027-10-30T22:00Z', '2027-10-31T23:00Z'],
];
for (const [change, expression, from, to] of days)
  for (const [name, make] of Object.entries(next)) {
    const step = make(expression, new Date(from));
    const runs = [];
    for (let run = step(new Date(from)); run < new Date(to); run = step(run)) runs.push(run.toISOString().slice(11, 16));
    console.log(change, expression, `${name}:`, runs.map((run) => `${run}Z`).join(' ') || 'never');
  }
PROGRAM

cat > expected.txt <<'EXPECTED'
forward 30 2 * * * croner: 01:00Z
forward 30 2 * * * cron: 01:00Z
forward 30 2 * * * cron-parser: 01:30Z
forward 30 2 * * * node-cron: never
back 30 2 * * * croner: 00:30Z
back 30 2 * * * cron: 00:30Z
back 30 2 * * * cron-parser: 00:30Z
back 30 2 * * * node-cron: 01:30Z
back */30 2 * * * croner: 00:00Z 00:30Z 01:00Z 01:30Z
back */30 2 * * * cron: 00:00Z 00:30Z
back */30 2 * * * cron-parser: 00:00Z 00:30Z
back */30 2 * * * node-cron: 01:00Z 01:30Z
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
