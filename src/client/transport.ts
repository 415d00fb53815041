import { failureOf } from './classify-error.js';
import { NotSentError, OutcomeUnknownError, type SendError } from './errors.js';
import type { FetchLike, SignalLike } from './options.js';

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Body;
  readonly retryAfter: string | null;
}

export interface ExchangeOptions {
  readonly timeout: number;
  readonly signal: SignalLike | undefined;
  readonly fetch: FetchLike | undefined;
  /** Keep the connection for the next request; else it is closed, so that no request goes out on a stale one. */
  readonly keepConnection: boolean;
}

/** One request and its answer, within the time and the caller's signal. Throws `NotSentError` or `OutcomeUnknownError`. */
export async function exchange(url: string, body: string | Uint8Array, options: ExchangeOptions): Promise<HttpAnswer> {
  const kyPost = await loadedKyPost();
  if (isAborted(options.signal)) throw new NotSentError('the caller aborted it before', { retryable: false });
  const stop = new Stop(options.timeout);
  let connection: Connection | undefined;
  let progress: Progress = 'nothing sent';
  const fetch: FetchLike = (input, init) => {
    if (stop.reason !== undefined) throw new Error(stop.reason);
    progress = 'under way';
    return (options.fetch ?? globalThis.fetch)(input, { ...init, ...connection?.init });
  };
  try {
    stop.obey(options.signal);
    connection = freshConnection();
    const response = await stop.race(kyPost(url, body, { signal: stop.signal, fetch, close: !options.keepConnection }));
    progress = 'answered';
    return await readAnswer(response, stop);
  } catch (error) {
    stop.abort();
    throw failureAt(progress, stop.reason, error);
  } finally {
    stop.release();
    connection?.close();
  }
}

type Progress = 'nothing sent' | 'under way' | 'answered';

function failureAt(progress: Progress, stopped: string | undefined, error: unknown): SendError {
  switch (progress) {
    case 'nothing sent':
      return new NotSentError(stopped ?? 'the request could not be made', { retryable: false });
    case 'under way':
      return stopped === undefined ? failureOf(error) : new OutcomeUnknownError(stopped);
    case 'answered':
      return new OutcomeUnknownError(stopped ?? 'the answer broke off or cannot be read');
  }
}

async function readAnswer(response: Response, stop: Stop): Promise<HttpAnswer> {
  const { status, headers } = response;
  if (!Number.isInteger(status)) throw new Error('not an answer of HTTP');
  const retryAfter = headers.get('retry-after');
  const body = stop.race(readBody(response));
  // A refusal is one, whatever comes of its text.
  return { status, body: await (status >= 400 && status <= 499 ? body.catch(() => nothingSaid) : body), retryAfter };
}

const nothingSaid: Body = { text: '', whole: false };

let kyPost: Promise<typeof import('./ky.js')> | undefined;

/** Loaded at the first request, so that composing does not wait for it. */
// Kept, as asking for a module again costs a tenth of a send.
async function loadedKyPost() {
  try {
    kyPost ??= import('./ky.js');
    return (await kyPost).kyPost;
  } catch {
    kyPost = undefined;
    throw new NotSentError('the part of the library that sends could not be loaded', { retryable: false });
  }
}

const mostBytes = 65_536;

/** The text of an answer. */
export interface Body {
  readonly text: string;
  /** Whether that is all of it. */
  readonly whole: boolean;
}

/** Reads an answer's text up to 64 KB. The rest is not read. */
export async function readBody(response: Response): Promise<Body> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let left = mostBytes;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
    if (left < 0) {
      reader.cancel().catch(() => {});
      return { text, whole: false };
    }
  }
  return { text: text + decoder.decode(), whole: true };
}

/** The end of an exchange: its timeout, or the caller's signal. */
// A fetch may ignore its signal, so it is raced, too.
export class Stop {
  /** Why it was stopped, once it was. */
  reason: string | undefined;
  readonly #controller = new AbortController();
  readonly #stopped: Promise<never>;
  readonly #timer: ReturnType<typeof setTimeout>;
  #reject: (error: Error) => void = () => {};
  #unlisten: () => void = () => {};

  constructor(timeout: number) {
    this.#stopped = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#stopped.catch(() => {});
    this.#timer = setTimeout(() => this.#stop(`the timeout of ${timeout} ms was over`), timeout);
  }

  /** Lets the caller's signal stop it. */
  obey(signal: SignalLike | undefined): void {
    this.#unlisten = onceAborted(signal, () => this.#stop('the caller aborted it'));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return Promise.race([work, this.#stopped]);
  }

  /** Lets go of the timer and the caller's signal. */
  release(): void {
    clearTimeout(this.#timer);
    this.#unlisten();
  }

  /** Ends what is left of the connection. */
  abort(): void {
    this.#controller.abort();
  }

  #stop(reason: string): void {
    this.reason ??= reason;
    this.#reject(new Error(reason));
    this.abort();
  }
}

/** What is to be called for each signal. */
const waiting = /* @__PURE__ */ new WeakMap<SignalLike, { readonly calls: Set<() => void>; readonly onAbort: () => void }>();

/** Calls back when the caller's signal aborts. Gives what ends the listening, which never throws. */
// A signal may live as long as the program, so that a listener left on it would be kept; and it has one for all requests that are
// under way, as runtimes warn of a leak where there are many.
export function onceAborted(signal: SignalLike | undefined, aborted: () => void): () => void {
  if (signal === undefined) return () => {};
  const { calls, onAbort } = waiting.get(signal) ?? listen(signal);
  calls.add(aborted);
  return () => {
    calls.delete(aborted);
    if (calls.size > 0) return;
    waiting.delete(signal);
    try {
      signal.removeEventListener('abort', onAbort);
    } catch {
      // A signal of the caller's own making must not turn an outcome into its error.
    }
  };
}

function listen(signal: SignalLike) {
  const calls = new Set<() => void>();
  const onAbort = () => {
    for (const aborted of calls) aborted();
  };
  signal.addEventListener('abort', onAbort);
  const listening = { calls, onAbort };
  waiting.set(signal, listening);
  return listening;
}

/** Whether the caller's signal has aborted. */
export function isAborted(signal: SignalLike | undefined): boolean {
  return signal?.aborted === true;
}

/** What a request needs from the runtime so that it does not go out on a connection of an earlier one. */
export interface Connection {
  readonly init: object;
  /** Never throws. */
  close(): void;
}

interface DenoRuntime {
  createHttpClient?: (options: { poolMaxIdlePerHost: number }) => { close(): void };
}

// Deno sends a POST again by itself when a kept connection dies under it; a client that keeps none does not.
export function freshConnection(): Connection {
  const deno = (globalThis as { Deno?: DenoRuntime }).Deno;
  if (typeof deno?.createHttpClient !== 'function') return { init: {}, close() {} };
  const client = deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  return {
    init: { client },
    close() {
      try {
        client.close();
      } catch {
        // The outcome stands.
      }
    },
  };
}
