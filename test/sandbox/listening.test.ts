import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, mailing } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { expect, it, vi } from 'vitest';
import { faults } from '../wire/thrown.js';
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

it('answers under a test environment whose Blob is not the whole of it, such as jsdom', async () => {
  vi.stubGlobal('Blob', class {});
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  try {
    const body = JSON.stringify(small());
    const [half, rest] = [body.slice(0, 20), body.slice(20)];
    const status = await new Promise((resolve, reject) => {
      const outgoing = httpRequest(`${server.baseUrl}sendBulkViber`, { method: 'POST' }, (answer) => resolve(answer.statusCode));
      outgoing.on('error', reject);
      outgoing.write(half);
      setImmediate(() => outgoing.end(rest));
    });
    expect(status).toBe(200);
    expect(sandbox.requests).toEqual([small()]);
  } finally {
    vi.unstubAllGlobals();
    await server.close();
  }
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
  expect(() => sandbox.failNext('refused')).not.toThrow();
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

it('cannot refuse a connection, and says what can', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  const refusing = () => sandbox.failNext('refused');
  expect(faults(refusing)).toEqual([': fault_over_http']);
  expect(refusing).toThrow('server.close()');
  const other = await sandbox.listen();
  await server.close();
  expect(faults(refusing)).toEqual([': fault_over_http']);
  expect((await post(other.baseUrl)).status).toBe(200);
  await other.close();
  expect(refusing).not.toThrow();
  await expect(sandbox.listen()).rejects.toThrow('server.close()');
  sandbox.reset();
  await (await sandbox.listen()).close();
});
