// Sends mailings, each to a phone of its own, one by one or as the batches of a campaign, and prints what became of each. Run by run.ts on every runtime.
import { createClient, mailing } from 'viber-mailing';

const { baseUrl, sends, concurrency, way, pause, undici } = JSON.parse(process.argv[2]);
if (undici !== undefined) {
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import(undici);
  setGlobalDispatcher(new EnvHttpProxyAgent());
}
const client = createClient({ token: 'my-token', from: '444', baseUrl, retry: 0, timeout: 10_000 });
const phones = Array.from({ length: sends }, (_, index) => String(375_290_000_000 + index));
const outcomes = await (way === 'campaign' ? asCampaign() : oneByOne());
console.log(`\n${JSON.stringify(outcomes)}`);
process.exit();

async function oneByOne() {
  const outcomes = {};
  let next = 0;
  const work = async () => {
    while (next < sends) {
      const phone = phones[next++];
      outcomes[phone] = await client.send(mailing().bulk().text('Hello').to([phone])).then(
        () => 'accepted',
        (error) => [error.outcome, error.status ?? error.code ?? ''].join(' ').trim(),
      );
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return outcomes;
}

async function asCampaign() {
  const { openCampaign } = await import('viber-mailing/campaign');
  const name = `peers-${crypto.randomUUID()}`;
  const sale = await openCampaign(name, { ledger: await newLedger(`${name}.db`), message: mailing().bulk().text('Hello') });
  await sale.load(phones, { batchSize: 1 });
  let why = '';
  await sale.send(client, { concurrency }).catch((error) => {
    why = `${error.outcome ?? error.name} ${error.code ?? error.status ?? ''}`.trim();
  });
  const outcomes = {};
  for await (const { index, state } of sale.batches())
    outcomes[phones[index]] = `${state} ${state === 'accepted' ? '' : why}`.trim();
  return outcomes;
}

/** Node 20 has no SQLite of its own. */
async function newLedger(file) {
  const { sqliteLedger } = await import('viber-mailing/campaign');
  if (process.versions.bun !== undefined || Number(process.versions.node.split('.')[0]) >= 22) return sqliteLedger(file);
  const { default: Database } = await import('libsql');
  return sqliteLedger(new Database(file));
}
