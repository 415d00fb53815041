import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { readAnswer } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { small } from './sample.js';

interface Posted {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

let posted: Posted[];
let status: number;
let hook: string;
let closeHook: () => Promise<void>;

beforeEach(async () => {
  posted = [];
  status = 200;
  const server = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    posted.push({ method: incoming.method, url: incoming.url, type: incoming.headers['content-type'], body });
    outgoing.writeHead(status, { location: '/again' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/secret`;
  closeHook = () => new Promise((resolve) => server.close(() => resolve()));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await closeHook();
});

async function served() {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  const post = (callback_url: string, body: object = small()) =>
    fetch(`${server.baseUrl}sendBulkViber`, { method: 'POST', body: JSON.stringify({ callback_url, ...body }) });
  return { sandbox, post, [Symbol.asyncDispose]: server.close };
}

it('posts its answer to the callback of an accepted request', async () => {
  await using server = await served();
  const answer = await (await server.post(hook)).text();
  await expect.poll(() => posted).toHaveLength(1);
  expect(posted[0]).toEqual({ method: 'POST', url: '/hook/secret', type: 'application/json', body: answer });
  expect(readAnswer(JSON.parse(posted[0]?.body ?? ''))).toMatchObject({ outcome: 'accepted' });
});

it.each(['reset-after-accepting', 'hang-after-accepting', 'half-answer', 'stalled-answer'] as const)(
  'posts the whole answer also where it got lost by %s',
  async (fault) => {
    await using server = await served();
    server.sandbox.failNext(fault);
    const lost = server.post(hook).then((answer) => answer.text());
    lost.catch(() => {});
    await expect.poll(() => posted).toHaveLength(1);
    expect(readAnswer(JSON.parse(posted[0]?.body ?? ''))).toMatchObject({ outcome: 'accepted' });
  },
);

it('posts nothing for a request that was refused, or failed before it was accepted', async () => {
  await using server = await served();
  expect((await server.post(hook, { ...small(), messages: [] })).status).toBe(400);
  server.sandbox.failNext({ status: 500 });
  expect((await server.post(hook)).status).toBe(500);
  expect((await server.post(`${hook}/last`)).status).toBe(200);
  await expect.poll(() => posted).toMatchObject([{ url: '/hook/secret/last' }]);
});

it('does not follow where the callback redirects', async () => {
  await using server = await served();
  status = 307;
  await server.post(hook);
  await expect.poll(() => posted.length).toBeGreaterThan(0);
  await setTimeout(50);
  expect(posted).toMatchObject([{ url: '/hook/secret' }]);
});

it('bears a callback that nobody answers', async () => {
  await using server = await served();
  for (const url of ['http://127.0.0.1:9/hook', 'https://127.0.0.1:9/hook']) {
    expect((await server.post(url)).status).toBe(200);
  }
  await server.post(hook);
  await expect.poll(() => posted).toHaveLength(1);
});

it('calls no host but this machine', async () => {
  await using server = await served();
  const called = vi.spyOn(globalThis, 'fetch');
  const others = ['example.com', '10.0.0.1', '127.0.0.1.nip.io', 'localhost.example.com', '[::2]'];
  for (const host of others) await server.post(`http://${host}/hook`);
  await server.post(hook);
  await expect.poll(() => posted).toHaveLength(1);
  const hosts = called.mock.calls.map(([url]) => new URL(url as string).hostname);
  // One call for each request of this test, and one for the callback.
  expect(hosts).toEqual(Array.from({ length: others.length + 2 }, () => '127.0.0.1'));
});

it('calls nobody from memory', async () => {
  const called = vi.spyOn(globalThis, 'fetch');
  const body = JSON.stringify({ callback_url: hook, ...small() });
  const answer = await createSandbox().fetch('https://app.sms.by/api/v1/sendBulkViber', { method: 'POST', body });
  expect(answer.status).toBe(200);
  expect(called).not.toHaveBeenCalled();
});
