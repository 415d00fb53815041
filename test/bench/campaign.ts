import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { createClient, mailing } from 'viber-mailing';
import { type Ledger, openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { ledgerIn } from '../../docs/demo/ledger.ts';
import { startPostgres } from '../postgres/server.ts';
import { median, print } from './measure.ts';

/**
 * Load and send of a campaign on both ledgers, against bare `fetch` that posts bodies which are there already, to an endpoint
 * that answers after 5 ms: `npm run bench:campaign`, perhaps with the number of rows and of rounds.
 */
const rows = Number(process.argv[2] ?? 200_000);
const rounds = Number(process.argv[3] ?? 3);
const batchSize = 1000;
const concurrency = 4;
const parts = new Map<string, number[]>();

const server = fork(fileURLToPath(new URL('campaign-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
const port = await new Promise<number>((resolve) => server.once('message', (message) => resolve(message as number)));
const baseUrl = `http://127.0.0.1:${port}/api/v1/`;
const notice = mailing('Bench').from('444').personal().text();

function* customers() {
  for (let i = 0; i < rows; i++)
    yield { phone: String(375_290_000_000 + i), text: `Уважаемый клиент ${i}, Ваш заказ готов к выдаче` };
}

/** Bare `fetch` posting bodies that are there already, on kept connections, or on one for each request, as a campaign does. */
async function bare(name: string, headers: Record<string, string> = {}): Promise<void> {
  const list = [...customers()];
  const bodies: string[] = [];
  for (let at = 0; at < rows; at += batchSize) {
    const { message_type, content } = notice.to(list.slice(0, 1)).toJSON();
    const message = { alphaname_id: '444', name: 'Bench', message_type, content, delivery_list: list.slice(at, at + batchSize) };
    bodies.push(JSON.stringify({ token: 'token', messages: [message] }));
  }
  list.length = 0;
  const post = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const response = await fetch(`${baseUrl}sendBulkViber`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
      await response.json();
    }
  };
  await timed(name, async () => {
    await Promise.all(Array.from({ length: concurrency }, post));
  });
}

async function campaign(on: string, name: string, ledger: Ledger): Promise<void> {
  const sale = await openCampaign(name, { ledger, message: notice });
  await timed(on, async () => {
    await timed(`${on}: load`, () => sale.load(customers(), { batchSize }));
    await timed(`${on}: send`, async () => {
      const report = await sale.send(createClient({ token: 'token', baseUrl }), { concurrency });
      if (report.recipients.accepted === rows) return;
      for await (const batch of sale.batches()) if (batch.state !== 'accepted') console.error(batch);
      throw new Error(`${on}: not all were sent\n${report}`);
    });
  });
}

/** How long a report takes that counts many batches, in milliseconds. */
async function report(ledger: Ledger): Promise<number> {
  const sale = await openCampaign('many', { ledger, message: notice });
  const batches = 20_000;
  await sale.load(Array.from(customers()).slice(0, batches), { batchSize: 1 });
  const times: number[] = [];
  for (let round = 0; round < 11; round++) {
    const before = performance.now();
    if ((await ledger.report('many')).batches.total !== batches) throw new Error('some are not counted');
    times.push(performance.now() - before);
  }
  return median(times);
}

function note(part: string, time: number): void {
  parts.set(part, [...(parts.get(part) ?? []), time]);
}

/** Notes the time of a part by the clock, and by the processor for this process. */
async function timed(part: string, run: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  note(part, performance.now() - started);
  note(`${part} cpu`, (user + system) / 1000);
}

const database = await startPostgres();
const pool = new Pool(database.connection);
const postgres = postgresLedger({ pool });
await postgres.migrate();
for (let round = 0; round < rounds; round++) {
  const dir = mkdtempSync(join(tmpdir(), 'campaign-bench-'));
  await bare('bare');
  await bare('bare, own connections', { connection: 'close' });
  await campaign('SQLite', 'bench', await ledgerIn(join(dir, 'campaigns.db')));
  await campaign('PostgreSQL', `bench-${round}`, postgres);
  rmSync(dir, { recursive: true });
}
const dir = mkdtempSync(join(tmpdir(), 'campaign-bench-'));
print('the report of 20,000 batches on SQLite, in ms', await report(await ledgerIn(join(dir, 'campaigns.db'))), 50);
print('the report of 20,000 batches on PostgreSQL, in ms', await report(postgres), 50);
rmSync(dir, { recursive: true });
for (const [part, times] of parts)
  console.log(part.padEnd(22), `${((rows / median(times)) * 1000).toFixed(0)} rows/s`, times.map((t) => Math.round(t)).join(' '));
const share = (on: string, other = 'bare') => median(parts.get(on) ?? []) / median(parts.get(other) ?? []);
print('a campaign on SQLite, times as long as bare fetch', share('SQLite'), 2);
print('a campaign on PostgreSQL, times as long as bare fetch', share('PostgreSQL'), 2.5);
for (const on of ['SQLite', 'PostgreSQL'])
  print(`a campaign on ${on}, times as long as bare fetch with a connection each`, share(on, 'bare, own connections'));
await pool.end();
await database.close();
server.disconnect();
