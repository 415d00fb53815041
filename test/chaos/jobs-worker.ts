import { createPostgresBackend, type Job, UnrecoverableError, Worker } from 'bullmq';
import { Pool } from 'pg';
import { createClient, mailing, NotSentError, RejectedError } from 'viber-mailing';
import { type BatchJobData, processor } from 'viber-mailing/bullmq';
import { postgresLedger } from 'viber-mailing/postgres';
import type { JobsTask } from './jobs-task.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as JobsTask;
// The token tells whose request it is.
const client = createClient({ token: `worker-${process.pid}`, baseUrl: task.baseUrl, timeout: task.timeout, retry: 0 });
const ledger = postgresLedger({ pool: new Pool({ ...task.connection, max: 5 }), lease: task.lease });
const processJob = task.unguarded ? unguarded : processor({ ledger, client });

const options = {
  concurrency: task.concurrency,
  lockDuration: task.lock,
  stalledInterval: task.lock / 2,
  maxStalledCount: 1000,
};
const worker =
  task.redis === undefined
    ? new Worker(task.queue, processJob, { ...options, connection: { ...task.connection } }, createPostgresBackend)
    : new Worker(task.queue, processJob, { ...options, connection: task.redis });
(worker as Worker).on('error', () => {});

/** As one would write it: what may have been sent is not retried. */
async function unguarded({ data }: Job<BatchJobData>): Promise<void> {
  const first = 375_290_000_000 + data.batch * task.batchSize;
  const phones = Array.from({ length: task.batchSize }, (_, index) => String(first + index));
  try {
    await client.send(mailing('Sale').from('444').bulk().text('Hello').to(phones));
  } catch (error) {
    if (error instanceof NotSentError || (error instanceof RejectedError && error.status === 429)) throw error;
    throw new UnrecoverableError(String(error));
  }
}
