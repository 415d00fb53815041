import { connect as netConnect, type Socket } from 'node:net';
import { createClient, type FetchLike, mailing } from 'viber-mailing';
import { afterEach, describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { overHttp } from './over-http.ts';
import { type Behaviour, closedPort, documented, http, RawServer } from './raw-server.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

/** Node's own fetch, and one that is made of `node:http`, as those of most libraries are. */
const kinds: Readonly<Record<string, FetchLike>> = {
  "the runtime's own fetch": (url, init) => fetch(url, init),
  'a fetch made of node:http': overHttp,
};

/** Tries three times, as what people wrap a fetch in does: where it throws, and after an answer with one of the statuses. */
const trying =
  (inner: FetchLike, statuses: readonly number[] = [], tries: unknown[] = []): FetchLike =>
  async (url, init) => {
    for (;;) {
      tries.push(url);
      try {
        const response: Response = await inner(url, init);
        if (!statuses.includes(response.status) || tries.length === 3) return response;
      } catch (error) {
        if (tries.length === 3) throw error;
      }
    }
  };

/** Gives an answer as an error where it is one, as libraries do that people take for a fetch. */
const throwing =
  (inner: FetchLike): FetchLike =>
  async (url, init) => {
    const response: Response = await inner(url, init);
    if (response.ok) return response;
    throw Object.assign(new Error(`Request failed with status code ${response.status}`), { code: 'ERR_BAD_REQUEST' });
  };

let server: RawServer | undefined;
afterEach(() => server?.close());

async function sends(behaviour: Behaviour, fetch: FetchLike) {
  server = await RawServer.start(behaviour);
  const ending = await outcomeOf(
    createClient({ token: 't', baseUrl: server.baseUrl, timeout: 20_000, retry: 0, fetch }).send(notice),
  );
  await server.calm();
  return { ...ending, posts: server.bodies.length };
}

const says = (...answers: readonly (readonly [status: number, body: string, headers?: Record<string, string>])[]): Behaviour => {
  let number = 0;
  return {
    arrived(socket) {
      const [status, body, headers] = answers[Math.min(number++, answers.length - 1)] as (typeof answers)[number];
      socket.end(http(status, body, { connection: 'close', ...headers }));
    },
  };
};
const error = '{"error":"no"}';

describe.each(Object.entries(kinds))('%s in something that tries again', (_, inner) => {
  test('posts once where the connection was lost, and the outcome is unknown', async () => {
    const { outcome, error, posts } = await sends({ arrived: (socket) => socket.resetAndDestroy() }, trying(inner));
    expect(posts).toBe(1);
    expect(outcome).toBe('unknown');
    expect(error?.message).toContain('the `fetch` that was given began to send it again');
  });

  test('is not said to have sent nothing, where the server dies of the first try', async () => {
    const port = await closedPort();
    // The second try meets a port at which nobody listens any more.
    const moving: FetchLike = (() => {
      let tries = 0;
      return (url, init) => inner(tries++ === 0 ? url : `http://127.0.0.1:${port}/api/v1/sendBulkViber`, init);
    })();
    const { outcome, posts } = await sends({ arrived: (socket) => socket.resetAndDestroy() }, trying(moving));
    expect(posts).toBe(1);
    expect(outcome).toBe('unknown');
  });

  test.each([500, 503, 200, 302])('posts once where the server answers with %d', async (status) => {
    const { outcome, posts } = await sends(says([status, error, { location: '/elsewhere' }]), trying(inner, [status]));
    expect(posts).toBe(1);
    expect(outcome).toBe('unknown');
  });

  test.each([401, 429])('may post again what was refused with %d', async (status) => {
    const { outcome, posts } = await sends(says([status, error], [200, documented]), trying(inner, [status]));
    expect(posts).toBe(2);
    expect(outcome).toBe('accepted');
  });

  test('may try again where no connection came about', async () => {
    const tries: unknown[] = [];
    const client = createClient({
      token: 't',
      baseUrl: `http://127.0.0.1:${await closedPort()}/`,
      retry: 0,
      fetch: trying(inner, [], tries),
    });
    expect((await outcomeOf(client.send(notice))).outcome).toBe('not-sent');
    expect(tries).toHaveLength(3);
  });
});

describe.each(Object.entries(kinds))('%s in something that throws what is no success', (_, inner) => {
  test.each([400, 404, 421, 429])('is a refusal with %d', async (status) => {
    const ending = await sends(says([status, error]), throwing(inner));
    expect(ending.error).toMatchObject({ outcome: 'rejected', status, reason: '' });
    expect(ending.posts).toBe(1);
  });

  test.each([302, 500])('is unknown with %d', async (status) => {
    expect((await sends(says([status, error]), throwing(inner))).outcome).toBe('unknown');
  });

  test('is unknown where the one that was refused was followed by one that was lost', async () => {
    let number = 0;
    const behaviour: Behaviour = {
      arrived: (socket) => (number++ === 0 ? socket.end(http(429, error, { connection: 'close' })) : socket.resetAndDestroy()),
    };
    const { outcome, posts } = await sends(behaviour, trying(inner, [429]));
    expect(posts).toBe(2);
    expect(outcome).toBe('unknown');
  });
});

test.each(Object.entries(kinds))('what %s tells others with the same headers is no second try', async (_, inner) => {
  const telling: FetchLike = async (url, init) => {
    const response: Response = await inner(url, init);
    await inner(new URL('/log', url).href, { ...init, body: String(response.status) });
    return response;
  };
  const { outcome, posts } = await sends(says([200, documented]), telling);
  expect(posts).toBe(2);
  expect(outcome).toBe('accepted');
});

test.each(Object.entries(kinds))('what is refused of what %s tells others is no refusal of the request', async (_, inner) => {
  const telling: FetchLike = async (url, init) => {
    await inner(new URL('/log', url).href, init);
    return inner(url, init);
  };
  let number = 0;
  const behaviour: Behaviour = {
    arrived: (socket) => (number++ === 0 ? socket.end(http(404, error, { connection: 'close' })) : socket.resetAndDestroy()),
  };
  const { outcome, posts } = await sends(behaviour, telling);
  expect(posts).toBe(2);
  expect(outcome).toBe('unknown');
});

test.each(Object.entries(kinds))('%s that follows a redirect posts once', async (_, inner) => {
  const following: FetchLike = async (url, init) => {
    const response: Response = await inner(url, init);
    return inner(new URL(response.headers.get('location') as string, url).href, init);
  };
  const { outcome, posts } = await sends(says([307, '', { location: '/elsewhere' }], [200, documented]), following);
  expect(posts).toBe(1);
  expect(outcome).toBe('unknown');
});

// Node tells of a request before it is written from 22.12 on.
test.runIf(Number(process.versions.node.split('.')[0]) >= 24)('nor does it on a connection that is kept', async () => {
  const following: FetchLike = async (url, { headers, ...init }) => {
    const kept = { ...headers, connection: 'keep-alive' };
    const response: Response = await overHttp(url, { ...init, headers: kept });
    return overHttp(new URL(response.headers.get('location') as string, url).href, { ...init, headers: kept });
  };
  const keeping: Behaviour = { arrived: (socket) => socket.write(http(307, '', { location: '/elsewhere' })) };
  const { outcome, posts } = await sends(keeping, following);
  expect(posts).toBe(1);
  expect(outcome).toBe('unknown');
});

interface Agent {
  dispatch(options: object, handler: object): boolean;
}
type Connect = (options: { readonly port: string }, connected: (error: null, socket: Socket) => void) => void;

/** Lets all of Node's requests go through another dispatcher, made of its own. */
async function through<Result>(make: (real: Agent) => object, work: () => Promise<Result>): Promise<Result> {
  // It is there once something was fetched.
  await fetch('data:,');
  const globals = globalThis as unknown as Record<symbol, Agent>;
  const symbols = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`)).filter((symbol) => symbol in globals);
  const before = symbols.map((symbol) => globals[symbol] as Agent);
  symbols.forEach((symbol, index) => {
    globals[symbol] = make(before[index] as Agent) as Agent;
  });
  try {
    return await work();
  } finally {
    symbols.forEach((symbol, index) => {
      globals[symbol] = before[index] as Agent;
    });
  }
}

describe('a fetch that goes on when the client has given up', () => {
  /** Connects only once the client has given up. Gives the outcome, and what arrived after it. */
  async function givesUp(take: (init: RequestInit) => RequestInit) {
    let connects = () => {};
    const connect: Connect = ({ port }, connected) => {
      connects = () => {
        const socket = netConnect(Number(port), '127.0.0.1', () => connected(null, socket));
      };
    };
    // In Node 26 the first is no agent, and not asked.
    const isAgent = (real: Agent) => real.constructor.name === 'Agent';
    const slow = (real: Agent) => (isAgent(real) ? new (real.constructor as new (options: object) => Agent)({ connect }) : real);
    const origin = await RawServer.start(says([200, documented]));
    server = origin;
    return through(slow, async () => {
      let going: Promise<unknown> | undefined;
      const own: FetchLike = (url, init) => {
        going = fetch(url, take(init));
        return going as Promise<Response>;
      };
      const client = createClient({ token: 't', baseUrl: origin.baseUrl, timeout: 200, retry: 0, fetch: own });
      const { outcome } = await outcomeOf(client.send(notice));
      connects();
      await going?.catch(() => {});
      return { outcome, posts: origin.bodies.length };
    });
  }

  test('as it drops the signal sends nothing of what is said not to have left', async () => {
    expect(await givesUp(({ signal: _, ...rest }) => rest)).toEqual({ outcome: 'not-sent', posts: 0 });
  });

  test('as it passes on nothing but the request may send it, which is unknown', async () => {
    const { outcome, posts } = await givesUp(({ method, headers, body }) => ({ method, headers, body }) as RequestInit);
    expect(posts).toBe(1);
    expect(outcome).toBe('unknown');
  });
});

test("two of the runtime's own at once post once", async () => {
  const both: FetchLike = (url, init) => Promise.any([fetch(url, init), fetch(url, init)]);
  const { posts } = await sends(says([200, documented]), both);
  expect(posts).toBe(1);
});

test('a dispatcher that tries again posts once, and the outcome is unknown', async () => {
  const trying = (real: Agent) => ({
    dispatch(options: object, handler: Record<string, unknown>): boolean {
      const again = () => real.dispatch(options, handler);
      const failing = new Proxy(handler, {
        get: (of, name) => (/^on(Response)?Error$/.test(String(name)) ? again : of[String(name)]),
      });
      return real.dispatch(options, failing);
    },
  });
  const sending = () => sends({ arrived: (socket) => socket.resetAndDestroy() }, (url, init) => fetch(url, init));
  const { outcome, posts } = await through(trying, sending);
  expect(posts).toBe(1);
  expect(outcome).toBe('unknown');
});
