import { createClient, mailing, type RetryNotice } from 'viber-mailing';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { countingSignal } from './counting-signal.ts';
import { outcomeOf } from './outcome-of.ts';
import { accepts, answers, fails, never, refused, type Step, scripted } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);
const now = new Date('2026-11-27T10:00:00Z');

// The first send loads what sends, which takes real time.
beforeAll(() => createClient({ token: 't', fetch: scripted(accepts).fetch }).send(notice));
beforeEach(() => {
  vi.useFakeTimers({ now });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Sends with a clock that runs as fast as it can, and tells what happened. */
async function sends(steps: readonly Step[], options: { retry?: number; timeout?: number } = {}) {
  vi.setSystemTime(now);
  const { fetch, bodies } = scripted(...steps);
  const notices: RetryNotice[] = [];
  const client = createClient({ token: 't', fetch, onRetry: (notice) => notices.push(notice), ...options });
  const ending = outcomeOf(client.send(notice));
  await vi.runAllTimersAsync();
  return { ...(await ending), bodies, notices, took: Date.now() - now.getTime() };
}

describe('a connection that did not come about', () => {
  test('is tried again twice, after waits that double', async () => {
    const { outcome, bodies, notices, took } = await sends([refused]);
    expect(outcome).toBe('not-sent');
    expect(bodies).toHaveLength(3);
    expect(notices).toEqual([
      { attempt: 1, delay: 375, outcome: 'not-sent', status: undefined },
      { attempt: 2, delay: 750, outcome: 'not-sent', status: undefined },
    ]);
    expect(took).toBe(1125);
  });

  test('is forgotten once the request goes through, with the same body', async () => {
    const { outcome, bodies, notices } = await sends([refused, accepts]);
    expect(outcome).toBe('accepted');
    expect(notices).toHaveLength(1);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toContain('375291111111');
    expect(bodies[1]).toBe(bodies[0]);
  });

  test.each([
    ['the shortest', 0, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]],
    ['the longest', 1, [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]],
  ])('is tried again as often as asked, the waits spread by chance: %s', async (_, chance, delays) => {
    vi.mocked(Math.random).mockReturnValue(chance);
    const { notices } = await sends([refused], { retry: 10 });
    expect(notices.map(({ delay }) => delay)).toEqual(delays);
  });

  test('is not tried again where that is not wanted', async () => {
    expect((await sends([refused], { retry: 0 })).bodies).toHaveLength(1);
  });
});

describe('a 429', () => {
  test('without Retry-After is tried again after waits that double', async () => {
    const { outcome, error, notices } = await sends([answers(429)]);
    expect(outcome).toBe('rejected');
    expect(error).toMatchObject({ status: 429, retryAfter: undefined });
    expect(notices).toEqual([
      { attempt: 1, delay: 375, outcome: 'rejected', status: 429 },
      { attempt: 2, delay: 750, outcome: 'rejected', status: 429 },
    ]);
  });

  test.each([
    ['a second', '1', 1000, 1],
    ['nothing to wait for', '0', 0, 0],
    ['a fraction', '1.5', 1500, 1.5],
    ['the longest that is waited for', '60', 60_000, 60],
    ['a date', 'Fri, 27 Nov 2026 10:00:07 GMT', 7000, 7],
    ['a date of the form before', 'Friday, 27-Nov-26 10:00:07 GMT', 7000, 7],
    ['a date of the oldest form', 'Fri Nov 27 10:00:07 2026', 7000, 7],
    ['a date as PHP writes it', 'Fri, 27 Nov 2026 10:00:07 +0000', 7000, 7],
    ['a date of another zone', 'Fri, 27 Nov 2026 13:00:07 +0300', 7000, 7],
    ['a date of UTC', 'Fri, 27 Nov 2026 10:00:07 UTC', 7000, 7],
    ['a date in the past', 'Fri, 27 Nov 2026 09:00:00 GMT', 0, 0],
    ['nonsense', 'in a while', 375, undefined],
    ['less than nothing', '-5', 375, undefined],
    ['a date that does not exist', 'Fri, 99 Nov 2026 10:00:00 GMT', 375, undefined],
    ['a year alone', '2026-11-27', 375, undefined],
    ['two of them', '5, 7', 375, undefined],
    ['no text', '', 375, undefined],
  ])('with a Retry-After of %s (%s) waits that long', async (_, retryAfter, delay, seconds) => {
    const { outcome, bodies, notices } = await sends([answers(429, '', { 'retry-after': retryAfter }), accepts]);
    expect(outcome).toBe('accepted');
    expect(bodies).toHaveLength(2);
    expect(notices).toEqual([{ attempt: 1, delay, outcome: 'rejected', status: 429 }]);
    const { error } = await sends([answers(429, '', { 'retry-after': retryAfter })], { retry: 0 });
    expect(error).toMatchObject({ retryAfter: seconds });
  });

  test.each([
    ['a second more', '61', 61],
    ['an hour', '3600', 3600],
    ['a date in an hour', 'Fri, 27 Nov 2026 11:00:00 GMT', 3600],
    ['more than can be counted', '9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ])('with a Retry-After of %s is the last word', async (_, retryAfter, seconds) => {
    const { error, bodies } = await sends([answers(429, '', { 'retry-after': retryAfter })]);
    expect(error).toMatchObject({ outcome: 'rejected', retryAfter: seconds });
    expect(bodies).toHaveLength(1);
  });

  test('and a connection that did not come about count together', async () => {
    const { outcome, bodies, notices } = await sends([answers(429), refused, answers(429)]);
    expect(outcome).toBe('rejected');
    expect(bodies).toHaveLength(3);
    expect(notices.map(({ outcome }) => outcome)).toEqual(['rejected', 'not-sent']);
  });
});

test.each<[string, Step]>([
  ['a connection that was lost', fails('ECONNRESET', { syscall: 'read' })],
  ['a time that was over', never],
  ['a certificate that is not trusted', fails('DEPTH_ZERO_SELF_SIGNED_CERT')],
  ['a redirect', answers(307, '', { location: '/', 'retry-after': '1' })],
  ['a 500', answers(500)],
  ['a 503 that says when to come again', answers(503, '', { 'retry-after': '1' })],
  ['a 200 that is not the documented one', answers(200, '{}')],
  ['a 400', answers(400)],
  ['a 403 that says when to come again', answers(403, '', { 'retry-after': '1' })],
  ['a 408', answers(408)],
  ['a 425', answers(425)],
])('%s is never tried again', async (_, step) => {
  const { outcome, bodies, notices } = await sends([step, accepts]);
  expect(outcome).not.toBe('accepted');
  expect(bodies).toHaveLength(1);
  expect(notices).toEqual([]);
});

test('what may have been accepted at a retry ends the retrying', async () => {
  const { outcome, bodies } = await sends([refused, fails('ECONNRESET'), accepts], { retry: 5 });
  expect(outcome).toBe('unknown');
  expect(bodies).toHaveLength(2);
});

test('the timeout is for each exchange, not for the waits between', async () => {
  const { outcome, took } = await sends([answers(429, '', { 'retry-after': '50' }), accepts], { timeout: 1000 });
  expect(outcome).toBe('accepted');
  expect(took).toBe(50_000);
});

describe("the caller's signal", () => {
  test('stops a wait at once, with the failure that led to it', async () => {
    const { fetch, bodies } = scripted(answers(429, '', { 'retry-after': '50' }), accepts);
    const caller = countingSignal();
    const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal: caller.signal }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(caller.left).toBe(1);
    caller.abort();
    expect((await ending).error).toMatchObject({ outcome: 'rejected', status: 429, retryAfter: 50 });
    expect(Date.now() - now.getTime()).toBe(20_000);
    expect(bodies).toHaveLength(1);
    expect(caller.left).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is heard in the very moment in which a wait ends', async () => {
    const { fetch, bodies } = scripted(refused, accepts);
    const caller = countingSignal();
    const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal: caller.signal }));
    await vi.advanceTimersByTimeAsync(374);
    vi.advanceTimersByTime(1);
    caller.abort();
    expect((await ending).error).toMatchObject({ outcome: 'not-sent', code: 'ECONNREFUSED' });
    expect(bodies).toHaveLength(1);
    expect(caller.left).toBe(0);
  });

  test('that only calls its listeners stops a wait, too', async () => {
    const { fetch, bodies } = scripted(refused, accepts);
    const listeners: (() => void)[] = [];
    const signal = {
      aborted: false,
      addEventListener: (_: 'abort', listener: () => void) => listeners.push(listener),
      removeEventListener() {},
    };
    const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal }));
    await vi.advanceTimersByTimeAsync(100);
    listeners.at(-1)?.();
    expect((await ending).error).toMatchObject({ outcome: 'not-sent', code: 'ECONNREFUSED' });
    expect(bodies).toHaveLength(1);
  });

  test('may be aborted by onRetry', async () => {
    const { fetch, bodies } = scripted(refused, accepts);
    const caller = countingSignal();
    const client = createClient({ token: 't', fetch, onRetry: caller.abort });
    expect((await outcomeOf(client.send(notice, { signal: caller.signal }))).error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(bodies).toHaveLength(1);
    expect(caller.left).toBe(0);
  });

  test('has no listener left after retries that went their way', async () => {
    const { fetch } = scripted(refused, answers(429), accepts);
    const caller = countingSignal();
    const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal: caller.signal }));
    await vi.runAllTimersAsync();
    expect((await ending).outcome).toBe('accepted');
    expect(caller.added).toBe(5);
    expect(caller.left).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('an error of onRetry ends the send, and nothing more goes out', async () => {
  const { fetch, bodies } = scripted(refused, accepts);
  const client = createClient({
    token: 't',
    fetch,
    onRetry() {
      throw new RangeError('mine');
    },
  });
  await expect(client.send(notice)).rejects.toThrow(new RangeError('mine'));
  await vi.runAllTimersAsync();
  expect(bodies).toHaveLength(1);
});

