import { Pool } from 'pg';
import { mailing } from 'viber-mailing';
import { openCampaign, type Sending } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { startPostgres } from '../postgres/server.ts';
import { median, print } from './measure.ts';

/** What one PostgreSQL carries: claims and settlements, each durable, and a load. `npm run bench:postgres`. */
const recipients = Number(process.argv[2] ?? 1_000_000);
const batchSize = 1000;
const seconds = 1;
const turns = 5;
const batches = 20_000;

const database = await startPostgres();
const pool = new Pool({ ...database.connection, max: 20 });
const ledger = postgresLedger({ pool });
await ledger.migrate();
await pool.query('create table bare as select id, 0 as turn from generate_series(0, 15) id; create unique index on bare (id)');

const load = async (name: string, count: number, size: number) => {
  const sale = await openCampaign(name, { ledger, message: mailing('Bench').from('444').bulk().text('Hello') });
  const started = performance.now();
  await sale.load(phones(count), { batchSize: size });
  return (performance.now() - started) / 1000;
};

try {
  const time = await load('million', recipients, batchSize);
  const sizes = `select pg_total_relation_size('viber_mailing.batches')::float / 1e6 as size`;
  const { size } = (await pool.query<{ size: number }>(sizes)).rows[0] as { size: number };
  console.log(`${recipients} recipients loaded in ${time.toFixed(1)} s, ${size.toFixed(1)} MB in the database`);
  for (const workers of [1, 4, 16]) {
    const name = `workers-${workers}`;
    await load(name, batches, 1);
    const sendings = await Promise.all(Array.from({ length: workers }, () => ledger.send(name, { timeout: 60_000 })));
    const rates: number[] = [];
    const bareRates: number[] = [];
    // In turns, as the machine may have other work for a while.
    for (let turn = 0; turn < turns; turn++) {
      rates.push(await rate(sendings.map((sending) => (end: number) => carry(sending, end))));
      bareRates.push(await rate(sendings.map((_, place) => (end: number) => write(place, end))));
    }
    for (const sending of sendings) await sending.close();
    const perSecond = median(rates);
    const bare = median(bareRates);
    print(`milliseconds for a batch, claimed and settled: ${workers} at once`, 1000 / perSecond, 2);
    console.log(`  ${perSecond.toFixed(0)} batches a second; a row written twice, each time durably: ${bare.toFixed(0)} a second`);
  }
} finally {
  await pool.end();
  await database.close();
}

/** How much is done in a second, by all of them together. */
async function rate(tasks: readonly ((end: number) => Promise<number>)[]): Promise<number> {
  const started = performance.now();
  const counts = await Promise.all(tasks.map((task) => task(started + seconds * 1000)));
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - started) / 1000);
}

/** What the database does at all: a row of its own, written twice. */
async function write(id: number, end: number): Promise<number> {
  let count = 0;
  for (; performance.now() < end; count++)
    for (const turn of [1, 2]) await pool.query('update bare set turn = $1 where id = $2', [turn, id]);
  return count;
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
  return count;
}

function* phones(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield String(375_290_000_000 + ((index * 7_919) % 10_000_000));
}
