import { createClient, mailing } from 'viber-mailing';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { countingSignal } from './counting-signal.ts';
import { outcomeOf } from './outcome-of.ts';
import { documented } from './raw-server.ts';
import { accepts, answers, fails, never, refused, type Step, scripted } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

beforeAll(() => createClient({ token: 't', fetch: scripted(accepts).fetch }).send(notice));
afterEach(() => {
  vi.useRealTimers();
});

/** An answer whose text begins and does not end. */
const stalls = (status: number): Step => {
  const begun = () => new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"uu')) });
  return async () => new Response(begun(), { status });
};

describe('the timeout', () => {
  test.each([
    ['before an answer', never, 'unknown'],
    ['in the text of an answer', stalls(200), 'unknown'],
    ['in the text of a refusal, which stays one', stalls(400), 'rejected'],
  ])('ends a send %s, although its fetch hears of nothing', async (_, step, outcome) => {
    vi.useFakeTimers();
    const started = Date.now();
    const ending = outcomeOf(createClient({ token: 't', fetch: scripted(step).fetch, timeout: 5_000 }).send(notice));
    await vi.advanceTimersByTimeAsync(4_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const ended = await ending;
    expect(ended.outcome).toBe(outcome);
    if (outcome === 'unknown') expect(ended.error?.message).toContain('the timeout of 5000 ms was over');
    expect(Date.now() - started).toBe(5_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is a minute where none is given', async () => {
    vi.useFakeTimers();
    const started = Date.now();
    const ending = outcomeOf(createClient({ token: 't', fetch: scripted(never).fetch }).send(notice));
    await vi.runAllTimersAsync();
    expect((await ending).error?.message).toContain('60000 ms');
    expect(Date.now() - started).toBe(60_000);
  });

  test('leaves no timer behind a send that ends', async () => {
    vi.useFakeTimers();
    for (const step of [accepts, answers(400), answers(500), fails('ECONNRESET'), () => Promise.resolve(undefined as never)]) {
      await outcomeOf(createClient({ token: 't', fetch: scripted(step).fetch, retry: 0 }).send(notice));
      expect(vi.getTimerCount()).toBe(0);
    }
  });
});

describe("the caller's signal", () => {
  test('that was aborted before lets nothing out', async () => {
    const { fetch, bodies } = scripted(accepts);
    const { outcome, error } = await outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal: AbortSignal.abort() }));
    expect(outcome).toBe('not-sent');
    expect(error).toMatchObject({ retryable: false });
    expect(error?.message).toContain('the caller aborted it before');
    expect(bodies).toEqual([]);
  });

  test.each([
    ['before an answer', never, 'unknown'],
    ['in the text of an answer', stalls(200), 'unknown'],
    ['in the text of a refusal, which stays one', stalls(400), 'rejected'],
  ])('ends a send %s at once, although its fetch hears of nothing', async (_, step, outcome) => {
    const caller = countingSignal();
    const { fetch, bodies } = scripted(step);
    const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal: caller.signal }));
    await expect.poll(() => bodies).toHaveLength(1);
    await new Promise(setImmediate);
    caller.abort();
    const ended = await ending;
    expect(ended.outcome).toBe(outcome);
    if (outcome === 'unknown') expect(ended.error?.message).toContain('the caller aborted it');
    expect(caller.left).toBe(0);
  });

  test('ends each of the sends that it is given to, also when another one has ended', async () => {
    const caller = countingSignal();
    const { fetch, bodies } = scripted(accepts, never, never);
    const client = createClient({ token: 't', fetch });
    const sends = [1, 2, 3].map(() => outcomeOf(client.send(notice, { signal: caller.signal })));
    await expect.poll(() => bodies).toHaveLength(3);
    expect((await sends[0])?.outcome).toBe('accepted');
    expect(caller.left).toBe(1);
    caller.abort();
    for (const send of sends.slice(1)) expect((await send).outcome).toBe('unknown');
    expect(caller.left).toBe(0);
  });

  test('that throws when it is listened to lets nothing out', async () => {
    const signal = {
      aborted: false,
      addEventListener() {
        throw new Error('mine');
      },
      removeEventListener() {},
    };
    const { fetch, bodies } = scripted(accepts);
    const onRetry = vi.fn();
    const { outcome, error } = await outcomeOf(createClient({ token: 't', fetch, onRetry }).send(notice, { signal }));
    expect(outcome).toBe('not-sent');
    expect(error?.message).toContain('the request could not be made');
    expect(onRetry).not.toHaveBeenCalled();
    expect(bodies).toEqual([]);
  });

  test('stops a fetch that hears of it', async () => {
    let heard: AbortSignal | undefined;
    const fetch = (_: string, { signal }: { readonly signal: AbortSignal }) => {
      heard = signal;
      return new Promise<Response>(() => {});
    };
    const controller = new AbortController();
    const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal: controller.signal }));
    await expect.poll(() => heard).toBeDefined();
    expect(heard?.aborted).toBe(false);
    controller.abort();
    expect((await ending).outcome).toBe('unknown');
    expect(heard?.aborted).toBe(true);
  });

  test('decides by whether fetch was called, in whatever moment it comes', async () => {
    const outcomes = new Set<string>();
    for (let moment = 0; moment < 60; moment++) {
      const { fetch, bodies } = scripted(accepts);
      const controller = new AbortController();
      const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal: controller.signal }));
      for (let turn = 0; turn < moment; turn++) await Promise.resolve();
      controller.abort();
      const called = bodies.length > 0;
      const { outcome, error } = await ending;
      outcomes.add(outcome);
      if (error !== undefined) expect(error.message).toContain('the caller aborted it');
      expect(bodies.length > 0, `fetch is not called after the abort in moment ${moment}`).toBe(called);
      expect(called ? ['unknown', 'accepted'] : ['not-sent']).toContain(outcome);
    }
    expect(outcomes).toEqual(new Set(['not-sent', 'unknown', 'accepted']));
  });

  test.each<[string, Step]>([
    ['an accepted request', accepts],
    ['a refused one', answers(400)],
    ['one that was not sent', refused],
    ['an unknown one', answers(500)],
    ['a lost one', fails('ECONNRESET')],
    ['nonsense', () => Promise.resolve(17 as never)],
  ])('has no listener left after %s', async (_, step) => {
    const caller = countingSignal();
    await outcomeOf(createClient({ token: 't', fetch: scripted(step).fetch, retry: 0 }).send(notice, { signal: caller.signal }));
    expect(caller.added).toBe(1);
    expect(caller.left).toBe(0);
  });

  test('of any make that looks like one does', async () => {
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      addEventListener: (_: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: 'abort', listener: () => void) => void listeners.delete(listener),
    };
    const { fetch, bodies } = scripted(never);
    const ending = outcomeOf(createClient({ token: 't', fetch }).send(notice, { signal }));
    await expect.poll(() => bodies).toHaveLength(1);
    for (const listener of listeners) listener();
    expect((await ending).outcome).toBe('unknown');
    expect(listeners.size).toBe(0);
  });

  test('cannot turn an outcome into its own error', async () => {
    const failing = () => {
      throw new Error('mine');
    };
    const send = (signal: object) =>
      outcomeOf(createClient({ token: 't', fetch: scripted(accepts).fetch }).send(notice, { signal } as never));
    expect((await send({ aborted: false, addEventListener() {}, removeEventListener: failing })).outcome).toBe('accepted');
    expect((await send({ aborted: false, addEventListener: failing, removeEventListener() {} })).outcome).toBe('not-sent');
  });
});

test('an answer that came whole before the abort is the outcome', async () => {
  const controller = new AbortController();
  const receipt = await createClient({ token: 't', fetch: scripted(accepts).fetch }).send(notice, { signal: controller.signal });
  controller.abort();
  expect(receipt).toEqual({ uuid: JSON.parse(documented).uuid });
});
