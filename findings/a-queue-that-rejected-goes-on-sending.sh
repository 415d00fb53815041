#!/usr/bin/env bash
# Guess: once the promise of a whole list has rejected, nothing more is started, whichever of these libraries holds the list.
#
# Seen: p-map and async stop. queue.addAll of p-queue, limit.map of p-limit, bottleneck and fastq reject at the second message and then
# send all the others: who mends the list and starts again sends those twice.
#
# p-queue 9.3.5, p-limit 7.3.3, bottleneck 2.19.5, fastq 1.20.3, p-map 7.1.1, async 3.2.6, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund p-queue@9.3.5 p-limit@7.3.3 bottleneck@2.19.5 fastq@1.20.3 p-map@7.1.1 async@3.2.6

cat > program.mjs <<'PROGRAM'
import { eachLimit } from 'async';
import Bottleneck from 'bottleneck';
import fastq from 'fastq';
import pLimit from 'p-limit';
import pMap from 'p-map';
import PQueue from 'p-queue';

const messages = [1, 2, 3, 4, 5, 6];
const runners = {
  'p-map': (send) => pMap(messages, send, { concurrency: 1 }),
  async: (send) => eachLimit(messages, 1, send),
  'p-queue addAll': (send) => new PQueue({ concurrency: 1 }).addAll(messages.map((message) => () => send(message))),
  'p-limit map': (send) => pLimit(1).map(messages, send),
  bottleneck: (send) => {
    const limiter = new Bottleneck({ maxConcurrent: 1 });
    return Promise.all(messages.map((message) => limiter.schedule(send, message)));
  },
  fastq: (send) => {
    const queue = fastq.promise(send, 1);
    return Promise.all(messages.map((message) => queue.push(message)));
  },
};
for (const [name, run] of Object.entries(runners)) {
  const sent = [];
  const send = async (message) => {
    await new Promise((later) => setTimeout(later, 5));
    if (message === 2) throw new Error('no such number');
    sent.push(message);
  };
  const outcome = await run(send).then(
    () => 'resolved',
    () => 'rejected',
  );
  const then = sent.join();
  await new Promise((later) => setTimeout(later, 1500));
  console.log(`${name}: ${outcome}, sent by then ${then}, in the end ${sent.join()}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
p-map: rejected, sent by then 1, in the end 1
async: rejected, sent by then 1, in the end 1
p-queue addAll: rejected, sent by then 1, in the end 1,3,4,5,6
p-limit map: rejected, sent by then 1, in the end 1,3,4,5,6
bottleneck: rejected, sent by then 1, in the end 1,3,4,5,6
fastq: rejected, sent by then 1, in the end 1,3,4,5,6
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
