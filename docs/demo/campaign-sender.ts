import { SingleBar } from 'cli-progress';
import { createClient, mailing } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { ledgerIn } from './ledger.js';

/** The program that the demo of campaigns starts, kills and starts again. */
const [file = './campaigns.db', baseUrl, customers] = process.argv.slice(2);

/** The customers as a cursor of a database gives them. */
async function* cursor() {
  for (let id = 0; id < Number(customers); id++) yield { tel: String(375_290_000_000 + id), name: `customer ${id}` };
}

const message = mailing('Black Friday').from('444').personal().text();
const sale = await openCampaign('black-friday-2026', { ledger: await ledgerIn(file), message });
if (!sale.loaded) {
  await sale.load(cursor(), (row) => ({ phone: row.tel, text: `Dear ${row.name}, everything at half price` }), {
    batchSize: 100,
  });
}

const client = createClient({ token: 'my-token', baseUrl });
const bar = new SingleBar({
  format: '   {bar} {percentage} % | {value} of {total} recipients | {speed}/s, {seconds} s left',
  noTTYOutput: true,
  notTTYSchedule: 500,
});
const { recipients } = await sale.report();
bar.start(recipients.total, recipients.accepted, { speed: 0, seconds: '?' });
await sale.send(client, {
  onBatch: ({ progress }) => {
    bar.update(progress.done, { speed: Math.round(progress.rate), seconds: Math.round(progress.remaining ?? 0) });
    process.send?.(progress.share);
  },
});
bar.stop();
if (process.connected) process.disconnect();
