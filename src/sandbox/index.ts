/**
 * The API's endpoint for tests, in memory or on a loopback port.
 *
 * @module viber-mailing/sandbox
 */

import type { RequestJson } from '../wire/types.js';
import { Endpoint } from './endpoint.js';
import { type FaultOptions, readFault, readTimes, type SandboxFault } from './fault.js';
import { fetchFrom, type SandboxFetch } from './fetch.js';
import { type SandboxServer, serve } from './server.js';

export type { FaultOptions, SandboxAnswer, SandboxFault, SandboxFaultName } from './fault.js';
export type { SandboxFetch, SandboxResponse } from './fetch.js';
export type { SandboxServer } from './server.js';

/**
 * The API's endpoint for tests, in memory or on a loopback port. It checks each request as the documentation says,
 * answers as documented, and nothing reaches anyone.
 *
 * Any token that is one is taken. A faulty request gets a 400 whose `error` says each place and rule, and no values;
 * another path a 404 that says which, another method a 405.
 */
export interface Sandbox {
  /**
   * Reaches the endpoint in memory: for the client's `fetch`. It fails as Node's `fetch` fails, and ends by its signal.
   *
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const sandbox = createSandbox();
   * const client = createClient({ token: 'my-token', from: '444', fetch: sandbox.fetch });
   * await client.send(mailing().bulk().text('Hello').to(['375291111111']));
   * console.log(sandbox.requests[0]?.messages[0]?.delivery_list); // [ '375291111111' ]
   * ```
   */
  readonly fetch: SandboxFetch;

  /**
   * What was accepted, in order. The values are the caller's own, made anew each time: read it once rather than in a loop.
   */
  readonly requests: RequestJson[];

  /** Forgets what was accepted, and the faults that are still to come. */
  reset(): void;

  /**
   * Lets the next request fail, or the next `times`. Several calls queue up: one fault for each request, retries included.
   *
   * @param fault - A {@link SandboxFaultName}, or an answer of your own: `{ status, body, retryAfter }`.
   * @throws {@link InvalidInputError} `fault_unknown`, `fault_status`, `fault_body`, `fault_retry_after`, `fault_times`, `unknown_option`;
   * `fault_over_http` for `'refused'` where the sandbox listens on a port.
   * @example
   * ```ts
   * import { createClient, mailing, OutcomeUnknownError } from 'viber-mailing';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const sandbox = createSandbox();
   * const client = createClient({ token: 'my-token', from: '444', fetch: sandbox.fetch });
   * const hello = mailing().bulk().text('Hello').to(['375291111111']);
   *
   * sandbox.failNext('reset-after-accepting');
   * const failure = await client.send(hello).catch((error) => error);
   * console.log(failure instanceof OutcomeUnknownError); // true
   * // A second try would have been billed again.
   * console.log(sandbox.requests.length); // 1
   *
   * sandbox.failNext({ status: 429, retryAfter: 0 });
   * await client.send(hello); // the retry is accepted
   *
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

/**
 * Makes a sandbox: the API's endpoint for tests.
 *
 * @example
 * ```ts
 * import { createClient, mailing } from 'viber-mailing';
 * import { createSandbox } from 'viber-mailing/sandbox';
 *
 * const sandbox = createSandbox();
 * const client = createClient({ token: 'my-token', fetch: sandbox.fetch });
 * await client.send(mailing().from('444').bulk().text('Hello').to(['375291111111']));
 * console.log(sandbox.requests.length); // 1
 * ```
 */
export function createSandbox(): Sandbox {
  return new MemorySandbox();
}

// Private, since what was accepted holds tokens, phones and texts, and a sandbox may be logged.
class MemorySandbox implements Sandbox {
  readonly #endpoint = new Endpoint();
  readonly fetch: SandboxFetch = (input, init) => fetchFrom(this.#endpoint, input, init);

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
