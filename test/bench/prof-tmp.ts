import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createClient, mailing } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { ledgerIn } from '../../docs/demo/ledger.ts';
const rows = 200000;
const server = fork(fileURLToPath(new URL('campaign-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
const port = await new Promise<number>((resolve) => server.once('message', (message) => resolve(message as number)));
const baseUrl = `http://127.0.0.1:${port}/api/v1/`;
const notice = mailing('Bench').from('444').personal().text();
function* customers() { for (let i = 0; i < rows; i++) yield { phone: String(375_290_000_000 + i), text: `Уважаемый клиент ${i}, Ваш заказ готов к выдаче` }; }
for (let r = 0; r < 3; r++) {
const dir = mkdtempSync(join(tmpdir(), 'campaign-bench-'));
const sale = await openCampaign('bench', { ledger: await ledgerIn(join(dir, 'campaigns.db')), message: notice });
await sale.load(customers(), { batchSize: 1000 });
globalThis.TX={n:0,t:0};
const t = performance.now();
const c = process.cpuUsage();
await sale.send(createClient({ token: 'token', baseUrl }), { concurrency: 4 });
const d = process.cpuUsage(c);
console.log("send", globalThis.TX, performance.now() - t, d.user/1000, d.system/1000);
rmSync(dir, { recursive: true });
}
server.disconnect();
