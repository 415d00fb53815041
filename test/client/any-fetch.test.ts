import { type Client, type ClientWithSender, createClient, mailing } from 'viber-mailing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { documented } from './raw-server.ts';
import { accepts } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Привет').to(['375291111111']);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a fetch', () => {
  test('is called with a URL, and with the parts of a request, the body as text', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(documented));
    await createClient({ token: 't' }).send(notice);
    expect(fetching).toHaveBeenCalledOnce();
    const [url, init] = fetching.mock.calls[0] as [string, RequestInit];
    expect(url).toBe('https://app.sms.by/api/v1/sendBulkViber');
    expect(init).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', connection: 'close' },
      redirect: 'manual',
      cache: 'no-store',
    });
    expect(init.signal).toBeInstanceOf(AbortSignal);
    expect(JSON.parse(init.body as string).messages[0].content.text).toBe('Привет');
  });

  test('is never called twice with the same headers, so that no cache has an answer for it', async () => {
    const ids: string[] = [];
    const fetch = (_: string, { headers }: { readonly headers: Record<string, string> }) => {
      ids.push(headers['x-request-id'] as string);
      return accepts();
    };
    const client = createClient({ token: 't', fetch });
    await client.send(notice);
    await client.send(notice);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[\da-f-]{36}$/);
  });

  test('is not given the cache option where making a request with it throws, as in older workers', async () => {
    vi.resetModules();
    vi.stubGlobal(
      'Request',
      class extends Request {
        constructor(input: RequestInfo, init?: RequestInit) {
          if (init !== undefined && 'cache' in init)
            throw new Error("The 'cache' field on 'RequestInitializerDict' is not implemented.");
          super(input, init);
        }
      },
    );
    const { createClient: fresh } = await import('viber-mailing');
    const fetch = vi.fn((_url: string, _init: object) => accepts());
    await fresh({ token: 't', fetch }).send(notice);
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('cache');
  });
});

describe('an answer of another library', () => {
  const answer = (body: unknown, text: () => unknown, status = 200) => ({ status, headers: new Headers(), body, text });
  const ends = (given: object) => outcomeOf(createClient({ token: 't', fetch: async () => given }).send(notice));

  test.each([
    ['a stream of Node', { pipe() {} }],
    ['nothing', undefined],
    ['null', null],
  ])('whose body is %s is read as text', async (_, body) => {
    expect((await ends(answer(body, async () => documented))).outcome).toBe('accepted');
    expect((await ends(answer(body, async () => '{"error":"no"}', 400))).error).toMatchObject({
      outcome: 'rejected',
      reason: 'no',
    });
  });

  test('may begin with a byte order mark, which not every library takes away', async () => {
    expect((await ends(answer(undefined, async () => `\uFEFF${documented}`))).outcome).toBe('accepted');
  });

  test.each<[string, () => unknown]>([
    ['cannot be read', () => Promise.reject(new Error('aborted'))],
    ['is no text', async () => 17],
    ['is longer than 64 KB', async () => `${documented}${' '.repeat(65_536)}`],
  ])('whose text %s is unknown', async (_, text) => {
    expect((await ends(answer(undefined, text))).outcome).toBe('unknown');
  });
});

test('a client can be faked: one with a sender, too', async () => {
  const sent: unknown[] = [];
  const fake: ClientWithSender = {
    async send(mailings) {
      sent.push(mailings);
      return { uuid: 'fake' };
    },
  };
  const plain: Client = fake;
  const nameless = mailing().bulk().text('Hello').to(['375291111111']);
  expect(await fake.send(nameless)).toEqual({ uuid: 'fake' });
  expect(await plain.send(notice)).toEqual({ uuid: 'fake' });
  expect(sent).toEqual([nameless, notice]);
  const real: Client = createClient({ token: 't' });
  // @ts-expect-error a client without a sender is none with one
  const wrong: ClientWithSender = real;
  expect(wrong).toBe(real);
});
