import { createClient, type FetchLike, mailing, NotSentError } from 'viber-mailing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { documented, http, RawServer } from './raw-server.ts';
import { shown } from './shown.ts';

const token = 'Xq7wMZr2Lp9TbVn4';
const notice = mailing().from('444').bulk().text('Анна, ваш код 71-93-55').to(['375297654321']);
const pieces = ['Xq7wM', '375297', 'Анна', '71-93'];

/** Sends through a fetch, and checks that nothing is shown. */
async function ends(fetch: FetchLike) {
  const ending = await outcomeOf(createClient({ token, fetch, timeout: 10_000 }).send(notice));
  for (const [way, text] of Object.entries(shown(ending.error))) for (const piece of pieces) expect(text, way).not.toContain(piece);
  return ending;
}

const throwing = () => {
  throw new Error(`${token} 375297654321`);
};
/** Throws whatever one does with it. */
const hostile = new Proxy(Object.create(null), {
  get: throwing,
  has: throwing,
  getPrototypeOf: throwing,
  ownKeys: throwing,
  getOwnPropertyDescriptor: throwing,
});
const cyclic = Object.assign(new Error('round'), { cause: undefined as unknown });
cyclic.cause = cyclic;
const crowd = Object.assign(new Error('many'), { errors: [] as unknown[] });
crowd.errors = Array(1000).fill(crowd);
const deep = Array.from({ length: 100_000 }).reduce<Error>((cause) => new Error('deep', { cause }), new Error('bottom'));

describe('whatever a fetch throws that no runtime does is unknown', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text with the secrets', `${token} 375297654321 Анна, ваш код 71-93-55`],
    ['a number', 17],
    ['a symbol', Symbol(token)],
    ['a function', throwing],
    ['a plain object', { token, code: 'EVERYTHING', cause: { token } }],
    ['an error with the secrets', Object.assign(new Error(token, { cause: new Error('375297654321') }), { phone: '375297654321' })],
    ['an error whose code is a secret', Object.assign(new Error('no'), { code: token })],
    ['an error whose code is a phone', Object.assign(new Error('no'), { code: '375297654321' })],
    ['an error whose code is no text', Object.assign(new Error('no'), { code: { toString: throwing } })],
    ['an error whose getters throw', Object.defineProperty(new Error('no'), 'code', { get: throwing })],
    ['an error whose message cannot be read', Object.defineProperty(new Error('no'), 'message', { value: { toString: throwing } })],
    ['a proxy that throws', hostile],
    ['an error that caused itself', cyclic],
    ['an error of a thousand errors, each of them itself', crowd],
    ['an error with a hundred thousand causes', deep],
    ['an abort that nobody asked for', new DOMException('aborted', 'AbortError')],
    ["the library's own error", new NotSentError('no', { retryable: true })],
    [
      'a connection refused after one that was lost',
      Object.assign(new Error('no'), { code: 'ECONNRESET', cause: { code: 'ECONNREFUSED' } }),
    ],
  ])('%s', async (_, thrown) => {
    const rejecting = await ends(async () => {
      throw thrown;
    });
    expect(rejecting.outcome).toBe('unknown');
    expect(rejecting.error?.message).toContain('the connection was lost');
    const throwingAtOnce = await ends(() => {
      throw thrown;
    });
    expect(throwingAtOnce.outcome).toBe('unknown');
  });
});

