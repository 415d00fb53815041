import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient, mailing } from 'viber-mailing';
import { createSandbox, type SandboxFault, type SandboxFaultName } from 'viber-mailing/sandbox';
import { describe, expect, it } from 'vitest';
import { small } from './sample.js';
import { ways } from './ways.js';

const documented: Readonly<Record<Exclude<SandboxFaultName, 'refused'>, { accepted: 0 | 1; outcome: 'unknown' }>> = {
  reset: { accepted: 0, outcome: 'unknown' },
  'reset-after-accepting': { accepted: 1, outcome: 'unknown' },
  hang: { accepted: 0, outcome: 'unknown' },
  'hang-after-accepting': { accepted: 1, outcome: 'unknown' },
  'half-answer': { accepted: 1, outcome: 'unknown' },
  'stalled-answer': { accepted: 1, outcome: 'unknown' },
  'endless-answer': { accepted: 0, outcome: 'unknown' },
  empty: { accepted: 0, outcome: 'unknown' },
  'not-json': { accepted: 0, outcome: 'unknown' },
  html: { accepted: 0, outcome: 'unknown' },
  redirect: { accepted: 0, outcome: 'unknown' },
};

const hello = mailing().from('444').bulk().text('Hello').to(['375291111111']);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What a failed fetch says of its cause. */
const failure = (error: unknown) => {
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  return { name, message, code: cause?.code };
};

