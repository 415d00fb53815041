import { createClient, mailing } from 'viber-mailing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { secondsOf } from '../../src/client/retry.js';
import { tuning } from '../../src/client/send-options.js';
import { outcomeOf } from './outcome-of.ts';
import { accepts, fails, type Step, scripted } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a runtime that sends again by itself on a kept connection, as Deno does', () => {
  /** Sends with Deno's own function for connections. */
  async function sends(step: Step, close = vi.fn()) {
    const connection = { close };
    const createHttpClient = vi.fn(() => connection);
    vi.stubGlobal('Deno', { createHttpClient });
    const given: unknown[] = [];
    const fetch = (_: Request, init: { readonly client?: unknown }) => {
      given.push(init.client);
      return step();
    };
    const { outcome } = await outcomeOf(createClient({ token: 't', fetch, retry: 0 }).send(notice));
    return { outcome, createHttpClient, connection, given };
  }

  test('is given a connection that it does not keep, which is closed in the end', async () => {
    for (const step of [accepts, fails('ECONNRESET')]) {
      const { createHttpClient, connection, given } = await sends(step);
      expect(createHttpClient.mock.calls).toEqual([[{ poolMaxIdlePerHost: 0 }]]);
      expect(given).toEqual([connection]);
      expect(connection.close).toHaveBeenCalledOnce();
    }
  });

  test('keeps the outcome where the connection cannot be closed', async () => {
    const close = vi.fn(() => {
      throw new Error('closed already');
    });
    expect((await sends(accepts, close)).outcome).toBe('accepted');
    expect(close).toHaveBeenCalledOnce();
  });

  test('is left alone where it has no such function', async () => {
    vi.stubGlobal('Deno', {});
    const { outcome } = await outcomeOf(createClient({ token: 't', fetch: scripted(accepts).fetch }).send(notice));
    expect(outcome).toBe('accepted');
  });
});

describe('what a campaign asks of a client', () => {
  /** The header that closes a connection, for each request. */
  async function sends(options?: object) {
    const asked: (string | null)[] = [];
    const fetch = (input: Request) => {
      asked.push(input.headers.get('connection'));
      return fails('ECONNREFUSED')();
    };
    await outcomeOf(createClient({ token: 't', fetch, retry: 0 }).send(notice, options));
    return asked;
  }

  test('is kept connections, and retries of its own number', async () => {
    expect(await sends()).toEqual(['close']);
    expect(await sends({ [tuning]: { keepConnection: false, retry: 0 } })).toEqual(['close']);
    expect(await sends({ [tuning]: { keepConnection: true, retry: 0 } })).toEqual([null]);
  });

  test('is what it retries and whether it gives a sender', () => {
    const onRetry = () => {};
    const policy = (client: unknown) => (client as { '~policy'(): unknown })['~policy']();
    expect(policy(createClient({ token: 't' }))).toEqual({ givesSender: false, timeout: 60_000, retry: 2, onRetry: undefined });
    expect(policy(createClient({ token: 't', from: '444', timeout: 5_000, retry: 0, onRetry }))).toEqual({
      givesSender: true,
      timeout: 5_000,
      retry: 0,
      onRetry,
    });
  });
});

describe('a Retry-After', () => {
  const now = Date.parse('2026-11-27T10:00:00Z');

  test.each([
    [null, undefined],
    [' 5 ', 5],
    ['1.25', 1.25],
    ['Fri Nov 27 10:00:07 2026', 7],
    ['Fri, 27 Nov 2026 10:00:07 GMT', 7],
    ['soon, Fri, 27 Nov 2026 10:00:07 GMT', undefined],
    ['Fri, 27 Nov 2026 10:00:07 GMT+03', undefined],
  ])('of %j is %s seconds, whatever the time zone of the machine', (retryAfter, seconds) => {
    const parse = vi.spyOn(Date, 'parse');
    expect(secondsOf(retryAfter, now)).toBe(seconds);
    for (const [date] of parse.mock.calls) expect(date).toMatch(/GMT$/);
  });
});
