import { strict as assert } from 'node:assert';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RequestJson } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { createSandbox } from 'viber-mailing/sandbox';
import { ledgerIn } from './ledger.js';
import { heading, paragraph } from './screen.js';

const customers = 100_000;
const sender = fileURLToPath(new URL('campaign-sender.ts', import.meta.url));

const dir = mkdtempSync(join(tmpdir(), 'campaigns-'));
const file = join(dir, 'campaigns.db');
const sandbox = createSandbox();
const server = await sandbox.listen();

heading('1  A program loads 100,000 customers, sends each a message of their own, and is killed in the middle');
const killed = start();
killed.on('message', (share) => {
  if ((share as number) > 0.4) killed.kill('SIGKILL');
});
assert.equal(await signalOf(killed), 'SIGKILL');
paragraph(' ✗ ', 'Killed, without a chance to write anything down.', 'yellow');
const sale = await openCampaign('black-friday-2026', { ledger: await ledgerIn(file) });
table(`${await sale.report()}`);

heading('2  The same program is started again: it goes on where the other one stopped');
assert.equal(await signalOf(start()), null);
const { batches } = await sale.report();
paragraph(
  '   ',
  `What was under way at the kill is unknown, ${batches.unknown} of ${batches.total} batches: it may have been accepted, so it is not sent again by itself.`,
);

heading('3  A person looks into the account, and says of each what became of it');
const accepted = new Set(sandbox.requests.flatMap(phonesOf));
for await (const batch of sale.batches('unknown')) {
  const arrived = accepted.has(phoneOf(batch.index * (customers / batches.total)));
  await sale.resolve(batch, arrived ? 'sent' : 'resend');
  paragraph(
    '   ',
    `batch ${batch.index}: the account ${arrived ? 'has it, so it was sent' : 'does not have it, so it is sent again'}`,
  );
}
assert.equal(await signalOf(start()), null);

heading('4  The end');
table(`${await sale.report()}`);
const phones = sandbox.requests.flatMap(phonesOf);
assert.equal(phones.length, customers);
assert.equal(new Set(phones).size, customers);
for (const name of readdirSync(dir)) assert.ok(!readFileSync(join(dir, name), 'latin1').includes(phoneOf(0)));
paragraph(' ✓ ', 'The endpoint got 100,000 messages, none of them twice. No phone and no text is left on the disk.', 'green');

await server.close();
rmSync(dir, { recursive: true });

function start(): ChildProcess {
  return fork(sender, [file, server.baseUrl, String(customers)]);
}

function signalOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) => (code ? reject(new Error(`the sender ended with ${code}`)) : resolve(signal)));
  });
}

function phonesOf({ messages }: RequestJson): string[] {
  return messages.flatMap(({ delivery_list }) => (delivery_list as { phone: string }[]).map(({ phone }) => phone));
}

function phoneOf(customer: number): string {
  return String(375_290_000_000 + customer);
}

function table(text: string): void {
  for (const line of text.split('\n')) console.log(`   ${line}`);
}
