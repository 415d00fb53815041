import { channel } from 'node:diagnostics_channel';
import { createClient, mailing } from 'viber-mailing';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { documented, http, RawServer } from './raw-server.ts';
import { accepts } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);
const baseUrl = 'http://127.0.0.1:8087/api/';
const host = '127.0.0.1:8087';
const names = ['undici:request:create', 'undici:client:sendHeaders', 'undici:client:connectError'];
/** The request that undici makes of what it is asked for. */
const made = ({ headers }: Record<string, unknown>) => ({
  method: 'POST',
  path: '/api/sendBulkViber',
  headers: [JSON.stringify(headers)],
});

type Handler = Record<string, (...rest: unknown[]) => unknown>;
type Dispatch = (options: Record<string, unknown>, handler: Handler) => boolean;

const globals = globalThis as unknown as Record<symbol, { dispatch: Dispatch } | undefined>;
const [first, second] = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];
let real: ({ dispatch: Dispatch } | undefined)[];

beforeAll(async () => {
  await fetch('data:,');
  real = [globals[first], globals[second]];
});
afterEach(() => {
  [globals[first], globals[second]] = real;
});

/** Puts a dispatcher in the place of the global one of a version of undici. */
function replaced(symbol: symbol, dispatch: Dispatch) {
  globals[symbol] = { dispatch };
}

/** The same for every version. */
function replacedBoth(dispatch: Dispatch) {
  replaced(first, dispatch);
  replaced(second, dispatch);
}

const publish = (name: string, message: object) => channel(name).publish(message);
const fails = (error: Error) => publish('undici:client:connectError', { error, connectParams: { host } });
const hungUp = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
const send = (timeout = 100) => outcomeOf(createClient({ token: 't', baseUrl, timeout, retry: 0 }).send(notice));

test('a proxy that hangs up again and again is given up', async () => {
  let connects = 0;
  replacedBoth((options) => {
    publish('undici:request:create', { request: made(options) });
    const again = () => {
      if (++connects < 1_000) setImmediate(again);
      fails(hungUp);
    };
    setImmediate(again);
    return true;
  });
  const { outcome, error } = await send(20_000);
  expect(outcome).toBe('not-sent');
  expect(error).toMatchObject({ code: 'UND_ERR_SOCKET', retryable: true });
  expect(connects).toBeGreaterThanOrEqual(5);
  expect(connects).toBeLessThan(1_000);
});

describe('a request that has left', () => {
  test('is unknown, however often others fail to connect', async () => {
    replacedBoth((options) => {
      const request = made(options);
      publish('undici:request:create', { request });
      publish('undici:client:sendHeaders', { request });
      for (let time = 0; time < 20; time++) fails(hungUp);
      return true;
    });
    expect((await send()).outcome).toBe('unknown');
  });

  test.each([
    ['that somebody else posts to the same place', { headers: [] }],
    ['to another place', { path: '/api/other' }],
    ['of another method', { method: 'OPTIONS' }],
  ])('is not one %s', async (_, other) => {
    replacedBoth((options) => {
      publish('undici:request:create', { request: made(options) });
      setImmediate(() => publish('undici:client:sendHeaders', { request: { ...made(options), ...other } }));
      return true;
    });
    expect((await send()).outcome).toBe('not-sent');
  });
});

test('nothing is proved where undici did not make the request', async () => {
  replacedBoth(() => true);
  expect((await send()).outcome).toBe('unknown');
});

test('an error that is not the one of connecting proves nothing', async () => {
  const fetch = async () => {
    fails(Object.assign(new Error('no'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }));
    throw Object.assign(new Error('no'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
  };
  expect((await outcomeOf(createClient({ token: 't', fetch, retry: 0 }).send(notice))).outcome).toBe('unknown');
});

describe('the dispatcher', () => {
  const dispatcherOf = async () => {
    let given: { dispatch: Dispatch } | undefined;
    const fetch = (_: string, { dispatcher }: { dispatcher: { dispatch: Dispatch } }) => {
      given = dispatcher;
      return accepts();
    };
    await createClient({ token: 't', fetch }).send(notice);
    return given as { dispatch: Dispatch };
  };

  test('asks the global one of the version that a handler is of, without HTTP/2', async () => {
    const asked: unknown[] = [];
    replaced(first, (options) => asked.push([1, options]) > 0);
    replaced(second, (options) => asked.push([2, options]) > 0);
    const dispatcher = await dispatcherOf();
    dispatcher.dispatch({ path: '/a' }, { onConnect() {} });
    dispatcher.dispatch({ path: '/b', allowH2: true }, { onRequestStart() {} });
    expect(asked).toEqual([
      [1, { path: '/a', allowH2: false }],
      [2, { path: '/b', allowH2: false }],
    ]);
  });

  test.each([
    ['onHeaders', (handler: Handler, status: number) => handler['onHeaders']?.(status, [], () => {}, 'Text')],
    ['onResponseStart', (handler: Handler, status: number) => handler['onResponseStart']?.({}, status, {}, 'Text')],
  ])('shows 407 and 421 as 400 to %s, and other statuses as they are', async (name, answers) => {
    const seen: unknown[] = [];
    for (const status of [200, 400, 407, 421, 500]) {
      replaced(first, (_, handler) => Boolean(answers(handler, status)) || true);
      const dispatcher = await dispatcherOf();
      dispatcher.dispatch({}, { [name]: (...rest: unknown[]) => seen.push(rest.find((each) => typeof each === 'number')) });
    }
    expect(seen).toEqual([200, 400, 400, 400, 500]);
  });
});

test('undici is listened to while something is sent, and no longer', async () => {
  const subscribed = () => names.map((name) => channel(name).hasSubscribers);
  let during: boolean[] = [];
  const fetch = () => {
    during = subscribed();
    return accepts();
  };
  await createClient({ token: 't', fetch }).send(notice);
  expect(during).toEqual([true, true, true]);
  expect(subscribed()).toEqual([false, false, false]);
});

test('a refusal with 407 or 421 is one request and one answer', async () => {
  for (const status of [407, 421]) {
    const server = await RawServer.start({ arrived: (socket) => socket.write(http(status, '{"error":"no"}')) });
    const { error } = await outcomeOf(createClient({ token: 't', baseUrl: server.baseUrl }).send(notice));
    expect(error).toMatchObject({ outcome: 'rejected', status, reason: 'no' });
    await server.calm();
    expect(server.bodies).toHaveLength(1);
    await server.close();
  }
  const server = await RawServer.start({ arrived: (socket) => socket.write(http(200, documented)) });
  expect((await outcomeOf(createClient({ token: 't', baseUrl: server.baseUrl }).send(notice))).outcome).toBe('accepted');
  await server.close();
});
