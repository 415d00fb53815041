import { createClient, type FetchLike, mailing } from 'viber-mailing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { overHttp } from './over-http.ts';
import { RawServer } from './raw-server.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);
// An address that no machine has, as it is for documents: it cannot be connected from.
const unconnected = { localAddress: '203.0.113.9' };

/** Keeps of an error what node-fetch keeps of it: the code, and not in which call of the system it came. */
const keepingTheCode = (error: { readonly code?: string }) => {
  throw Object.assign(new Error('request failed'), { code: error.code });
};

describe('a fetch made of node:http whose errors have a code alone', () => {
  let server: RawServer;
  beforeEach(async () => {
    server = await RawServer.start({ arrived: (socket) => socket.resetAndDestroy() });
  });
  afterEach(() => server.close());
  const ends = (fetch: FetchLike) => outcomeOf(createClient({ token: 't', baseUrl: server.baseUrl, fetch, retry: 0 }).send(notice));

  test('sent nothing where node:http says that no connection came about', async () => {
    const { outcome, error } = await ends((url, init) => overHttp(url, init, unconnected).catch(keepingTheCode));
    expect(outcome).toBe('not-sent');
    expect(error).toMatchObject({ code: 'EADDRNOTAVAIL', retryable: true });
    expect(server.bodies).toEqual([]);
  });

  test('is unknown where the connection was lost', async () => {
    const { outcome, error } = await ends((url, init) => overHttp(url, init).catch(keepingTheCode));
    expect(outcome).toBe('unknown');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  test('is unknown where it says something else than node:http', async () => {
    const { outcome } = await ends((url, init) =>
      overHttp(url, init, unconnected).catch(() => keepingTheCode({ code: 'ECONNRESET' })),
    );
    expect(outcome).toBe('unknown');
  });

  test('is unknown where a first try may have got through, and the second did not connect', async () => {
    const { outcome, error } = await ends((url, init) => overHttp(url, init).catch(() => overHttp(url, init, unconnected)));
    expect(outcome).toBe('unknown');
    expect(error?.message).toContain('began to send it again');
    expect(server.bodies).toHaveLength(1);
  });

  test('is unknown where a second try got through, and was lost with the same code', async () => {
    const { outcome } = await ends((url, init) =>
      overHttp(url, init, unconnected)
        .catch(() => overHttp(url, init))
        .catch(() => keepingTheCode({ code: 'EADDRNOTAVAIL' })),
    );
    expect(outcome).toBe('unknown');
    expect(server.bodies).toHaveLength(1);
  });
});
