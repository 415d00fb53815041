import { createClient, mailing, SendError } from 'viber-mailing';
import { CampaignError, fileLedger, openCampaign } from 'viber-mailing/campaign';
import { lateMarkLedger } from './late-mark-ledger.ts';
import { exits, type Task } from './task.ts';

const codes: Readonly<Record<string, number>> = {
  ledger_busy: exits.busy,
  ledger_damaged: exits.damaged,
  ledger_unavailable: exits.unavailable,
};

const task = JSON.parse(process.argv[2] ?? '{}') as Task;

function* phones(): Generator<string> {
  for (let index = 0; index < task.batches * task.batchSize; index++) yield String(375_290_000_000 + index);
}

try {
  const ledger = task.lateMark ? await lateMarkLedger(task.dir) : fileLedger(task.dir);
  const sale = await openCampaign('sale', { ledger });
  const greeting = mailing('Sale').from('444').bulk().text('Hello');
  if (!sale.loaded) await sale.load(greeting, phones(), { batchSize: task.batchSize });
  const client = createClient({ token: 'token', baseUrl: task.baseUrl, timeout: 5_000 });
  for await (const _ of sale.send(client, { concurrency: task.concurrency }));
} catch (error) {
  console.error(String(error));
  process.exitCode = error instanceof CampaignError ? (codes[error.code] ?? 1) : error instanceof SendError ? exits.stopped : 1;
}
