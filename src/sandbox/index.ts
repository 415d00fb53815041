/**
 * The API's endpoint for tests, in memory or on a loopback port.
 *
 * @module viber-mailing/sandbox
 */

import type { RequestJson } from '../wire/types.js';
import { Endpoint, type Reaction } from './endpoint.js';
import { type FaultOptions, readExtra, readFault, readTimes, type SandboxFault } from './fault.js';
import { type SandboxServer, serve } from './server.js';

export type { FaultOptions, SandboxAnswer, SandboxFault, SandboxFaultName } from './fault.js';
export type { SandboxServer } from './server.js';

/**
 * The endpoint. It checks each request as the documentation says, answers as documented, and nothing reaches anyone.
 *
 * Any token that is one is taken. A faulty request gets a 400 whose `error` says each place and rule, and no values;
 * another path a 404 that says which, another method a 405.
 */
export interface Sandbox {
  /**
   * Reaches the endpoint in memory: for the client's `fetch`, as {@link createSandbox} shows. It fails as Node's `fetch` fails,
   * and ends by its signal.
   */
  readonly fetch: SandboxFetch;

  /** What was accepted, in order. The values are the caller's own, made anew each time: read it once rather than in a loop. */
  readonly requests: RequestJson[];

  /** Forgets what was accepted, and the faults that are still to come. */
  reset(): void;

  /**
   * Lets the next request fail, or the next `times`. Several calls queue up: one fault for each request, retries included.
   *
   * @param fault - A {@link SandboxFaultName}, or an answer of your own: `{ status, body, retryAfter }`.
   * @throws {@link InvalidInputError} `fault_unknown`, `fault_status`, `fault_body`, `fault_retry_after`, `fault_times`, `options_expected`, `unknown_option`;
   * `fault_over_http` for `'refused'` where the sandbox listens on a port.
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const sandbox = createSandbox();
   * const client = createClient({ token: 'my-token', from: '444', fetch: sandbox.fetch });
   * const hello = mailing().bulk().text('Hello').to(['375291111111']);
   *
   * sandbox.failNext('reset-after-accepting');
   * await client.send(hello).catch(({ outcome }) => console.log(outcome)); // unknown
   * console.log(sandbox.requests.length); // 1
   *
   * sandbox.failNext({ status: 429, retryAfter: 0 });
   * await client.send(hello); // the retry is accepted
   * sandbox.failNext('refused', { times: 3 }); // the request and both retries
   * ```
   */
  failNext(fault: SandboxFault, options?: FaultOptions): void;

  /**
   * Serves the endpoint over HTTP, on a free port of 127.0.0.1.
   *
   * An accepted request with a `callback_url` on this machine (`localhost`, `127.0.0.1`, `[::1]`) has its answer posted
   * there, also when the answer itself got lost. No other host is ever called, and in memory none at all.
   *
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const server = await createSandbox().listen();
   * const client = createClient({ token: 'my-token', from: '444', baseUrl: server.baseUrl });
   * const { uuid } = await client.send(mailing().bulk().text('Hello').to(['375291111111']));
   * await server.close();
   * ```
   */
  listen(): Promise<SandboxServer>;
}

/** A `fetch` that reaches the sandbox and nothing else. */
export type SandboxFetch = (
  input: string | { readonly href: string } | { readonly url: string },
  init?: object,
) => Promise<SandboxResponse>;

/** A `Response`, where the program knows its type. */
// So that the types need neither the DOM's library nor Node's.
export type SandboxResponse = typeof globalThis extends { readonly Response: { readonly prototype: infer Known } } ? Known : any;

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  /**
   * Takes fields that the API does not document, as `.extra(…)` puts them into mailings and requests. A slip in a key of hand-made JSON
   * is not seen then.
   *
   * @defaultValue `false`
   */
  readonly extra?: boolean | undefined;
}

/**
 * Makes a sandbox.
 *
 * @throws {@link InvalidInputError} `sandbox_extra`, `options_expected`, `unknown_option`.
 * @example
 * ```ts
 * import { createClient, mailing } from 'viber-mailing';
 * import { createSandbox } from 'viber-mailing/sandbox';
 *
 * const sandbox = createSandbox();
 * const client = createClient({ token: 'my-token', fetch: sandbox.fetch });
 * await client.send(mailing().from('444').bulk().text('Hello').to(['375291111111']));
 * console.log(sandbox.requests[0]?.messages[0]?.delivery_list); // [ '375291111111' ]
 * ```
 */
export function createSandbox(options?: SandboxOptions): Sandbox {
  return new MemorySandbox(new Endpoint(readExtra(options)));
}

// Private, since what was accepted holds tokens, phones and texts, and a sandbox may be logged.
class MemorySandbox implements Sandbox {
  readonly #endpoint: Endpoint;
  readonly fetch: SandboxFetch = (input, init) => fetchFrom(this.#endpoint, input, init);

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  get requests(): RequestJson[] {
    return this.#endpoint.requests;
  }

  reset(): void {
    this.#endpoint.reset();
  }

  failNext(fault: SandboxFault, options?: FaultOptions): void {
    this.#endpoint.add(readFault(fault), readTimes(options));
  }

  listen(): Promise<SandboxServer> {
    return serve(this.#endpoint);
  }
}

/** Asks the endpoint as `fetch` would, and fails as Node's does. */
async function fetchFrom(endpoint: Endpoint, input: unknown, init: unknown): Promise<SandboxResponse> {
  const request = new Request(input as Request, init as RequestInit);
  const { signal, method, redirect, url } = request;
  const untilAborted: UntilAborted = (work) => unlessAborted(work, signal, [request, input]);
  signal.throwIfAborted();
  const fault = endpoint.take();
  if (fault?.connection === 'refused')
    throw failed('fetch failed', 'connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' });
  const body = new Uint8Array(await untilAborted(request.arrayBuffer()));
  signal.throwIfAborted();
  const { reply, connection } = endpoint.react({ method, path: new URL(url).pathname, body }, fault);
  if (reply === undefined) {
    if (connection === 'lost') throw failed('fetch failed', 'read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' });
    return untilAborted(forever());
  }
  const { status, headers, text } = reply;
  if (headers['location'] !== undefined && redirect !== 'manual') {
    if (redirect === 'error') throw failed('fetch failed', 'unexpected redirect', {});
    return fetchFrom(endpoint, new URL(headers['location'], url), { method, body, signal });
  }
  if (text === '') return new Response(null, { status, headers });
  return new Response(connection === 'kept' ? text : broken(text, connection, untilAborted), { status, headers });
}

type UntilAborted = <T>(work: Promise<T>) => Promise<T>;

/** The text as a stream that does not end well. */
function broken(text: string, connection: Reaction['connection'], untilAborted: UntilAborted): ReadableStream<Uint8Array> {
  let sent = false;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    await untilAborted(sent && connection === 'held' ? forever() : Promise.resolve());
    if (sent && connection === 'lost') throw failed('terminated', 'other side closed', { code: 'UND_ERR_SOCKET' });
    sent = true;
    controller.enqueue(new TextEncoder().encode(text));
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

const forever = () => new Promise<never>(() => {});

// A request that nothing but its own waiting holds is collected, and with it the signal that would end the waiting.
const waiting = /* @__PURE__ */ new Set<unknown>();

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, held: unknown): Promise<T> {
  waiting.add(held);
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
  return Promise.race([aborted, work]).finally(() => {
    waiting.delete(held);
    signal.removeEventListener('abort', abort);
  });
}

function failed(message: string, why: string, properties: object): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(why), properties) });
}
