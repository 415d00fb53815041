// Sends mailings, each to a phone of its own, and prints what became of each. Run by run.ts on every runtime.
import { createClient, mailing } from 'viber-mailing';

const { baseUrl, sends, concurrency, way, pause } = JSON.parse(process.argv[2]);
const client = createClient({ token: 'my-token', from: '444', baseUrl, retry: 0, timeout: 10_000 });
const { '~internal': campaign } = client;
const outcomes = {};
let next = 0;

async function work() {
  while (next < sends) {
    const phone = String(375_290_000_000 + next++);
    const notice = mailing().bulk().text('Hello').to([phone]);
    const sent = way === 'campaign' ? campaign.send(notice, {}) : client.send(notice);
    outcomes[phone] = await sent.then(
      () => 'accepted',
      (error) => [error.outcome, error.status ?? error.code ?? ''].join(' ').trim(),
    );
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

await Promise.all(Array.from({ length: concurrency }, work));
console.log(`\n${JSON.stringify(outcomes)}`);
process.exit();
