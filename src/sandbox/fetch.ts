import type { Endpoint, Reaction } from './endpoint.js';

/** A `fetch` that reaches the sandbox and nothing else. */
export type SandboxFetch = (
  input: string | { readonly href: string } | { readonly url: string },
  init?: object,
) => Promise<SandboxResponse>;

/** A `Response`, where the program knows its type. */
// So that the types need neither the DOM's library nor Node's.
export type SandboxResponse = typeof globalThis extends { readonly Response: { readonly prototype: infer Known } } ? Known : any;

/** Asks the endpoint as `fetch` would, and fails as Node's does. */
export async function fetchFrom(endpoint: Endpoint, input: unknown, init: unknown): Promise<SandboxResponse> {
  const request = new Request(input as Request, init as RequestInit);
  const { signal, method, redirect, url } = request;
  const untilAborted = <T>(work: Promise<T>) => kept(unlessAborted(work, signal), [request, input]);
  signal.throwIfAborted();
  const fault = endpoint.take();
  if (fault?.connection === 'refused') throw failed('connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' });
  const body = new Uint8Array(await untilAborted(request.arrayBuffer()));
  signal.throwIfAborted();
  const { reply, connection } = endpoint.react({ method, path: new URL(url).pathname, body }, fault);
  if (reply === undefined) {
    if (connection === 'lost') throw failed('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' });
    return untilAborted(forever());
  }
  const { status, headers, text } = reply;
  if (headers['location'] !== undefined && redirect !== 'manual') {
    if (redirect === 'error') throw failed('unexpected redirect', {});
    return fetchFrom(endpoint, new URL(headers['location'], url), { method, body, signal });
  }
  if (text === '') return new Response(null, { status, headers });
  return new Response(connection === 'kept' ? text : broken(text, connection, signal, untilAborted), { status, headers });
}

/** The text as a stream that does not end well. */
function broken(
  text: string,
  connection: Reaction['connection'],
  signal: AbortSignal,
  untilAborted: (work: Promise<void>) => Promise<void>,
): ReadableStream<Uint8Array> {
  let sent = false;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    signal.throwIfAborted();
    if (sent && connection === 'lost')
      throw new TypeError('terminated', { cause: coded('other side closed', { code: 'UND_ERR_SOCKET' }) });
    if (sent && connection === 'held') return untilAborted(forever());
    sent = true;
    controller.enqueue(new TextEncoder().encode(text));
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

// A request that nothing but its own waiting holds is collected, and with it the signal that would end the waiting.
const waiting = /* @__PURE__ */ new Set<unknown>();

function kept<T>(work: Promise<T>, what: unknown): Promise<T> {
  waiting.add(what);
  return work.finally(() => waiting.delete(what));
}

function forever(): Promise<never> {
  return new Promise(() => {});
}

function failed(message: string, properties: object): TypeError {
  return new TypeError('fetch failed', { cause: coded(message, properties) });
}

function coded(message: string, properties: object): Error {
  return Object.assign(new Error(message), properties);
}
