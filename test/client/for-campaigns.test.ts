import { createClient, mailing } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import type { ClientInternal } from '../../src/wire/internal.ts';
import { outcomeOf } from './outcome-of.ts';
import { refused } from './scripted.ts';

const internal = (client: unknown) => (client as { '~internal': ClientInternal })['~internal'];
const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

describe('what a campaign asks of a client', () => {
  test('is one request, which is not tried again, on a connection of its own', async () => {
    const asked: unknown[] = [];
    const fetch = (_: string, { headers }: { readonly headers: Record<string, string> }) => {
      asked.push(headers['connection']);
      return refused();
    };
    await outcomeOf(internal(createClient({ token: 't', fetch })).send(notice, {}));
    expect(asked).toEqual(['close']);
  });

  test('is what it retries and whether it gives a sender', () => {
    const onRetry = () => {};
    const policy = (client: unknown) => internal(client).policy;
    expect(policy(createClient({ token: 't' }))).toEqual({
      givesSender: false,
      local: false,
      timeout: 60_000,
      retry: 2,
      onRetry: undefined,
    });
    expect(policy(createClient({ token: 't', from: '444', timeout: 5_000, retry: 0, onRetry }))).toEqual({
      givesSender: true,
      local: false,
      timeout: 5_000,
      retry: 0,
      onRetry,
    });
  });
});
