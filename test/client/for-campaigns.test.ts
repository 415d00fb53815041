import { createClient, mailing } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { tuning } from '../../src/client/options.js';
import { outcomeOf } from './outcome-of.ts';
import { refused } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

describe('what a campaign asks of a client', () => {
  /** The header that closes a connection, for each request. */
  async function sends(options?: object) {
    const asked: (string | null)[] = [];
    const fetch = (input: Request) => {
      asked.push(input.headers.get('connection'));
      return refused();
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
