#!/usr/bin/env bash
# Guess: a job whose time in the queue is up is over: it has been told to stop, and the next one starts after it.
#
# Seen: p-queue (timeout) and bottleneck (expiration) reject and give the job's place away while it goes on, untold: the message is
# posted after it was called timed out. With p-retry around, one message goes out three times, and two jobs run at a time in a queue
# made for one.
#
# p-queue 9.3.5, bottleneck 2.19.5, p-retry 7.1.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund p-queue@9.3.5 bottleneck@2.19.5 p-retry@7.1.1

cat > program.mjs <<'PROGRAM'
import Bottleneck from 'bottleneck';
import pRetry from 'p-retry';
import PQueue from 'p-queue';

const wait = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));
const queue = new PQueue({ concurrency: 1, timeout: 200 });
const limiter = new Bottleneck({ maxConcurrent: 1 });
const runners = {
  'p-queue': (send) => queue.add(send),
  bottleneck: (send) => limiter.schedule({ expiration: 200 }, send),
};
for (const [name, run] of Object.entries(runners)) {
  let running = 0;
  let most = 0;
  let posted = 0;
  const send = async () => {
    most = Math.max(most, ++running);
    await wait(900);
    running--;
    posted++;
  };
  const outcome = await pRetry(() => run(send), { retries: 2, minTimeout: 1, maxTimeout: 1 }).then(
    () => 'resolved',
    () => 'rejected',
  );
  console.log(`${name}: ${outcome}, posted by then ${posted}`);
  await wait(2000);
  console.log(`${name}: in the end ${posted}, more than one at a time ${most > 1}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
p-queue: rejected, posted by then 0
p-queue: in the end 3, more than one at a time true
bottleneck: rejected, posted by then 0
bottleneck: in the end 3, more than one at a time true
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
