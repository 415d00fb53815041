import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createClient, InvalidInputError, mailing, request, SendError } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { compactJson } from './compact-json.js';
import { failures } from './failures.js';
import { sampleMailings } from './sample-mailings.js';
import { heading, paint, paragraph } from './screen.js';

const sampleFile = 'test/wire/sample-request.json';
const sample = readFileSync(new URL(`../../${sampleFile}`, import.meta.url), 'utf8');
const { token } = JSON.parse(sample) as { token: string };

heading('1  The five mailings of the documentation as one request');
const body = request({ token, callbackUrl: 'http://example-site.com/webhook.php' }).add(sampleMailings);
const printed = `   ${compactJson(body.toJSON(), 3)}`;
assert.ok(JSON.stringify(JSON.parse(printed)) === JSON.stringify(body), 'what is printed is the request');
console.log(printed);
assert.ok(`${JSON.stringify(body, null, 2)}\n` === sample, 'the request equals the sample');
paragraph(' ✓ ', `Indented, it equals ${sampleFile} byte for byte, all ${sample.length}.`, 'green');

heading('2  Sent over HTTP to a sandbox on this machine');
const sandbox = createSandbox();
const server = await sandbox.listen();
const client = createClient({ token, from: '444', baseUrl: server.baseUrl, retry: 0 });
const { uuid } = await client.send(body);
assert.ok(JSON.stringify(sandbox.requests) === `[${JSON.stringify(body)}]`, 'the sandbox got the request');
paragraph('   ', `POST ${server.baseUrl}sendBulkViber`);
paragraph(' ✓ ', `Accepted. The receipt: ${uuid}`, 'green');

heading('3  A mailing that breaks the rules: refused before anything is sent, all faults at once');
const invoices = [
  { phone: '375291111111', text: 'Your invoice 17', path: 'pay/17' },
  { phone: '+375 29 222-22-22', text: 'Your invoice 18', path: 'pay/18' },
  { phone: '375293333333', text: '', path: `pay/19?from=${'viber'.repeat(30)}` },
];
const reminder = mailing('invoices').personal().button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' });
const refused = failureOf(() =>
  reminder.to(invoices, ({ phone, text, path }) => ({ phone, text, link: `https://shop.example.com/${path}` })),
);
assert.ok(refused instanceof InvalidInputError);
assert.deepEqual(
  refused.issues.map(({ code }) => code),
  ['phone_format', 'text_empty', 'link_length'],
);
for (const { path, code, message } of refused.issues) {
  paragraph(' ✗ ', `${path}: ${message} (${code})`, 'yellow');
}

heading('4  What fails under way: the error says what became of the request, and so what to do next');
for (const { story, fault, outcome, accepted, next } of failures) {
  sandbox.reset();
  if (fault === 'closed') await server.close();
  else sandbox.failNext(fault);
  const error = await client.send(sampleMailings).then(
    () => undefined,
    (error) => error,
  );
  assert.ok(error instanceof SendError);
  assert.equal(error.outcome, outcome);
  assert.equal(sandbox.requests.length, accepted);
  console.log(` ✗ ${paint('yellow', outcome.padEnd(9))} ${story}`);
  paragraph('   ', `${error.name}: ${error.message}`, 'dim');
  paragraph(' → ', next);
}

console.log();

function failureOf(step: () => unknown): unknown {
  try {
    step();
  } catch (error) {
    return error;
  }
  return undefined;
}
