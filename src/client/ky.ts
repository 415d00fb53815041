import ky from 'ky';
import type { FetchLike } from './options.js';

/**
 * One POST through ky, with none of its own retrying, timing or throwing: what becomes of a request decides the transport, which must
 * know whether it was sent. Loaded at the first request.
 */
export function post(url: string, fetch: FetchLike, init: () => object): Promise<Response> {
  // Called with the parts of the request, as the body of ky's `Request` can be read once only, and other libraries take no requests but
  // their own.
  const own = () => fetch(url, { method: 'POST', redirect: 'manual', ...uncached(url), ...init() });
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
