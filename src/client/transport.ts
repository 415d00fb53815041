import { joined } from '../wire/request-body.js';
import { classifyFetchError, loadingError } from './classify-error.js';
import { Connection } from './connection.js';
import { NotSentError, OutcomeUnknownError, SendError } from './errors.js';
import type { FetchLike, Settings, SignalLike } from './options.js';

export interface HttpAnswer {
  readonly status: number;
  /** The text, parsed where all of it came and is JSON. */
  readonly body: unknown;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

export interface Call<Result> {
  /** Makes a result of the answer, or throws a `SendError`. */
  read(answer: HttpAnswer): Result;
  readonly retry: {
    /** How many retries there are at most. */
    readonly retries: number;
    /** How long to wait before the retry of that number, from 1, in milliseconds; `undefined` where there must be none. */
    delayOf(failure: SendError, attempt: number): number | undefined;
  };
  readonly signal: SignalLike | undefined;
}

type TransportSettings = Pick<Settings, 'baseUrl' | 'timeout' | 'fetch' | 'onRetry'>;
type Body = string | Uint8Array;

/** Calls a method of the API, again where its policy says so. Throws a `SendError`, or what `onRetry` throws. */
export async function call<Result>(settings: TransportSettings, method: string, body: Body, call: Call<Result>): Promise<Result> {
  const { read, retry, signal } = call;
  const { baseUrl, onRetry } = settings;
  const url = new URL(method, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`).href;
  let earlier: unknown;
  for (let attempt = 1; ; attempt++) {
    try {
      return read(await exchange(settings, url, body, signal));
    } catch (failure) {
      // Stopped before the retry went out: what led to the retry is what became of the request.
      if (earlier !== undefined && failure instanceof NotSentError && signal?.aborted) throw earlier;
      const wait = failure instanceof SendError && attempt <= retry.retries ? retry.delayOf(failure, attempt) : undefined;
      if (wait === undefined) throw failure;
      const { outcome, status } = failure as NotSentError & { readonly status: undefined };
      const told = onRetry?.({ attempt, delay: wait, outcome, status });
      if (told !== undefined && !(await delay(Promise.resolve(told), signal))) throw failure;
      if (!(await delay(wait, signal))) throw failure;
      earlier = failure;
    }
  }
}

/** One request and its answer, within the time and the caller's signal. Throws `NotSentError` or `OutcomeUnknownError`. */
async function exchange(settings: TransportSettings, url: string, body: Body, callers?: SignalLike): Promise<HttpAnswer> {
  const { timeout, fetch: own } = settings;
  const post = await loadPost();
  if (callers?.aborted) throw new NotSentError('the caller aborted it before', { retryable: false });
  const deadline = new Deadline(timeout);
  const { signal } = deadline.controller;
  let connection: Connection | undefined;
  let progress: Progress = 'nothing sent';
  const fetch: FetchLike = (input, init) => {
    if (deadline.reason !== undefined) throw new Error(deadline.reason);
    progress = 'under way';
    return (own ?? globalThis.fetch)(input, init);
  };
  try {
    deadline.obey(callers);
    const open = new Connection(url, deadline);
    connection = open;
    const response = await deadline.race(post(url, fetch, () => ({ ...open.init(), body, signal })));
    progress = 'answered';
    return await readAnswer(response, open, deadline);
  } catch (error) {
    deadline.controller.abort();
    const status = connection?.refusedWith();
    // A `fetch` may throw what is no success, or fail at its text.
    if (status !== undefined) return { status, body: '', retryAfter: undefined };
    throw failureAt(progress, deadline, error, connection);
  } finally {
    deadline.release();
    connection?.close();
  }
}

let post: Promise<typeof import('./ky.js')> | undefined;

/** Loaded at the first request, so that composing does not wait for it, and kept, as asking for a module again costs a tenth of a send. */
async function loadPost() {
  try {
    post ??= import('./ky.js');
    return (await post).post;
  } catch (error) {
    post = undefined;
    throw loadingError('ky', error);
  }
}

type Progress = 'nothing sent' | 'under way' | 'answered';

function failureAt(progress: Progress, { reason }: Deadline, error: unknown, connection?: Connection): SendError {
  if (progress === 'nothing sent') return new NotSentError(reason ?? 'the request could not be made', { retryable: false });
  const why = error === noResponse ? ', as `fetch` gave no response, or one that was read before' : '';
  if (progress === 'answered') return new OutcomeUnknownError(reason ?? `the answer broke off or cannot be read${why}`);
  if (reason === undefined) return classifyFetchError(error, connection);
  if (connection?.neverLeft()) return new NotSentError(`${reason} before it left`, { retryable: reason !== abortedByCaller });
  return new OutcomeUnknownError(reason);
}

const noResponse = /* @__PURE__ */ new Error('no response');

async function readAnswer(response: Response, connection: Connection, deadline: Deadline): Promise<HttpAnswer> {
  const { headers, bodyUsed } = response;
  if (!Number.isInteger(response.status) || typeof headers?.get !== 'function' || bodyUsed) throw noResponse;
  const status = connection.statusOf(response.status);
  const retryAfter = parseRetryAfter(headers.get('retry-after') ?? '');
  const body = deadline.race(readBody(response));
  // A refusal is one, whatever comes of its text.
  return { status, body: await (status >= 400 && status <= 499 ? body.catch(() => '') : body), retryAfter };
}

const maxBytes = 65_536;

/** Reads an answer up to 64 KB, the rest is not read, and parses it where it is JSON. */
async function readBody(response: Response): Promise<unknown> {
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The text; behind what was cut off stands what no JSON ends with. */
async function readText(response: Response): Promise<string> {
  // A mock, or a response of another library, whose body is no stream of the standard.
  if (typeof response.body?.getReader !== 'function') {
    if (typeof response.text !== 'function') throw noResponse;
    const text = (await response.text()).replace(/^\uFEFF/, '');
    return text.length > maxBytes ? `${text.slice(0, maxBytes)}…` : text;
  }
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  for (let left = maxBytes; left >= 0; ) {
    const { done, value } = await reader.read();
    if (done) return decoded(joined(chunks), response);
    chunks.push(value.subarray(0, left));
    left -= value.byteLength;
  }
  reader.cancel().catch(() => {});
  return `${decoded(joined(chunks), response)}…`;
}

/** JSON is UTF-8, whatever its label says; a text that is not is read by its label, where the runtime knows that. */
function decoded(bytes: Uint8Array, { headers }: Response): string {
  const text = new TextDecoder().decode(bytes);
  try {
    const [, label] = /charset="?([^\s;"]+)/i.exec(headers.get('content-type') ?? '') ?? [];
    return text.includes('\uFFFD') ? new TextDecoder(label).decode(bytes) : text;
  } catch {
    return text;
  }
}

const abortedByCaller = 'the caller aborted it';

/** The end of an exchange: its timeout, or the caller's signal. A fetch may ignore its signal, so it is raced, too. */
class Deadline {
  /** Why it was stopped, once it was. */
  reason: string | undefined;
  /** Ends what is left of the connection. */
  readonly controller = new AbortController();
  /** Ends what is raced with an error that is not its own. */
  fail: (error: unknown) => void = () => {};
  readonly #stopped = new Promise<never>((_, reject) => {
    this.fail = reject;
  });
  readonly #timer: ReturnType<typeof setTimeout>;
  #unlisten = () => {};

  constructor(timeout: number) {
    this.#stopped.catch(() => {});
    this.#timer = setTimeout(() => this.giveUp(`the timeout of ${timeout} ms was over`), timeout);
  }

  /** Lets the caller's signal stop it. */
  obey(signal: SignalLike | undefined): void {
    this.#unlisten = onAbort(signal, () => this.giveUp(abortedByCaller));
  }

  race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return Promise.race([work, this.#stopped]);
  }

  /** Ends what is raced, for a reason. */
  giveUp(reason: string): void {
    this.reason ??= reason;
    this.fail(new Error(reason));
  }

  /** Lets go of the timer and the caller's signal. */
  release(): void {
    clearTimeout(this.#timer);
    this.#unlisten();
  }
}

/** Waits for a time or for what is given, until the signal ends it. Tells whether it was waited out. */
async function delay(time: number | Promise<unknown>, signal: SignalLike | undefined): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unlisten = () => {};
  const aborted = new Promise<boolean>((resolve) => {
    if (signal?.aborted) resolve(false);
    else unlisten = onAbort(signal, () => resolve(false));
  });
  const over = typeof time === 'number' ? new Promise((resolve) => (timer = setTimeout(resolve, time))) : time;
  try {
    return await Promise.race([aborted, over.then(() => true)]);
  } finally {
    clearTimeout(timer);
    unlisten();
  }
}

/** What is to be called for each signal. */
const waiting = /* @__PURE__ */ new WeakMap<SignalLike, { readonly calls: Set<() => void>; readonly listener: () => void }>();

/** Calls back when the caller's signal aborts. Gives what ends the listening, which never throws. */
// A signal may live as long as the program, so that a listener left on it would be kept; and it has one for all requests that are
// under way, as runtimes warn of a leak where there are many.
function onAbort(signal: SignalLike | undefined, aborted: () => void): () => void {
  if (signal === undefined) return () => {};
  const { calls, listener } = waiting.get(signal) ?? listen(signal);
  calls.add(aborted);
  return () => {
    calls.delete(aborted);
    if (calls.size > 0) return;
    waiting.delete(signal);
    try {
      signal.removeEventListener('abort', listener);
    } catch {
      // A signal of the caller's own making must not turn an outcome into its error.
    }
  };
}

function listen(signal: SignalLike) {
  const calls = new Set<() => void>();
  const listener = () => {
    for (const aborted of calls) aborted();
  };
  signal.addEventListener('abort', listener);
  waiting.set(signal, { calls, listener });
  return { calls, listener };
}

/** A `Retry-After` header in seconds: a number, or a date of HTTP; `undefined` for anything else. */
export function parseRetryAfter(retryAfter: string, now: number = Date.now()): number | undefined {
  const asked = retryAfter.trim();
  if (/^\d+(?:\.\d+)?$/.test(asked)) return Math.min(Number(asked), Number.MAX_SAFE_INTEGER);
  // Other things that `Date.parse` takes, such as a lone "-1", are no dates. The oldest form of HTTP has no zone, and means GMT.
  // PHP writes +0000 in the place of GMT.
  if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d (?:\d{4}|GMT|UTC|[+-]\d{4})$/.test(asked)) return undefined;
  const moment = Date.parse(/ \d{4}$/.test(asked) ? `${asked} GMT` : asked);
  return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - now) / 1000));
}
