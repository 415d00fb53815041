import { createClient, mailing } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import type { ClientInternal } from '../../src/wire/internal.ts';
import { outcomeOf } from './outcome-of.ts';
import { refused } from './scripted.ts';

const internal = (client: unknown) => (client as { '~internal': ClientInternal })['~internal'];
const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

describe('what a campaign asks of a client', () => {
  /** The header that closes a connection, for each request. */
  async function sends(keepConnection?: boolean) {
    const asked: (string | null)[] = [];
    const fetch = (_: string, { headers }: { readonly headers: Record<string, string> }) => {
      asked.push(headers['connection'] ?? null);
      return refused();
    };
    const client = createClient({ token: 't', fetch, retry: 0 });
    await outcomeOf(keepConnection === undefined ? client.send(notice) : internal(client).send(notice, { keepConnection }));
    return asked;
  }

  test('is kept connections', async () => {
    expect(await sends()).toEqual(['close']);
    expect(await sends(false)).toEqual(['close']);
    expect(await sends(true)).toEqual([null]);
  });

  test('is what it retries and whether it gives a sender', () => {
    const onRetry = () => {};
    const policy = (client: unknown) => internal(client).policy;
    expect(policy(createClient({ token: 't' }))).toEqual({ givesSender: false, timeout: 60_000, retry: 2, onRetry: undefined });
    expect(policy(createClient({ token: 't', from: '444', timeout: 5_000, retry: 0, onRetry }))).toEqual({
      givesSender: true,
      timeout: 5_000,
      retry: 0,
      onRetry,
    });
  });
});
