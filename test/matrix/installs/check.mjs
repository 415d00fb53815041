// Imports and requires each entry, or as the arguments say, composes, sends to a sandbox over HTTP, and prints how long the receipt is.
import { createRequire } from 'node:module';
import { createClient, mailing } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';

const require = createRequire(import.meta.url);
const entries = ['', '/campaign', '/phones', '/postgres', '/bullmq', '/testing', '/sandbox', '/preview'];
for (const entry of entries) {
  const imported = await import(`viber-mailing${entry}`);
  if (!process.argv.includes('require')) continue;
  const required = require(`viber-mailing${entry}`);
  const other = Object.keys(imported).filter((name) => name !== 'module.exports' && required[name] !== imported[name]);
  if (other.length > 0) throw new Error(`${entry} requires another ${other}`);
}
if (require('viber-mailing/package.json').name !== 'viber-mailing') throw new Error('package.json is of another package');
const { baseUrl, close } = await createSandbox().listen();
const client = createClient({ token: 'my-token', from: '444', baseUrl });
const { uuid } = await client.send(mailing().bulk().text('Hello').to('375291111111'));
await close();
console.log(uuid.length);
