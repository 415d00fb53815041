import { execFile } from 'node:child_process';
import { createServer, request as httpRequest, type RequestOptions } from 'node:http';
import type { AddressInfo, TcpNetConnectOpts } from 'node:net';
import { promisify } from 'node:util';
import { createClient, mailing } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { expect, it, vi } from 'vitest';
import { small } from './sample.js';

const post = (baseUrl: string) => fetch(`${baseUrl}sendBulkViber`, { method: 'POST', body: JSON.stringify(small()) });
const codeOf = (asked: Promise<Response>) =>
  asked.then(
    ({ status }) => status,
    (error) => error.cause.code,
  );

it('listens on a port of this machine', async () => {
  const server = await createSandbox().listen();
  expect(server.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/$/);
  await server.close();
});

it('says so where the runtime cannot listen', async () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  try {
    await expect(createSandbox().listen()).rejects.toThrow('use sandbox.fetch instead');
  } finally {
    vi.restoreAllMocks();
  }
});

it('receives what a client sends with its address', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  const client = createClient({ token: 'my-token', from: '444', baseUrl: server.baseUrl });
  const { uuid } = await client.send(mailing().bulk().text('Hello').to(['375291111111']));
  await server.close();
  expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
  expect(sandbox.requests).toEqual([small()]);
});

it('shares what it accepts between memory and several ports', async () => {
  const sandbox = createSandbox();
  const [first, second] = await Promise.all([sandbox.listen(), sandbox.listen()]);
  await post(first.baseUrl);
  await post(second.baseUrl);
  await sandbox.fetch('https://app.sms.by/api/v1/sendBulkViber', { method: 'POST', body: JSON.stringify(small()) });
  await Promise.all([first.close(), second.close()]);
  expect(sandbox.requests).toHaveLength(3);
});

it('is not there once it was closed', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  expect((await post(server.baseUrl)).status).toBe(200);
  await server.close();
  await server.close();
  expect(await codeOf(post(server.baseUrl))).toBe('ECONNREFUSED');
  sandbox.failNext('refused');
  sandbox.reset();
  expect(await codeOf(post(server.baseUrl))).toBe('ECONNREFUSED');
});

it.each(['hang', 'stalled-answer', 'endless-answer'] as const)('closes with a request under way: %s', async (fault) => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  sandbox.failNext(fault);
  let arrived = () => {};
  const under = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const asked = httpRequest(`${server.baseUrl}sendBulkViber`, { method: 'POST' }, (answer) => {
    answer.on('error', () => {}).resume();
    arrived();
  });
  const ended = new Promise<void>((resolve) => asked.on('error', () => {}).on('close', resolve));
  asked.end(JSON.stringify(small()), () => fault === 'hang' && arrived());
  await under;
  await server.close();
  await ended;
});

it('closes while the next connection is to be refused', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  sandbox.failNext('refused');
  await server.close();
  sandbox.reset();
  expect(await codeOf(post(server.baseUrl))).toBe('ECONNREFUSED');
});

it('closes while its port is about to open again', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  sandbox.failNext('refused');
  sandbox.reset();
  await server.close();
  expect(await codeOf(post(server.baseUrl))).toBe('ECONNREFUSED');
});

it('closes with a callback under way', async () => {
  let called = () => {};
  const calling = new Promise<void>((resolve) => {
    called = resolve;
  });
  const silent = createServer(() => called());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const callback_url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/hook`;
  const server = await createSandbox().listen();
  await fetch(`${server.baseUrl}sendBulkViber`, { method: 'POST', body: JSON.stringify({ callback_url, ...small() }) });
  await calling;
  await server.close();
  // It ends by itself only because nobody holds the connection any more.
  await new Promise((resolve) => silent.close(resolve));
});

it('refuses also where it began to listen after the fault was given', async () => {
  const sandbox = createSandbox();
  sandbox.failNext('refused');
  const server = await sandbox.listen();
  expect([await codeOf(post(server.baseUrl)), await codeOf(post(server.baseUrl))]).toEqual(['ECONNREFUSED', 200]);
  await server.close();
});

it('refuses a client that tries several addresses of a name', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  const byName = () =>
    new Promise<unknown>((resolve) => {
      const options: RequestOptions & TcpNetConnectOpts = {
        port: Number(new URL(server.baseUrl).port),
        method: 'POST',
        autoSelectFamily: true,
        lookup: (_host, _options, found) =>
          found(null, [
            { address: '127.0.0.1', family: 4 },
            { address: '::1', family: 6 },
          ]),
      };
      const asked = httpRequest(server.baseUrl.replace('127.0.0.1', 'localhost'), options, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', (error) => resolve(error.constructor.name)).end();
    });
  sandbox.failNext('refused');
  expect([await byName(), await byName()]).toEqual(['AggregateError', 404]);
  await server.close();
});

it('goes on refusing another program until it is reset, as nobody tells of its tries', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  const elsewhere = async () => {
    const program = `fetch('${server.baseUrl}').then(({ status }) => console.log(status), (error) => console.log(error.cause.code))`;
    return (await promisify(execFile)(process.execPath, ['-e', program])).stdout.trim();
  };
  sandbox.failNext('refused');
  expect([await elsewhere(), await elsewhere()]).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
  sandbox.reset();
  expect(await elsewhere()).toBe('404');
  await server.close();
});

it('loses a kept connection where the next one is to be refused', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  const under = httpRequest(`${server.baseUrl}sendBulkViber`, { method: 'POST', headers: { connection: 'keep-alive' } });
  const outcome = new Promise<unknown>((resolve) => {
    under.on('response', ({ statusCode }) => resolve(statusCode));
    under.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  under.write('{');
  await new Promise<void>((resolve) => under.on('socket', (socket) => socket.once('connect', () => resolve())));
  sandbox.failNext('refused');
  under.end(JSON.stringify(small()).slice(1));
  expect(await outcome).toBe('ECONNRESET');
  expect(sandbox.requests).toEqual([]);
  expect(await codeOf(post(server.baseUrl))).toBe(200);
  await server.close();
});
