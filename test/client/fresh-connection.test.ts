import { createClient, mailing } from 'viber-mailing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { accepts, fails, type Step, scripted } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

afterEach(() => {
  vi.unstubAllGlobals();
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
      expect(createHttpClient.mock.calls).toEqual([[{ poolMaxIdlePerHost: 0, http2: false }]]);
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
