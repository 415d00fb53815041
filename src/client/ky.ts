import ky from 'ky';
import type { FetchLike } from './options.js';

/** One POST through ky, with none of its own retrying, timing or throwing. Loaded at the first request. */
export function kyPost(
  url: string,
  body: string | Uint8Array,
  init: { readonly signal: AbortSignal; readonly fetch: FetchLike; readonly close: boolean },
): Promise<Response> {
  return ky.post(url, {
    body: body as BodyInit,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(init.close && { connection: 'close' }) },
    signal: init.signal,
    fetch: init.fetch,
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    redirect: 'manual',
  });
}
