#!/usr/bin/env bash
# Guess: a timer of a library for a Date, or for 30 days, waits until then, or says that it cannot.
#
# Seen: rxjs' timer(date) fires at once, as setTimeout does beyond 24.8 days, interval(30 days) fires without a pause, and p-timeout and
# timeout() of rxjs call what has just begun timed out; so does AbortSignal.timeout. There is a line on stderr, once for the process.
# delay, node-schedule, later, cron, croner and LongIntervalJob of toad-scheduler wait; its SimpleIntervalJob throws. A mailing planned for the next
# month goes out now.
#
# rxjs 7.8.2, p-timeout 7.0.2, delay 7.0.0, toad-scheduler 4.1.0, node-schedule 2.1.1, @breejs/later 4.2.0, cron 4.4.0, croner 11.0.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund rxjs@7.8.2 p-timeout@7.0.2 delay@7.0.0 toad-scheduler@4.1.0 node-schedule@2.1.1 @breejs/later@4.2.0 cron@4.4.0 croner@11.0.1

cat > program.mjs <<'PROGRAM'
import { setTimeout as timersPromises } from 'node:timers/promises';
import later from '@breejs/later';
import { CronJob } from 'cron';
import { Cron } from 'croner';
import delay from 'delay';
import schedule from 'node-schedule';
import pTimeout from 'p-timeout';
import { interval, NEVER, timeout, timer } from 'rxjs';
import { LongIntervalJob, SimpleIntervalJob, Task, ToadScheduler } from 'toad-scheduler';

const month = 30 * 24 * 60 * 60 * 1000;
const then = new Date(Date.now() + month);
const never = new Promise(() => {});
const starts = {
  'rxjs timer(date)': (fire) => timer(then).subscribe(fire),
  'rxjs interval': (fire) => interval(month).subscribe(fire),
  'rxjs timeout': (fire) => NEVER.pipe(timeout(month)).subscribe({ error: fire }),
  'p-timeout': (fire) => pTimeout(never, { milliseconds: month }).catch(fire),
  'AbortSignal.timeout': (fire) => AbortSignal.timeout(month).addEventListener('abort', fire),
  'timers/promises': (fire) => timersPromises(month).then(fire),
  delay: (fire) => delay(month).then(fire),
  'node-schedule': (fire) => schedule.scheduleJob(then, fire),
  later: (fire) => later.setTimeout(fire, later.parse.recur().on(then).fullDate()),
  cron: (fire) => new CronJob(then, fire, null, true),
  croner: (fire) => new Cron(then.toISOString(), fire),
  'toad-scheduler, long': (fire) => new ToadScheduler().addLongIntervalJob(new LongIntervalJob({ days: 30 }, new Task('send', fire))),
  'toad-scheduler, simple': (fire) => new ToadScheduler().addSimpleIntervalJob(new SimpleIntervalJob({ days: 30 }, new Task('send', fire))),
};
const fired = new Map();
const threw = new Set();
for (const [name, start] of Object.entries(starts)) {
  try {
    start(() => fired.set(name, (fired.get(name) ?? 0) + 1));
  } catch {
    threw.add(name);
  }
}
setTimeout(() => {
  for (const name of Object.keys(starts)) {
    const times = fired.get(name) ?? 0;
    console.log(`${name}: ${threw.has(name) ? 'throws' : times === 0 ? 'waits' : times === 1 ? 'fires at once' : 'fires again and again'}`);
  }
  process.exit();
}, 1000);
PROGRAM

cat > expected.txt <<'EXPECTED'
rxjs timer(date): fires at once
rxjs interval: fires again and again
rxjs timeout: fires at once
p-timeout: fires at once
AbortSignal.timeout: fires at once
timers/promises: fires at once
delay: waits
node-schedule: waits
later: waits
cron: waits
croner: waits
toad-scheduler, long: waits
toad-scheduler, simple: throws
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
