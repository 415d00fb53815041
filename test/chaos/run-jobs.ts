import { hasRedis } from '../bullmq/backends.ts';
import { jobsChaos } from './jobs-chaos.ts';
import { Workers } from './workers.ts';

/** The part of the long suite that runs on BullMQ, on PostgreSQL and on Redis. */
export async function runJobs(seed: number, expect: (holds: boolean, what: string) => void): Promise<void> {
  const workers = await Workers.make(new URL('jobs-worker.ts', import.meta.url));
  try {
    await runOn('postgres');
    if (hasRedis()) await runOn('redis');
    else console.log('BullMQ on Redis: not run, as there is no redis-server here');
  } finally {
    workers.clear();
  }

  async function runOn(on: 'postgres' | 'redis'): Promise<void> {
    const started = performance.now();
    const result = await jobsChaos(workers, { seed, on, batches: 2000, batchSize: 50, workers: 4, kills: 40, stops: 8 });
    const { killed, stopped, requests, explained, redelivered, recipients, taken, twice, wrong } = result;
    const time = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`BullMQ on ${on}: killed ${killed} workers, stopped ${stopped}, ${redelivered} jobs delivered again, in ${time} s`);
    console.log(`${requests} requests for 2000 batches; recipients: ${JSON.stringify(recipients)}; the server took ${taken}`);
    console.log(`taken twice: ${twice.length}; contradictions to the server's books: ${wrong.length}`);
    expect(killed >= 35 && stopped >= 6, `at least 35 workers of BullMQ on ${on} were killed, and 6 stopped`);
    expect(redelivered >= 35, `at least 35 jobs were delivered again by BullMQ on ${on}`);
    console.log(`${(recipients['unknown'] ?? 0) / 50} batches unknown, ${explained} explained`);
    expect((recipients['unknown'] ?? 0) / 50 <= explained, `BullMQ on ${on}: no more is unknown than kills and faults explain`);
    expect(twice.length === 0, `no batch was taken twice through BullMQ on ${on}`);
    expect(wrong.length === 0, `the books of BullMQ on ${on} balance`);
    expect(recipients['pending'] === 0 && recipients['sending'] === 0, `BullMQ on ${on} left nothing`);

    const control = { seed, on, batches: 400, batchSize: 1, workers: 4, kills: 20, stops: 3, unguarded: true } as const;
    const unguarded = await jobsChaos(workers, control);
    console.log(`control, without the ledger: ${unguarded.twice.length} of 400 batches taken twice`);
    expect(unguarded.twice.length > 0, `the control of BullMQ on ${on} shows duplicates`);
  }
}
