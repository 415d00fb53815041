import { execFileSync } from 'node:child_process';
import { chaos } from './chaos.ts';
import { callOrder } from './system-calls.ts';
import { Workers } from './workers.ts';

/** The long suite: `npm run chaos`, perhaps with a seed. It says what it measured, and fails where a promise was broken. */
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const workers = await Workers.make();
const failures: string[] = [];
const expect = (holds: boolean, what: string) => {
  if (!holds) failures.push(what);
};

console.log(`seed ${seed}`);
try {
  const started = performance.now();
  const result = await chaos(workers, { seed, batches: 2000, batchSize: 50, killsInLoad: 8, killsInSend: 60, cuts: 8 });
  const { killed, cut, starts, requests, twice, wrong, recipients } = result;
  console.log(`killed ${killed} workers of ${starts}, cut the file of states ${cut} times, in ${seconds(started)}`);
  console.log(`${requests} requests for 2000 batches; recipients: ${JSON.stringify(recipients)}`);
  console.log(
    `taken twice: ${twice.length}; contradictions to the server's books: ${wrong.length} ${wrong.slice(0, 5).join(', ')}`,
  );
  expect(killed >= 50, 'at least 50 workers were killed');
  expect(twice.length === 0, 'no batch was taken twice');
  expect(wrong.length === 0, 'the books balance');
  expect(result.through && recipients['pending'] === 0 && recipients['sending'] === 0, 'everything was sent in the end');

  const control = await chaos(workers, {
    seed,
    batches: 400,
    batchSize: 1,
    killsInLoad: 0,
    killsInSend: 20,
    cuts: 0,
    lateMark: true,
  });
  console.log(`control, with the mark after the request: taken twice: ${control.twice.length}`);
  expect(control.twice.length > 0, 'the control shows duplicates');

  if (hasStrace()) {
    const order = await callOrder(workers, 100);
    console.log(`system calls: ${order.requests} requests, ${order.unmarked} without a mark that was written and synced before`);
    expect(order.requests === 100 && order.unmarked === 0, 'each mark is synced before its request');
  } else console.log('system calls: not looked at, as strace is not installed');
} finally {
  workers.clear();
}
for (const failure of failures) console.error(`FAILED: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
