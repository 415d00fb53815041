#!/usr/bin/env bash
# Guess: a job's name is its own: a second one of that name is refused, as croner and toad-scheduler do, or takes the first one's place;
# either way cancelJob('campaign') ends what goes by that name.
#
# Seen: node-schedule starts both, says nothing, and remembers the last. cancelJob ends that one; the first goes on, is in no list
# (scheduledJobs is empty) and is cancelled by no name. A campaign that was moved from Friday to Monday and then called off still goes out on Friday.
#
# node-schedule 2.1.1, croner 11.0.1, toad-scheduler 4.1.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node-schedule@2.1.1 croner@11.0.1 toad-scheduler@4.1.0

cat > program.mjs <<'PROGRAM'
import { Cron } from 'croner';
import schedule from 'node-schedule';
import { SimpleIntervalJob, Task, ToadScheduler } from 'toad-scheduler';

const hours = (count) => new Date(Date.now() + count * 3_600_000);
const friday = schedule.scheduleJob('campaign', hours(1), () => {});
const monday = schedule.scheduleJob('campaign', hours(72), () => {});
console.log('node-schedule: cancelled', schedule.cancelJob('campaign'));
console.log('left in the list:', Object.keys(schedule.scheduledJobs).length);
console.log('Friday', friday.nextInvocation() ? 'still goes out' : 'is off', '- Monday', monday.nextInvocation() ? 'still goes out' : 'is off');
console.log('cancelled again:', schedule.cancelJob('campaign'), '- Friday', friday.nextInvocation() ? 'still goes out' : 'is off');

const told = (start) => {
  try {
    start();
    return 'started';
  } catch {
    return 'refused';
  }
};
const cron = () => new Cron(hours(1), { name: 'campaign' }, () => {});
console.log('croner:', told(cron), told(cron));
const toad = new ToadScheduler();
const add = () => toad.addSimpleIntervalJob(new SimpleIntervalJob({ hours: 1 }, new Task('send', () => {}), { id: 'campaign' }));
console.log('toad-scheduler:', told(add), told(add));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
node-schedule: cancelled true
left in the list: 0
Friday still goes out - Monday is off
cancelled again: false - Friday still goes out
croner: started refused
toad-scheduler: started refused
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
