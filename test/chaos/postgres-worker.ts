import { Pool } from 'pg';
import { createClient, mailing, SendError } from 'viber-mailing';
import { type Campaign, CampaignError, openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import type { PostgresTask } from './postgres-task.ts';
import { exits } from './task.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as PostgresTask;

function* phones(): Generator<string> {
  for (let index = 0; index < task.batches * task.batchSize; index++) yield String(375_290_000_000 + index);
}

/** One of the workers loads; the others wait for it. */
async function loaded(): Promise<Campaign> {
  const message = mailing('Sale').from('444').bulk().text('Hello');
  for (;;) {
    const sale = await openCampaign('sale', { ledger, message });
    if (sale.loaded) return sale;
    try {
      await sale.load(phones(), { batchSize: task.batchSize });
    } catch (error) {
      if (!(error instanceof CampaignError && error.code === 'ledger_busy')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const pool = new Pool({ ...task.connection, max: 5 });
const ledger = postgresLedger({ pool, lease: task.lease });
try {
  await ledger.migrate();
  const sale = await loaded();
  // Tells whose request it is.
  const client = createClient({ token: `worker-${process.pid}`, baseUrl: task.baseUrl, timeout: task.timeout });
  const rate = { batches: task.rate, per: 1000 };
  await sale.send(client, { concurrency: task.concurrency, rate });
} catch (error) {
  console.error(String(error));
  const codes: Readonly<Record<string, number>> = { ledger_unavailable: exits.unavailable, claim_lost: exits.claimLost };
  process.exitCode = error instanceof CampaignError ? (codes[error.code] ?? 1) : error instanceof SendError ? exits.stopped : 1;
}
await pool.end();
