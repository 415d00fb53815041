import { Pool } from 'pg';
import { mailing } from 'viber-mailing';
import { enqueue } from 'viber-mailing/bullmq';
import { openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { postgresBackend, redisBackend } from '../bullmq/backends.ts';
import { startPostgres } from '../postgres/server.ts';
import { type Audit, audit, firstPhone } from './audit.ts';
import { FaultyServer } from './faulty-server.ts';
import type { JobsTask } from './jobs-task.ts';
import { seeded } from './random.ts';
import type { Worker, Workers } from './workers.ts';

export interface JobsChaosOptions {
  readonly seed: number;
  readonly on: 'postgres' | 'redis';
  readonly batches: number;
  readonly batchSize: number;
  /** How many workers there are at a time. */
  readonly workers: number;
  /** How often one of them is killed, and how often one stands still until its jobs are delivered again. */
  readonly kills: number;
  readonly stops: number;
  /** Whether jobs post without asking the ledger: to show that the checks see what that does. */
  readonly unguarded?: boolean;
}

export interface JobsChaosResult extends Audit {
  readonly killed: number;
  readonly stopped: number;
  readonly requests: number;
  /** How many batches may be unknown, by what was under way at each kill and stop, what the server left without an answer, and what took too long. */
  readonly explained: number;
  /** How many jobs were delivered more than once. */
  readonly redelivered: number;
  /** How many recipients the server took, each time counted. */
  readonly taken: number;
}

/** Lets workers of BullMQ send a campaign, kills and stops them, and compares the books at the end. */
export async function jobsChaos(workers: Workers, options: JobsChaosOptions): Promise<JobsChaosResult> {
  const { batches, batchSize, unguarded = false } = options;
  const random = seeded(options.seed);
  const database = await startPostgres();
  const backend = options.on === 'redis' ? await redisBackend() : await postgresBackend(database.connection);
  const server = new FaultyServer(seeded(options.seed + 1));
  const pool = new Pool({ ...database.connection, max: 4 });
  const ledger = postgresLedger({ pool });
  const queue = backend.queue('mailings', { defaultJobOptions: { attempts: 50, backoff: 20 } });
  const running = new Map<number, Worker>();
  let killed = 0;
  let stopped = 0;
  let asleep = 0;
  let over = false;
  try {
    await ledger.migrate();
    const sale = await openCampaign('sale', { ledger, message: mailing('Sale').from('444').bulk().text('Hello') });
    await sale.load(phones(batches * batchSize), { batchSize });
    await enqueue(queue, sale);
    const task: JobsTask = {
      connection: database.connection,
      redis: backend.redis,
      queue: 'mailings',
      baseUrl: await server.listen(),
      batchSize,
      concurrency: 4,
      timeout: 500,
      lease: 1500,
      lock: 400,
      unguarded,
    };
    const events = options.kills + options.stops;
    let next = 0;
    server.onRequest = ({ token }) => {
      // Spread over the first nine tenths of the batches.
      if (next >= events || server.requests < ((next + 1) * batches * 0.9) / events) return;
      next++;
      // The one whose request this is, so that it has at least one under way.
      const worker = running.get(Number(token.slice('worker-'.length)));
      if (next % Math.round(events / options.stops) === 0) stop(worker);
      else setTimeout(() => worker?.kill() && killed++, random() * 12);
    };
    const start = () => {
      const worker = workers.start(task);
      running.set(worker.pid, worker);
      worker.ended.then(() => {
        running.delete(worker.pid);
        if (!over) start();
      });
    };
    const stop = (worker: Worker | undefined) => {
      if (!worker?.kill('SIGSTOP')) return;
      stopped++;
      asleep++;
      setTimeout(() => {
        worker.kill('SIGCONT');
        asleep--;
      }, task.lease + 500);
    };
    for (let place = 0; place < options.workers; place++) start();
    const left = ['waiting', 'active', 'delayed', 'prioritized'] as const;
    const moment = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
    // A worker that woke too late gives its batch back, when the job has failed for good by then: it is enqueued again.
    do {
      while (asleep > 0 || (await queue.getJobCountByTypes(...left)) > 0) await moment(100);
      await moment(task.timeout);
    } while (!unguarded && (await enqueue(queue, sale)) > 0);
    over = true;
    const jobs = await queue.getJobs(['completed', 'failed']);
    const redelivered = jobs.filter(({ stalledCounter }) => stalledCounter > 0).length;
    const found = await audit(ledger, server, batches, batchSize);
    const { requests, recipients: taken } = server;
    const explained = (killed + stopped) * task.concurrency + server.unanswered + found.timedOut;
    return { ...found, killed, stopped, requests, explained, redelivered, taken };
  } finally {
    over = true;
    for (const worker of running.values()) worker.kill('SIGKILL');
    server.close();
    await queue.close();
    await pool.end();
    await backend.close();
    await database.close();
  }
}

function* phones(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield firstPhone(index, 1);
}
