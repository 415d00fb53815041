import { isAborted } from './abort-listener.js';
import type { FetchLike } from './client-options.js';
import { failureOf } from './failure.js';
import { type Connection, freshConnection } from './fresh-connection.js';
import { NotSentError } from './not-sent-error.js';
import { OutcomeUnknownError } from './outcome-unknown-error.js';
import { type Body, readBody } from './read-body.js';
import type { SendError } from './send-error.js';
import type { SignalLike } from './send-options.js';
import { Stop } from './stop.js';

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

let kyPost: Promise<typeof import('./ky-post.js')> | undefined;

/** Loaded at the first request, so that composing does not wait for it. */
// Kept, as asking for a module again costs a tenth of a send.
async function loadedKyPost() {
  try {
    kyPost ??= import('./ky-post.js');
    return (await kyPost).kyPost;
  } catch {
    kyPost = undefined;
    throw new NotSentError('the part of the library that sends could not be loaded', { retryable: false });
  }
}
