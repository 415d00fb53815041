import { expect, test } from 'vitest';
import type { SendError } from '../../src/client/errors.ts';
import { OutcomeUnknownError } from '../../src/client/errors.ts';
import { call, type HttpAnswer } from '../../src/client/transport.ts';
import { answers, fails, type Step, scripted } from './scripted.ts';

// A method that only asks may be called again where a send may not.
const status = {
  read({ status, body }: HttpAnswer) {
    if (status !== 200) throw new OutcomeUnknownError(`status ${status}`, { status });
    return (body as { readonly state: string }).state;
  },
  retry: { retries: 3, delayOf: ({ outcome }: SendError) => (outcome === 'unknown' ? 1 : undefined) },
  signal: undefined,
};

const over = (...steps: readonly Step[]) => {
  const asked: string[] = [];
  const { fetch, bodies } = scripted(...steps);
  const settings = {
    baseUrl: 'https://app.sms.by/api/v1',
    timeout: 1_000,
    onRetry: undefined,
    fetch: (url: string, init: Parameters<typeof fetch>[1]) => {
      asked.push(url);
      return fetch(url, init);
    },
  };
  return { settings, asked, bodies };
};

test('any method of the API is called, and again by the policy that is its own', async () => {
  const { settings, asked, bodies } = over(answers(500), fails('ECONNRESET'), answers(200, '{"state":"delivered"}'));
  const state = call(settings, 'statusBulkViber', '{"uuid":"1"}', status);
  expect(await state).toBe('delivered');
  expect(asked).toEqual(Array(3).fill('https://app.sms.by/api/v1/statusBulkViber'));
  expect(bodies).toEqual(Array(3).fill('{"uuid":"1"}'));
});

test('what a method makes of the last answer ends the call', async () => {
  const { settings, asked } = over(answers(500));
  const state = call(settings, 'statusBulkViber', '{}', status).catch((error) => error);
  expect(await state).toMatchObject({ outcome: 'unknown', status: 500 });
  expect(asked).toHaveLength(4);
});