describe('an onRetry that gives a promise', () => {
  test('is awaited before the wait begins', async () => {
    const { fetch, bodies } = scripted(refused, accepts);
    let done: () => void = () => {};
    const onRetry = () => new Promise<void>((resolve) => (done = resolve));
    const ending = outcomeOf(createClient({ token: 't', fetch, onRetry }).send(notice));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bodies).toHaveLength(1);
    done();
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await ending).outcome).toBe('accepted');
    expect(bodies).toHaveLength(2);
  });

  test('ends the send with what it rejects with, and nothing more goes out', async () => {
    const { fetch, bodies } = scripted(refused, accepts);
    const onRetry = async () => {
      throw new RangeError('mine');
    };
    await expect(createClient({ token: 't', fetch, onRetry }).send(notice)).rejects.toThrow(new RangeError('mine'));
    await vi.runAllTimersAsync();
    expect(bodies).toHaveLength(1);
  });

  test('that aborts and rejects ends the send with what led to it, and no rejection is left unhandled', async () => {
    const { fetch } = scripted(refused, accepts);
    const caller = new AbortController();
    const onRetry = async () => {
      caller.abort();
      throw new RangeError('mine');
    };
    // The runner fails where a rejection is unhandled.
    const ending = outcomeOf(createClient({ token: 't', fetch, onRetry }).send(notice, { signal: caller.signal }));
    expect((await ending).error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('is not waited for once the caller aborted: what led to it is the outcome', async () => {
    const { fetch, bodies } = scripted(refused, accepts);
    const caller = countingSignal();
    const client = createClient({ token: 't', fetch, onRetry: () => new Promise(() => {}) });
    const ending = outcomeOf(client.send(notice, { signal: caller.signal }));
    await vi.advanceTimersByTimeAsync(100);
    caller.abort();
    expect((await ending).error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(bodies).toHaveLength(1);
    expect(caller.left).toBe(0);
  });
});
