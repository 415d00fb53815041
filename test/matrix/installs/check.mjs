// Imports and requires each entry, composes, sends to a sandbox over HTTP, and prints the kinds of receipts.
import { createRequire } from 'node:module';
import { createClient, mailing } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { createSandbox } from 'viber-mailing/sandbox';

const require = createRequire(import.meta.url);
const entries = ['', '/campaign', '/phones', '/postgres', '/bullmq', '/testing', '/sandbox', '/preview'];
for (const entry of entries) {
  const required = require(`viber-mailing${entry}`);
  for (const [name, value] of Object.entries(await import(`viber-mailing${entry}`))) {
    if (name !== 'module.exports' && required[name] !== value) throw new Error(`${entry}: ${name} is required as another one`);
  }
}
if (require('viber-mailing/package.json').name !== 'viber-mailing') throw new Error('package.json is not the package’s');
if (typeof openCampaign !== 'function') throw new Error('there are no campaigns');
const { baseUrl, close } = await createSandbox().listen();
const { uuid } = await createClient({ token: 'my-token', from: '444', baseUrl }).send(
  mailing().bulk().text('Hello').to('375291111111'),
);
await close();
console.log(uuid.length);
