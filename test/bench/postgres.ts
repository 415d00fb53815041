import { Pool } from 'pg';
import { mailing } from 'viber-mailing';
import { openCampaign, type Sending } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { startPostgres } from '../postgres/server.ts';
import { row } from './measure.ts';

/** What one PostgreSQL carries: claims and settlements, each durable, and a load. `npm run bench:postgres`. */
const recipients = Number(process.argv[2] ?? 1_000_000);
const batchSize = 1000;
const seconds = 5;

const database = await startPostgres();
const pool = new Pool({ ...database.connection, max: 20 });
const ledger = postgresLedger({ pool });
await ledger.migrate();

const load = async (name: string, count: number, size: number) => {
  const sale = await openCampaign(name, { ledger });
  const started = performance.now();
  await sale.load(mailing('Bench').from('444').bulk().text('Hello'), phones(count), { batchSize: size });
  return (performance.now() - started) / 1000;
};

try {
  const time = await load('million', recipients, batchSize);
  const sizes = `select pg_total_relation_size('viber_mailing.batches')::float / 1e6 as size`;
  const { size } = (await pool.query<{ size: number }>(sizes)).rows[0] as { size: number };
  console.log(`${recipients} recipients loaded in ${time.toFixed(1)} s, ${size.toFixed(1)} MB in the database`);
  for (const workers of [1, 4, 16]) {
    const name = `workers-${workers}`;
    await load(name, 50_000, 1);
    const sendings = await Promise.all(Array.from({ length: workers }, () => ledger.send(name, { timeout: 60_000 })));
    const started = performance.now();
    const counts = await Promise.all(sendings.map((sending) => carry(sending, started + seconds * 1000)));
    const perSecond = counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - started) / 1000);
    row(`milliseconds for a batch, claimed and settled: ${workers} at once`, 1000 / perSecond, 2);
    console.log(`  ${perSecond.toFixed(0)} batches a second`);
  }
} finally {
  await pool.end();
  await database.close();
}

/** Claims and settles as fast as it can, with the report after each as a send asks for it. */
async function carry(sending: Sending, end: number): Promise<number> {
  let count = 0;
  while (performance.now() < end) {
    const claim = await sending.claim();
    if (claim === undefined) throw new Error('the batches did not suffice');
    await sending.settle(claim, { state: 'accepted', uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec' });
    await sending.report();
    count++;
  }
  await sending.close();
  return count;
}

function* phones(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield String(375_290_000_000 + ((index * 7_919) % 10_000_000));
}
