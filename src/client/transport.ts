import { classifyFetchError, loadingError } from './classify-error.js';
import { type Connection, openConnection } from './connection.js';
import { Deadline, delay, isAborted } from './deadline.js';
import { NotSentError, OutcomeUnknownError, SendError } from './errors.js';
import type { FetchLike, RetryNotice, SignalLike } from './options.js';
import { parseRetryAfter, type RetryPolicy } from './retry.js';

/** Where and how requests go out, whichever method of the API they are for. */
export interface TransportSettings {
  readonly baseUrl: string;
  readonly timeout: number;
  readonly fetch: FetchLike | undefined;
  readonly onRetry: ((retry: RetryNotice) => unknown) | undefined;
}

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  /** The text, parsed where all of it came and is JSON. */
  readonly body: unknown;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

/** One call of a method. */
export interface Call<Result> {
  /** Makes a result of the answer, or throws a `SendError`. */
  read(answer: HttpAnswer): Result;
  readonly retry: RetryPolicy;
  readonly signal: SignalLike | undefined;
}

/** Calls methods of the API: `POST <base URL>/<method>`. */
export class Transport {
  readonly #settings: TransportSettings;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
  }

  /** Posts a body, again where the policy says so. Throws a `SendError`, or what `onRetry` throws. */
  async call<Result>(method: string, body: string | Uint8Array, call: Call<Result>): Promise<Result> {
    const { retry, signal } = call;
    let earlier: unknown;
    for (let attempt = 1; ; attempt++) {
      try {
        return call.read(await this.#exchange(method, body, call));
      } catch (failure) {
        // Stopped before the retry went out: what led to the retry is what became of the request.
        if (earlier !== undefined && failure instanceof NotSentError && isAborted(signal)) throw earlier;
        const wait = failure instanceof SendError && attempt <= retry.retries ? retry.delayOf(failure, attempt) : undefined;
        if (wait === undefined) throw failure;
        const { outcome, status } = failure as SendError & Pick<RetryNotice, 'outcome' | 'status'>;
        const told = this.#settings.onRetry?.({ attempt, delay: wait, outcome, status });
        if (isPromise(told) && !(await delay(told, signal))) throw failure;
        if (!(await delay(wait, signal))) throw failure;
        earlier = failure;
      }
    }
  }

  /** One request and its answer, within the time and the caller's signal. Throws `NotSentError` or `OutcomeUnknownError`. */
  async #exchange(method: string, body: string | Uint8Array, { signal }: Call<unknown>): Promise<HttpAnswer> {
    const { baseUrl, timeout, fetch: own } = this.#settings;
    const post = await loadPost();
    if (isAborted(signal)) throw new NotSentError('the caller aborted it before', { retryable: false });
    const deadline = new Deadline(timeout);
    let connection: Connection | undefined;
    let progress: Progress = 'nothing sent';
    const fetch: FetchLike = (input, init) => {
      if (deadline.reason !== undefined) throw new Error(deadline.reason);
      progress = 'under way';
      return (own ?? globalThis.fetch)(input, init);
    };
    try {
      deadline.obey(signal);
      const url = endpoint(baseUrl, method);
      const open = openConnection(url, (error) => deadline.fail(error));
      connection = open;
      const request = { url, headers: newHeaders(), body, signal: deadline.signal };
      const response = await deadline.race(post(request, fetch, () => open.init()));
      progress = 'answered';
      return await readAnswer(response, open, deadline);
    } catch (error) {
      deadline.abort();
      throw failureAt(progress, deadline, error, connection);
    } finally {
      deadline.release();
      connection?.close();
    }
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

/** A method's address under a base URL. */
export function endpoint(baseUrl: string, method: string): string {
  return new URL(method, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`).href;
}

function newHeaders(): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    // A connection that is kept may be closed by the server while the next request goes out on it: nobody knows what became of that one.
    connection: 'close',
    // No two requests are equal: a cache of a framework, which has the headers in its key, has no answer for this one.
    'x-request-id': crypto.randomUUID(),
  };
}

type Progress = 'nothing sent' | 'under way' | 'answered';

function failureAt(
  progress: Progress,
  { reason, aborted }: Deadline,
  error: unknown,
  connection: Connection | undefined,
): SendError {
  switch (progress) {
    case 'nothing sent':
      return new NotSentError(reason ?? 'the request could not be made', { retryable: false });
    case 'under way':
      if (reason === undefined) return classifyFetchError(error, connection);
      if (connection?.neverLeft()) return new NotSentError(`${reason} before it left`, { retryable: !aborted });
      return new OutcomeUnknownError(reason);
    case 'answered':
      return new OutcomeUnknownError(reason ?? 'the answer broke off or cannot be read');
  }
}

async function readAnswer(response: Response, connection: Connection, deadline: Deadline): Promise<HttpAnswer> {
  const { headers } = response;
  if (!Number.isInteger(response.status)) throw new Error('not an answer of HTTP');
  const status = connection.statusOf(response.status);
  const asked = headers.get('retry-after');
  const retryAfter = asked ? parseRetryAfter(asked) : undefined;
  const body = deadline.race(readBody(response));
  // A refusal is one, whatever comes of its text.
  return { status, body: await (status >= 400 && status <= 499 ? body.catch(() => '') : body), retryAfter };
}

let post: Promise<typeof import('./ky.js')> | undefined;

/** Loaded at the first request, so that composing does not wait for it. */
// Kept, as asking for a module again costs a tenth of a send.
async function loadPost() {
  try {
    post ??= import('./ky.js');
    return (await post).post;
  } catch (error) {
    post = undefined;
    throw loadingError('ky', error);
  }
}

const maxBytes = 65_536;

/** Reads an answer up to 64 KB, the rest is not read, and parses it where it is JSON. */
async function readBody(response: Response): Promise<unknown> {
  const { text, whole } = await readText(response);
  try {
    return whole ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

async function readText(response: Response): Promise<{ text: string; whole: boolean }> {
  // Of another library, whose bodies are not the standard's streams, or of a mock.
  if (typeof response.body?.getReader !== 'function') {
    const text = await response.text();
    return { text: text.slice(0, maxBytes), whole: text.length <= maxBytes };
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let left = maxBytes;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), whole: true };
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
    if (left < 0) {
      reader.cancel().catch(() => {});
      return { text, whole: false };
    }
  }
}
