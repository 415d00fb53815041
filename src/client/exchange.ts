import type { FetchLike } from './client-options.js';
import { failureOf } from './failure.js';
import { freshConnection } from './fresh-connection.js';
import { NotSentError } from './not-sent-error.js';
import { OutcomeUnknownError } from './outcome-unknown-error.js';
import { readBody } from './read-body.js';
import { SendError } from './send-error.js';
import type { SignalLike } from './send-options.js';
import { Stop } from './stop.js';

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
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
export async function exchange(url: string, body: string, options: ExchangeOptions): Promise<HttpAnswer> {
  const { kyPost } = await import('./ky-post.js');
  if (options.signal?.aborted) throw new NotSentError('the request was aborted before', { retryable: false });
  const stop = new Stop(options.timeout, options.signal);
  const connection = freshConnection();
  let begun = false;
  const fetch: FetchLike = (input, init) => {
    if (stop.reason !== undefined) throw new Error(stop.reason);
    begun = true;
    return (options.fetch ?? globalThis.fetch)(input, { ...init, ...connection.init });
  };
  try {
    const response = await stop.race(kyPost(url, body, { signal: stop.signal, fetch, close: !options.keepConnection }));
    const { status, headers } = response;
    if (!Number.isInteger(status)) throw new OutcomeUnknownError('the answer is not one of HTTP');
    return { status, body: await stop.race(readBody(response)), retryAfter: headers.get('retry-after') };
  } catch (error) {
    if (error instanceof SendError) throw error;
    if (!begun) throw new NotSentError(stop.reason ?? 'the request could not be made', { retryable: false });
    throw stop.reason === undefined ? failureOf(error) : new OutcomeUnknownError(stop.reason);
  } finally {
    stop.clear();
    connection.close();
  }
}
