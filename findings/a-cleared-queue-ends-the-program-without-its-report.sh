#!/usr/bin/env bash
# Guess: clearing a queue, as one does to stop a mailing in the middle, rejects what was waiting in it: allSettled() over the list goes on, and
# the report of what was sent is written.
#
# Seen: p-queue (clear), p-limit (clearQueue), fastq (kill) and async (remove) forget the promises. allSettled() waits for ever, Node
# sees nothing left to do and ends with code 0: no report, no mark in the ledger, and whoever started it reads success. bottleneck (stop) rejects them,
# p-queue does with a signal, p-limit with { rejectOnClear: true }, and fastq with abort().
#
# p-queue 9.3.5, p-limit 7.3.3, fastq 1.20.3, async 3.2.6, bottleneck 2.19.5, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund p-queue@9.3.5 p-limit@7.3.3 fastq@1.20.3 async@3.2.6 bottleneck@2.19.5

cat > program.mjs <<'PROGRAM'
import async from 'async';
import Bottleneck from 'bottleneck';
import fastq from 'fastq';
import pLimit from 'p-limit';
import PQueue from 'p-queue';

const queues = {
  'p-queue': () => {
    const queue = new PQueue({ concurrency: 1 });
    return [(send) => queue.add(send), () => queue.clear()];
  },
  'p-queue, signal': () => {
    const queue = new PQueue({ concurrency: 1 });
    const stop = new AbortController();
    return [(send) => queue.add(send, { signal: stop.signal }), () => stop.abort()];
  },
  'p-limit': () => {
    const limit = pLimit(1);
    return [limit, () => limit.clearQueue()];
  },
  'p-limit, rejectOnClear': () => {
    const limit = pLimit({ concurrency: 1, rejectOnClear: true });
    return [limit, () => limit.clearQueue()];
  },
  fastq: () => {
    const queue = fastq.promise((send) => send(), 1);
    return [(send) => queue.push(send), () => queue.kill()];
  },
  'fastq, abort': () => {
    const queue = fastq.promise((send) => send(), 1);
    return [(send) => queue.push(send), () => queue.abort()];
  },
  async: () => {
    const queue = async.queue(async (send) => send(), 1);
    return [(send) => queue.pushAsync(send), () => queue.remove(() => true)];
  },
  bottleneck: () => {
    const limiter = new Bottleneck({ maxConcurrent: 1 });
    return [(send) => limiter.schedule(send), () => limiter.stop({ dropWaitingJobs: true })];
  },
};

async function mailing(name) {
  const [add, stop] = queues[name]();
  const send = () => new Promise((later) => setTimeout(later, 200));
  const all = Promise.allSettled([1, 2, 3].map(() => add(send)));
  await new Promise((later) => setTimeout(later, 50));
  stop();
  await all;
  console.log(`${name}: the report is written`);
}

process.on('exit', (code) => console.log(`${process.argv[2]}: code ${code}`));
mailing(process.argv[2]);
PROGRAM

cat > expected.txt <<'EXPECTED'
p-queue: code 0
p-queue, signal: the report is written
p-queue, signal: code 0
p-limit: code 0
p-limit, rejectOnClear: the report is written
p-limit, rejectOnClear: code 0
fastq: code 0
fastq, abort: the report is written
fastq, abort: code 0
async: code 0
bottleneck: the report is written
bottleneck: code 0
EXPECTED

for name in p-queue 'p-queue, signal' p-limit 'p-limit, rejectOnClear' fastq 'fastq, abort' async bottleneck; do
  node program.mjs "$name" 2> /dev/null
done > seen.txt
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
