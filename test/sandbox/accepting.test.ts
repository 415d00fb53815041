import { inspect } from 'node:util';
import { createClient, mailing } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { describe, expect, it } from 'vitest';
import { sample, sampleText, small } from './sample.js';
import { ways } from './ways.js';

describe.each(ways)('a sandbox $way', ({ reach }) => {
  it('accepts the sample of the documentation and answers as the documentation says', async () => {
    await using reached = await reach();
    const answer = await reached.post(sampleText);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      success: 'OK',
    });
  });

  it('holds what it accepted, to the byte and in order', async () => {
    await using reached = await reach();
    await reached.post(sampleText);
    await reached.post(small());
    const { requests } = reached.sandbox;
    expect(requests).toHaveLength(2);
    expect(JSON.stringify(requests[0], null, 2)).toBe(sampleText.trimEnd());
    expect(JSON.stringify(requests[1])).toBe(JSON.stringify(small()));
  });

  it('gives each request a uuid of its own', async () => {
    await using reached = await reach();
    const answers = await Promise.all(Array.from({ length: 50 }, () => reached.post(small())));
    const uuids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { uuid: string }).uuid));
    expect(new Set(uuids).size).toBe(50);
  });

  it('hands out values that are the caller’s own', async () => {
    await using reached = await reach();
    await reached.post(sampleText);
    const { requests } = reached.sandbox;
    requests[0]?.messages.splice(0);
    requests.splice(0);
    expect(reached.sandbox.requests).toEqual([sample()]);
  });

  it('forgets on reset what it accepted and what was to fail', async () => {
    await using reached = await reach();
    await reached.post(small());
    reached.sandbox.failNext('reset');
    reached.sandbox.failNext({ status: 500 });
    reached.sandbox.reset();
    expect(reached.sandbox.requests).toEqual([]);
    expect((await reached.post(small())).status).toBe(200);
    expect(reached.sandbox.requests).toEqual([small()]);
  });

  it('takes any token that is one', async () => {
    await using reached = await reach();
    expect((await reached.post({ ...small(), token: 'another' })).status).toBe(200);
  });

  it('takes a path with more before the method, as other brands of the platform have, and a query', async () => {
    await using reached = await reach();
    const init = { method: 'POST', body: JSON.stringify(small()) };
    const url = new URL('/viber/v2/sendBulkViber?from=test', reached.baseUrl);
    expect((await reached.fetch(url, init)).status).toBe(200);
  });

  it('takes large mailings', async () => {
    await using reached = await reach();
    const phones = Array.from({ length: 200_000 }, (_, index) => String(375_290_000_000 + index));
    const large = small();
    (large.messages[0] as { delivery_list: string[] }).delivery_list = phones;
    expect((await reached.post(large)).status).toBe(200);
    expect(reached.sandbox.requests[0]?.messages[0]?.delivery_list[199_999]).toBe('375290199999');
  });

  it('shows no token, phone or text when it is logged', async () => {
    await using reached = await reach();
    await reached.post(sampleText);
    reached.sandbox.failNext({ status: 400, body: sampleText });
    const shown = [
      inspect(reached.sandbox),
      inspect(reached.sandbox, { showHidden: true, depth: Infinity }),
      JSON.stringify(reached.sandbox),
      String(reached.sandbox),
    ].join();
    expect(shown).not.toMatch(/eyJpdiI6|375|message|example/);
  });
});

describe('fields that the API does not document', () => {
  const withField = { ...small(), ttl: 300 };

  it.each(ways)('are refused $way, and taken where they are asked for', async ({ reach }) => {
    await using strict = await reach();
    expect((await strict.post(withField)).status).toBe(400);
    await using lax = await reach({ extra: true });
    expect((await lax.post(withField)).status).toBe(200);
    expect(lax.sandbox.requests).toEqual([withField]);
    expect((await lax.post({ ...withField, messages: [] })).status).toBe(400);
  });

  it('are taken from a chain', async () => {
    const sandbox = createSandbox({ extra: true });
    const client = createClient({ token: 'my-token', from: '444', fetch: sandbox.fetch });
    const code = mailing().bulk().text('Your code is 1234').to('375291111111');
    await client.send(code.extra({ ttl: 300 } as never));
    expect(sandbox.requests[0]?.messages[0]).toMatchObject({ ttl: 300 });
  });

  it.each([
    [{ extra: 'yes' }, 'sandbox_extra'],
    [{ extras: true }, 'unknown_option'],
    ['extra', 'options_expected'],
  ])('are not asked for by %j', (options, code) => {
    expect(() => createSandbox(options as never)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code })] }));
  });
});
