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
  const untilAborted: UntilAborted = (work) => unlessAborted(work, signal, [request, input]);
  signal.throwIfAborted();
  const fault = endpoint.take();
  if (fault?.connection === 'refused')
    throw failed('fetch failed', 'connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' });
  const body = new Uint8Array(await untilAborted(request.arrayBuffer()));
  signal.throwIfAborted();
  const { reply, connection } = endpoint.react({ method, path: new URL(url).pathname, body }, fault);
  if (reply === undefined) {
    if (connection === 'lost') throw failed('fetch failed', 'read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' });
    return untilAborted(forever());
  }
  const { status, headers, text } = reply;
  if (headers['location'] !== undefined && redirect !== 'manual') {
    if (redirect === 'error') throw failed('fetch failed', 'unexpected redirect', {});
    return fetchFrom(endpoint, new URL(headers['location'], url), { method, body, signal });
  }
  if (text === '') return new Response(null, { status, headers });
  return new Response(connection === 'kept' ? text : broken(text, connection, untilAborted), { status, headers });
}

type UntilAborted = <T>(work: Promise<T>) => Promise<T>;

/** The text as a stream that does not end well. */
function broken(text: string, connection: Reaction['connection'], untilAborted: UntilAborted): ReadableStream<Uint8Array> {
  let sent = false;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    await untilAborted(sent && connection === 'held' ? forever() : Promise.resolve());
    if (sent && connection === 'lost') throw failed('terminated', 'other side closed', { code: 'UND_ERR_SOCKET' });
    sent = true;
    controller.enqueue(new TextEncoder().encode(text));
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

const forever = () => new Promise<never>(() => {});

// A request that nothing but its own waiting holds is collected, and with it the signal that would end the waiting.
const waiting = /* @__PURE__ */ new Set<unknown>();

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, held: unknown): Promise<T> {
  waiting.add(held);
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
  return Promise.race([aborted, work]).finally(() => {
    waiting.delete(held);
    signal.removeEventListener('abort', abort);
  });
}

function failed(message: string, why: string, properties: object): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(why), properties) });
}
