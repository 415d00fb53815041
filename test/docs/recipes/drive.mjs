// Starts the route of a recipe, lets it meet each outcome, and prints what it answered, as JSON.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createSandbox } from 'viber-mailing/sandbox';

const [, , name, file] = process.argv;
const sandbox = createSandbox();
const api = await sandbox.listen();
Object.assign(process.env, { VIBER_TOKEN: 'test-token', VIBER_BASE_URL: api.baseUrl });

/** Starts what a guide exports, as the guide says, and gives how to ask it. */
const begin = {
  express: ({ app }) => listening(createServer(app), '/mailings'),
  fastify: async ({ app }) => asking(`${await app.listen({ port: 0, host: '127.0.0.1' })}/mailings`),
  hono: async ({ app }) => {
    const { serve } = await import('@hono/node-server');
    return new Promise((resolve) => {
      serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
        resolve(asking(`http://127.0.0.1:${port}/mailings`)),
      );
    });
  },
  nestjs: async ({ MailingsModule }) => {
    const { NestFactory } = await import('@nestjs/core');
    const app = await NestFactory.create(MailingsModule, { logger: ['error'] });
    await app.listen(0, '127.0.0.1');
    return asking(`${await app.getUrl()}/mailings`);
  },
  next:
    ({ POST }) =>
    async (body) =>
      answered(await POST(new Request('http://127.0.0.1/api/mailings', asPost(body)))),
}[name];

const ask = await begin(await import(pathToFileURL(file).href));
const hello = { text: 'Hello', phones: ['375291111111'] };
const answers = { accepted: await ask(hello), invalid: await ask({ ...hello, phones: ['+375291111111'] }) };
sandbox.failNext({ status: 400, body: { error: 'no money' } });
answers.rejected = await ask(hello);
sandbox.failNext('reset-after-accepting');
answers.unknown = await ask(hello);
await api.close();
answers.notSent = await ask(hello);
console.log(JSON.stringify({ answers, requests: sandbox.requests.length }));
process.exit(0);

function listening(server, path) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(asking(`http://127.0.0.1:${server.address().port}${path}`)));
  });
}

function asking(url) {
  return async (body) => answered(await fetch(url, asPost(body)));
}

function asPost(body) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function answered(response) {
  return { status: response.status, body: await response.json() };
}
