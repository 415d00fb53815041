import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { createClient, mailing } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { ledgerIn } from '../../docs/demo/ledger.ts';
import { startPostgres } from '../postgres/server.ts';
import { median, print } from './measure.ts';

/**
 * The most memory that a process takes to load and send a campaign, on either ledger, perhaps of other numbers of rows:
 * `tsx test/bench/campaign-memory.ts 200000 1000000`. Each size in a process of its own, against an endpoint that takes
 * everything.
 */
/** How long garbage lies about differs by a tenth from run to run. */
const rounds = 3;
const [first = '', baseUrl = '', connection] = process.argv.slice(2);

if (baseUrl.startsWith('http')) await measure(Number(first), baseUrl, connection);
else {
  const sizes = process.argv.slice(2).map(Number);
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const server = fork(path('campaign-server.ts'));
  const port = await new Promise<number>((resolve) => server.once('message', (message) => resolve(message as number)));
  const database = await startPostgres();
  for (const url of [[], [database.url]]) {
    const peaks: number[] = [];
    for (const size of sizes.length > 0 ? sizes : [200_000, 5_000_000]) {
      const most: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const child = fork(path('campaign-memory.ts'), [String(size), `http://127.0.0.1:${port}/api/v1/`, ...url]);
        child.once('message', (peak) => most.push(peak as number));
        await new Promise((resolve) => child.once('exit', resolve));
      }
      peaks.push(median(most));
    }
    print('the largest takes, times the memory of the smallest', (peaks.at(-1) ?? 0) / (peaks[0] ?? 0), 1.1);
  }
  await database.close();
  server.disconnect();
}

async function measure(rows: number, baseUrl: string, connectionString: string | undefined): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'campaign-memory-'));
  const pool = connectionString === undefined ? undefined : new Pool({ connectionString });
  const ledger = pool === undefined ? await ledgerIn(join(dir, 'campaigns.db')) : postgresLedger({ pool });
  await ledger.migrate();
  const started = performance.now();
  const sale = await openCampaign(`memory-${process.pid}`, { ledger, message: mailing().from('444').personal().text() });
  await sale.load(customers(rows), { unique: process.env['UNIQUE'] === '1' });
  const afterLoad = peak();
  const { recipients } = await sale.send(createClient({ token: 'token', baseUrl }));
  if (recipients.accepted !== rows) throw new Error(`${recipients.accepted} accepted`);
  await pool?.end();
  rmSync(dir, { recursive: true });
  const seconds = (performance.now() - started) / 1000;
  const on = pool === undefined ? 'SQLite' : 'PostgreSQL';
  console.log(`${on}, ${rows} rows: ${afterLoad} MB after load, ${peak()} MB in all, ${seconds.toFixed(1)} s`);
  process.send?.(peak());
  process.disconnect?.();
}

function* customers(rows: number) {
  for (let i = 0; i < rows; i++)
    yield { phone: String(375_290_000_000 + i), text: `Уважаемый клиент ${i}, Ваш заказ готов к выдаче` };
}

function peak(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
