import { Pool } from 'pg';
import { createClient, mailing } from 'viber-mailing';
import { enqueue, processor } from 'viber-mailing/bullmq';
import { type Campaign, openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { type Backend, hasRedis, postgresBackend, redisBackend } from '../bullmq/backends.ts';
import { startPostgres } from '../postgres/server.ts';

/** What BullMQ and the ledger carry together, with an API that answers at once. `npm run bench:bullmq`. */
const batches = Number(process.argv[2] ?? 5000);
const batchSize = 100;
const concurrency = 16;

const database = await startPostgres();
const pool = new Pool({ ...database.connection, max: 20 });
const ledger = postgresLedger({ pool });
await ledger.migrate();
const answer = async () => Response.json({ uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec', success: 'OK' });
const client = createClient({ token: 'token', from: '444', fetch: answer });

try {
  const alone = await load('alone');
  const sent = await seconds(() => alone.send(client, { concurrency }));
  console.log(`sent by the campaign itself, ${concurrency} at once: ${(batches / sent).toFixed(0)} batches a second`);
  await through('PostgreSQL', await postgresBackend(database.connection));
  if (hasRedis()) await through('Redis', await redisBackend());
} finally {
  await pool.end();
  await database.close();
}

async function through(title: string, backend: Backend): Promise<void> {
  const sale = await load(`through-${title}`);
  const queue = backend.queue('bench', { defaultJobOptions: { removeOnComplete: true } });
  await queue.waitUntilReady();
  const enqueued = await seconds(() => enqueue(queue, sale));
  console.log(`BullMQ on ${title}: ${(batches / enqueued).toFixed(0)} batches a second enqueued`);
  const worker = backend.worker('bench', processor({ ledger, client }), { concurrency });
  const carried = await seconds(() => new Promise<void>((resolve) => worker.once('drained', () => resolve())));
  await worker.close();
  const { accepted } = (await sale.report()).batches;
  console.log(`BullMQ on ${title}: ${(accepted / carried).toFixed(0)} batches a second processed, ${concurrency} at once`);
  await queue.close();
  await backend.close();
}

async function load(name: string): Promise<Campaign> {
  const sale = await openCampaign(name, { ledger, message: mailing('Bench').bulk().text('Hello') });
  await sale.load(phones(batches * batchSize), { batchSize });
  return sale;
}

function* phones(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield String(375_290_000_000 + index);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
