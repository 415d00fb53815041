import { createClient, mailing } from 'viber-mailing';
import { expect, test, vi } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { accepts, scripted } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

test('where the part that sends cannot be loaded nothing is sent, and the next send loads it anew', async () => {
  const { fetch, bodies } = scripted(accepts);
  const onRetry = vi.fn();
  const client = createClient({ token: 't', fetch, onRetry });
  vi.doMock('../../src/client/ky.js', () => {
    throw Object.assign(new Error("Cannot find package 'ky'"), { code: 'ERR_MODULE_NOT_FOUND' });
  });
  const { outcome, error } = await outcomeOf(client.send(notice));
  expect(outcome).toBe('not-sent');
  expect(error).toMatchObject({ retryable: false, code: 'ERR_MODULE_NOT_FOUND' });
  expect(error?.message).toBe(
    "nothing was sent, the part of the library that sends could not be loaded, module 'ky' (ERR_MODULE_NOT_FOUND): see that it is installed, and that bundlers and test runners take it as it is, an ES module",
  );
  expect(onRetry).not.toHaveBeenCalled();
  expect(bodies).toEqual([]);
  vi.doUnmock('../../src/client/ky.js');
  expect((await outcomeOf(client.send(notice))).outcome).toBe('accepted');
});
