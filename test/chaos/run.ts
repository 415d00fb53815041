import { execFileSync } from 'node:child_process';
import { chaos } from './chaos.ts';
import { postgresChaos } from './postgres-chaos.ts';
import { runJobs } from './run-jobs.ts';
import { callOrder } from './system-calls.ts';
import { Workers } from './workers.ts';

/** The long suite: `npm run chaos`, perhaps with a seed. It says what it measured, and fails where a promise was broken. */
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const workers = await Workers.make();
const postgresWorkers = await Workers.make(new URL('postgres-worker.ts', import.meta.url));
const failures: string[] = [];
const expect = (holds: boolean, what: string) => {
  if (!holds) failures.push(what);
};

console.log(`seed ${seed}`);
try {
  const started = performance.now();
  const options = { seed, batches: 2000, batchSize: 50, killsInLoad: 8, killsInSend: 60, stops: 8, copies: 12 };
  const result = await chaos(workers, options);
  const { killed, stopped, refused, copies, starts, requests, twice, wrong, recipients } = result;
  console.log(`SQLite: killed ${killed} workers of ${starts}, stopped ${stopped}, in ${seconds(started)}`);
  console.log(`refused ${refused} of ${copies} copies of the database that were older or cut`);
  console.log(
    `${requests} requests for 2000 batches; recipients: ${JSON.stringify(recipients)}; ${result.explained} unknown batches explained`,
  );
  console.log(
    `taken twice: ${twice.length}; contradictions to the server's books: ${wrong.length} ${wrong.slice(0, 5).join(', ')}`,
  );
  expect(killed >= 50, 'at least 50 workers were killed');
  expect(refused === copies, 'every copy was refused');
  expect((recipients['unknown'] ?? 0) / 50 <= result.explained, 'no more is unknown than kills and faults explain');
  expect(twice.length === 0, 'no batch was taken twice');
  expect(wrong.length === 0, 'the books balance');
  expect(result.through && recipients['pending'] === 0 && recipients['sending'] === 0, 'everything was sent in the end');

  const control = await chaos(workers, {
    seed,
    batches: 400,
    batchSize: 1,
    killsInLoad: 0,
    killsInSend: 20,
    stops: 0,
    copies: 0,
    backToPending: true,
  });
  console.log(`control, with a batch pending again once its worker is gone: taken twice: ${control.twice.length}`);
  expect(control.twice.length > 0, 'the control shows duplicates');

  if (hasStrace()) {
    const order = await callOrder(workers, 100);
    console.log(`system calls: ${order.requests} requests, ${order.unmarked} without a mark that was written and synced before`);
    expect(order.requests === 100 && order.unmarked === 0, 'each mark is synced before its request');
  } else console.log('system calls: not looked at, as strace is not installed');

  await onPostgres();
  await runJobs(seed, expect);
} finally {
  workers.clear();
  postgresWorkers.clear();
}
for (const failure of failures) console.error(`FAILED: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function onPostgres(): Promise<void> {
  const started = performance.now();
  const options = { seed, batches: 2000, batchSize: 50, workers: 4, kills: 40, stops: 8, crashes: 2 };
  const { settled, ...result } = await postgresChaos(postgresWorkers, options);
  const { killed, stopped, crashed, starts, requests, explained, recipients, taken, twice, wrong } = result;
  console.log(
    `PostgreSQL: killed ${killed} workers of ${starts}, stopped ${stopped} beyond their lease, crashed the database ${crashed} times, in ${seconds(started)}`,
  );
  console.log(`${requests} requests for 2000 batches; recipients: ${JSON.stringify(recipients)}; the server took ${taken}`);
  console.log(`${(recipients['unknown'] ?? 0) / 50} batches unknown, ${explained} explained`);
  console.log(`once each unknown batch was looked into: ${JSON.stringify(settled?.recipients)}`);
  console.log(
    `taken twice: ${twice.length}; contradictions to the server's books: ${wrong.length} ${wrong.slice(0, 5).join(', ')}`,
  );
  expect(
    killed >= 35 && stopped >= 6 && crashed === 2,
    'at least 35 workers were killed, 6 stopped, and the database crashed twice',
  );
  expect((recipients['unknown'] ?? 0) / 50 <= explained, 'no more is unknown in PostgreSQL than kills and faults explain');
  expect(twice.length === 0 && settled?.twice.length === 0, 'no batch was taken twice from PostgreSQL');
  expect(wrong.length === 0 && settled?.wrong.length === 0, 'the books in PostgreSQL balance');
  expect(settled?.recipients['accepted'] === taken, 'each recipient that was taken is accepted in the books, and no other');

  const control = await postgresChaos(postgresWorkers, {
    seed,
    batches: 400,
    batchSize: 1,
    workers: 4,
    kills: 20,
    stops: 3,
    crashes: 0,
    backToPending: true,
  });
  console.log(`control, with a batch pending again once its lease is over: taken twice: ${control.twice.length}`);
  expect(control.twice.length > 0, 'the control on PostgreSQL shows duplicates');
}

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
