import ky from 'ky';
import type { FetchLike } from './options.js';

/** A request, as far as the transport decides on it. */
export interface Post {
  readonly url: string;
  readonly id: string;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal;
}

/**
 * One POST through ky, with none of its own retrying, timing or throwing: what becomes of a request decides the transport, which must
 * know whether it was sent. Loaded at the first request.
 */
export function post({ url, id, body, signal }: Post, fetch: FetchLike, more: () => object): Promise<Response> {
  // Called with the parts of the request, as the body of ky's `Request` can be read once only, and other libraries take no requests but
  // their own.
  const own = () => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      // A connection that is kept may be closed by the server while the next request goes out on it: nobody knows what became of that one.
      connection: 'close',
      // No two requests are equal: a cache of a framework, which has the headers in its key, has no answer for this one.
      'x-request-id': id,
    };
    return fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual', ...uncached(url), ...more() });
  };
  return ky.post(url, { fetch: own, retry: 0, timeout: false, throwHttpErrors: false });
}

let noStore: object | undefined;

/** Keeps frameworks that patch `fetch` from answering a second equal request themselves. Older workers throw on the option. */
function uncached(url: string): object {
  if (noStore === undefined) {
    noStore = { cache: 'no-store' };
    try {
      new Request(url, noStore);
    } catch {
      noStore = {};
    }
  }
  return noStore;
}
