import ky from 'ky';
import type { FetchLike } from './options.js';

/** What of a request is the same, whoever posts it. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal;
}

/**
 * One POST through ky, with none of its own retrying, timing or throwing: what becomes of a request decides the transport, which must
 * know whether it was sent. Loaded at the first request.
 *
 * ky gives a `Request` to its `fetch`. Those of other libraries know only their own, and nobody can read its body twice, so `fetch` is
 * called with the URL and the parts of the request, which all of them take.
 */
export function post({ url, headers, body, signal }: Post, fetch: FetchLike, more: () => object): Promise<Response> {
  const init = { method: 'POST', headers, body, signal, redirect: 'manual', ...caching(url) };
  return ky.post(url, {
    fetch: () => fetch(url, { ...init, ...more() }),
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
  });
}

let known: object | undefined;

/** Keeps frameworks that patch `fetch` from answering a second equal request themselves. Older workers throw on the option. */
function caching(url: string): object {
  if (known === undefined) {
    known = { cache: 'no-store' };
    try {
      new Request(url, known);
    } catch {
      known = {};
    }
  }
  return known;
}
