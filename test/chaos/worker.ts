import { workerData } from 'node:worker_threads';
import { createClient, mailing, SendError } from 'viber-mailing';
import { CampaignError, openCampaign } from 'viber-mailing/campaign';
import { connectionTo, ledgerOn } from './sqlite.ts';
import { exits, type Task } from './task.ts';

const codes: Readonly<Record<string, number>> = {
  ledger_busy: exits.busy,
  ledger_damaged: exits.damaged,
  ledger_unavailable: exits.unavailable,
  server_changed: exits.changed,
  not_settled: exits.unsettled,
};

// As a process, or as a thread of one.
const task = JSON.parse(process.argv[2] ?? workerData ?? '{}') as Task;

function* phones(): Generator<string> {
  for (let index = 0; index < task.batches * task.batchSize; index++) yield String(375_290_000_000 + index);
}

try {
  const ledger = await ledgerOn(task.file, task.patience);
  const message = mailing('Sale').from('444').bulk().text('Hello');
  const sale = await openCampaign('sale', { ledger, message });
  if (task.looks) {
    console.error(JSON.stringify((await sale.report()).batches));
    process.exit(0);
  }
  if (!sale.loaded) await sale.load(phones(), { batchSize: task.batchSize });
  if (task.backToPending) {
    const database = await connectionTo(task.file);
    database.exec("update batches set state = 'pending', claim = null, sent_at = null where state = 'sending'");
    database.close();
  }
  const client = createClient({ token: 'token', baseUrl: task.baseUrl, timeout: 5_000 });
  await sale.send(client, { concurrency: task.concurrency });
} catch (error) {
  console.error(error);
  process.exitCode = error instanceof CampaignError ? (codes[error.code] ?? 1) : error instanceof SendError ? exits.stopped : 1;
}