describe('whatever a fetch gives that is no answer is unknown', () => {
  const used = async () => {
    const response = new Response(documented);
    await response.text();
    return response;
  };
  const locked = () => {
    const response = new Response(documented);
    response.body?.getReader();
    return response;
  };
  const streaming = (pull: (controller: ReadableStreamDefaultController) => void) => new Response(new ReadableStream({ pull }));

  test.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['null', () => null],
    ['a text', () => documented],
    ['a number', () => 200],
    ['an empty object', () => ({})],
    ['a status alone', () => ({ status: 200 })],
    ['a status that is a text', () => ({ status: '200', headers: new Headers(), body: null })],
    ['a status that is no whole number', () => ({ status: 200.5, headers: new Headers(), body: null })],
    ['a body that is a text', () => ({ status: 200, headers: new Headers(), body: documented })],
    ['the documented answer in place of a response', () => JSON.parse(documented)],
    ['a proxy that throws', () => hostile],
    // biome-ignore lint/suspicious/noThenProperty: that is what it is about.
    ['a promise that throws when it is awaited', () => ({ then: throwing })],
    ['a response that was read already', used],
    ['a response that is locked', locked],
    ['a response of the network that failed', () => Response.error()],
    ['a body of texts', () => streaming((controller) => controller.enqueue(documented))],
    ['a body of nonsense', () => streaming((controller) => controller.enqueue({ byteLength: -1 }))],
    [
      'a body that fails as if no connection had come about',
      () =>
        streaming((controller) => controller.error(Object.assign(new Error('no'), { code: 'ECONNREFUSED', syscall: 'connect' }))),
    ],
  ])('%s', async (_, answer) => {
    let calls = 0;
    const { outcome, error } = await ends(async () => {
      calls++;
      return answer();
    });
    expect(outcome).toBe('unknown');
    expect(error?.message).toMatch(/the answer broke off|the connection was lost|with status 0/);
    expect(calls).toBe(1);
  });
});

describe('where to look is said', () => {
  const read = async () => {
    const response = new Response(documented);
    await response.text();
    return response;
  };

  test.each<[string, () => unknown]>([
    ['the answer in place of a response', () => JSON.parse(documented)],
    ['a response that it has read', read],
    ['a response without a text', () => ({ status: 200, headers: new Headers(), json: async () => JSON.parse(documented) })],
    ["a response of axios, whose headers are no standard's", () => ({ status: 200, headers: {}, data: JSON.parse(documented) })],
  ])('where a fetch gives %s', async (_, answer) => {
    const { error } = await ends(async () => answer());
    expect(error?.message).toContain(
      'the answer broke off or cannot be read, as `fetch` gave no response, or one that was read before',
    );
  });

  test('where a fetch throws by itself', async () => {
    const { error } = await ends((_, init) => init.headers.set('x-trace', '17'));
    expect(error?.message).toContain('the connection was lost, or `fetch` failed by itself: look');
  });

  test('and no fetch is blamed where the runtime says what it was', async () => {
    const { error } = await ends(() => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' })));
    expect(error?.message).toContain('the connection was lost (ECONNRESET): look');
  });
});

describe('a fetch that wraps the own one of the runtime', () => {
  let server: RawServer;
  beforeEach(async () => {
    server = await RawServer.start({ arrived: (socket) => socket.write(http(200, documented)) });
  });
  afterEach(() => server.close());

  const traced = (headers: HeadersInit | undefined) => ({ ...(headers as Record<string, string>), 'x-trace': '17' });
  const wrappers: Readonly<Record<string, FetchLike>> = {
    'adds a header': (url: string, init: RequestInit) => fetch(url, { ...init, headers: traced(init.headers) }),
    'makes a request of what it gets': (url: string, init: RequestInit) => {
      const request = new Request(url, init);
      request.headers.set('x-trace', '17');
      return fetch(request);
    },
    'takes the request apart': (url: string, { method, headers, body, signal, redirect }: RequestInit) =>
      fetch(url, { method, headers: traced(headers), body, signal, redirect } as RequestInit),
    'looks into a copy of the answer': async (url: string, init: RequestInit) => {
      const response = await fetch(url, { ...init, headers: traced(init.headers) });
      expect(await response.clone().text()).toBe(documented);
      return response;
    },
    'gives another answer with the same text': async (url: string, init: RequestInit) => {
      const { status, body, headers } = await fetch(url, { ...init, headers: traced(init.headers) });
      return new Response(body, { status, headers });
    },
  };

  test.each(Object.entries(wrappers))('%s works', async (_, fetch) => {
    const { outcome } = await outcomeOf(createClient({ token, fetch, baseUrl: server.baseUrl }).send(notice));
    expect(outcome).toBe('accepted');
    expect(server.bodies).toEqual([
      `{"token":"${token}","messages":[{"alphaname_id":"444","message_type":"bulk","content":{"type":"text","text":"Анна, ваш код 71-93-55"},"delivery_list":["375297654321"]}]}`,
    ]);
    expect(server.headers).toMatch(/^x-trace: 17\r$/im);
    expect(server.headers).toMatch(/^content-type: application\/json\r$/im);
  });
});