describe.each(ways)('a sandbox $way', ({ reach }) => {
  it.each(Object.entries(documented))('fails by %s: %o', async (name, { accepted, outcome }) => {
    await using reached = await reach();
    const { baseUrl, fetch, sandbox } = reached;
    const client = createClient({ token: 'my-token', baseUrl, fetch, retry: 0, timeout: name === 'hang' ? 1000 : 60_000 });
    const caller = new AbortController();
    sandbox.failNext(name as SandboxFaultName);
    const sent = client.send(hello, { signal: caller.signal }).catch((error) => error);
    if (['hang-after-accepting', 'stalled-answer'].includes(name)) {
      await expect.poll(() => sandbox.requests).toHaveLength(1);
      caller.abort();
    }
    expect(await sent).toMatchObject({ outcome });
    expect(sandbox.requests).toHaveLength(accepted);
    await reached.post(small());
    expect(sandbox.requests).toHaveLength(accepted + 1);
  });

  it.each(['reset', 'reset-after-accepting'] as const)('loses the connection by %s as Node says it', async (fault) => {
    await using reached = await reach();
    reached.sandbox.failNext(fault);
    const error = await reached.post(small()).catch((error) => error);
    expect(failure(error)).toEqual({ name: 'TypeError', message: 'fetch failed', code: 'ECONNRESET' });
  });

  it('loses the connection in the middle of an answer as Node says it', async () => {
    await using reached = await reach();
    reached.sandbox.failNext('half-answer');
    const answer = await reached.post(small());
    expect(answer.status).toBe(200);
    const error = await answer.text().catch((error) => error);
    expect(failure(error)).toEqual({ name: 'TypeError', message: 'terminated', code: 'UND_ERR_SOCKET' });
  });

  it('sends the first half of a true answer', async () => {
    await using reached = await reach();
    reached.sandbox.failNext('stalled-answer');
    const caller = new AbortController();
    const answer = await reached.post(small(), { signal: caller.signal });
    const reader = answer.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toMatch(/^\{"uuid":"[0-9a-f-]+$/);
    const more = reader?.read();
    caller.abort();
    await expect(more).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each(['hang', 'hang-after-accepting'] as const)('ends a %s by the caller’s signal, with its reason', async (fault) => {
    await using reached = await reach();
    reached.sandbox.failNext(fault);
    const caller = new AbortController();
    const asked = reached.post(small(), { signal: caller.signal });
    const stopped = new Error('stopped by the caller');
    const accepted = fault === 'hang' ? 0 : 1;
    await expect.poll(() => reached.sandbox.requests).toHaveLength(accepted);
    caller.abort(stopped);
    await expect(asked).rejects.toBe(stopped);
  });

  it('does not take in what was aborted before', async () => {
    await using reached = await reach();
    reached.sandbox.failNext({ status: 500 });
    await expect(reached.post(small(), { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(reached.sandbox.requests).toEqual([]);
    expect((await reached.post(small())).status).toBe(500);
  });

  it('redirects to where a client that follows is accepted, and so betrays itself', async () => {
    await using reached = await reach();
    const { sandbox } = reached;
    sandbox.failNext('redirect');
    const answer = await reached.post(small(), { redirect: 'manual' });
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe('/elsewhere/sendBulkViber');
    expect(sandbox.requests).toEqual([]);
    sandbox.failNext('redirect');
    await expect(reached.post(small(), { redirect: 'error' })).rejects.toMatchObject({ message: 'fetch failed' });
    expect(sandbox.requests).toEqual([]);
    sandbox.failNext('redirect');
    expect((await reached.post(small())).status).toBe(200);
    expect(sandbox.requests).toHaveLength(1);
  });

  it.each<[SandboxFault, number, string, string | null]>([
    ['empty', 200, '', null],
    ['not-json', 200, 'Thank you, we will see to it', 'text/plain; charset=utf-8'],
    [{ status: 500 }, 500, '{"error":"server not available"}', 'application/json'],
    [{ status: 429 }, 429, '{"error":"request limit exceeded"}', 'application/json'],
    [{ status: 418 }, 418, '{"error":"request refused"}', 'application/json'],
    [{ status: 200 }, 200, '', null],
    [{ status: 204 }, 204, '', null],
    [{ status: 200, body: { error: 'no money' } }, 200, '{"error":"no money"}', 'application/json'],
    [{ status: 400, body: 'no money' }, 400, 'no money', 'text/plain; charset=utf-8'],
    [{ status: 400, body: null }, 400, 'null', 'application/json'],
  ])('answers %j', async (fault, status, text, type) => {
    await using reached = await reach();
    reached.sandbox.failNext(fault);
    const answer = await reached.post(small());
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(text);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(reached.sandbox.requests).toEqual([]);
  });

  it('asks to wait', async () => {
    await using reached = await reach();
    reached.sandbox.failNext({ status: 429, retryAfter: 7 });
    const answer = await reached.post(small());
    expect(answer.headers.get('retry-after')).toBe('7');
  });

  it('fails one request for each call, in the order of the calls', async () => {
    await using reached = await reach();
    const { sandbox } = reached;
    sandbox.failNext({ status: 500 });
    sandbox.failNext('reset');
    sandbox.failNext({ status: 404 });
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      seen.push(
        await reached.post(small()).then(
          ({ status }) => status,
          (error) => error.cause.code,
        ),
      );
    }
    expect(seen).toEqual([500, 'ECONNRESET', 404, 200]);
  });

  it('fails as many requests as it is told', async () => {
    await using reached = await reach();
    reached.sandbox.failNext({ status: 500 }, { times: 2 });
    reached.sandbox.failNext({ status: 404 });
    const statuses: number[] = [];
    for (let time = 0; time < 4; time++) statuses.push((await reached.post(small())).status);
    expect(statuses).toEqual([500, 500, 404, 200]);
  });

  it('refuses a faulty request as ever, where it was to be accepted first', async () => {
    await using reached = await reach();
    reached.sandbox.failNext('reset-after-accepting');
    expect((await reached.post({ ...small(), messages: [] })).status).toBe(400);
    expect(reached.sandbox.requests).toEqual([]);
  });
});

const memory = ways[0] as (typeof ways)[number];

describe('a connection that is refused in memory', () => {
  it('fails as Node says it', async () => {
    await using reached = await memory.reach();
    reached.sandbox.failNext('refused');
    const error = await reached.post(small()).catch((error) => error);
    expect(failure(error)).toEqual({ name: 'TypeError', message: 'fetch failed', code: 'ECONNREFUSED' });
    expect(error.cause.syscall).toBe('connect');
  });

  it.each([
    [2, 'accepted'],
    [3, 'not-sent'],
  ])('%i times: %s', async (times, outcome) => {
    const sandbox = createSandbox();
    const retries: string[] = [];
    const client = createClient({
      token: 'my-token',
      fetch: sandbox.fetch,
      onRetry: ({ attempt, outcome }) => retries.push(`${attempt} ${outcome}`),
    });
    sandbox.failNext('refused', { times });
    const ended = await client.send(hello).then(
      () => 'accepted',
      (error) => error.outcome,
    );
    expect(ended).toBe(outcome);
    expect(retries).toEqual(['1 not-sent', '2 not-sent']);
  });

  it('is not once it was reset', async () => {
    await using reached = await memory.reach();
    reached.sandbox.failNext('refused', { times: 3 });
    reached.sandbox.reset();
    expect((await reached.post(small())).status).toBe(200);
  });
});

it('ends a hang in memory by the caller’s signal also where nothing else holds the request', async () => {
  const sandbox = createSandbox();
  sandbox.failNext('hang');
  const caller = new AbortController();
  let outcome: unknown;
  const url = 'https://app.sms.by/api/v1/sendBulkViber';
  sandbox.fetch(new Request(url, { method: 'POST', signal: caller.signal })).catch((error) => {
    outcome = error.name;
  });
  for (let i = 0; i < 5; i++) {
    await setTimeout(10);
    collectGarbage();
  }
  caller.abort();
  await expect.poll(() => outcome).toBe('AbortError');
});
