import { builtin } from '../wire/internal.js';

/** What ends an exchange from below. */
export interface Ends {
  /** With an error of connecting, as the runtime connects again and again on its own. */
  fail(error: unknown): void;
  /** With a reason. */
  giveUp(reason: string): void;
}

// Deno sends a POST again by itself when a kept connection dies under it, or a server of HTTP/2 says that it did not begin with it.
// A client that keeps none and speaks HTTP/1.1 does not.
function denoClient() {
  const { Deno: deno } = globalThis as { readonly Deno?: { createHttpClient?(options: object): { close(): void } } };
  return deno?.createHttpClient?.({ poolMaxIdlePerHost: 0, http2: false });
}

// Node's fetch posts again after a 421 and takes a 407 for an error of the network, though both are refusals: it is shown a 400.
const hidden = /* @__PURE__ */ new Set<number | undefined>([407, 421]);
const shownStatus = 400;

/** Node 22 to 26.0 connect for ever through a proxy that hangs up. */
const maxConnects = 5;

/** A request of undici, the library behind Node's `fetch`, or of `node:http`, which many libraries are made of. */
interface RuntimeRequest {
  readonly method?: unknown;
  readonly path?: unknown;
  readonly headers?: unknown;
  getHeader?(name: string): unknown;
  destroy?(): void;
}

/** The calls of the system that come before there is a connection. */
export const connecting = /^(?:bind|connect|getaddrinfo)$/;

/** A handler of undici, of either of the two kinds. */
interface Handler {
  onConnect?(abort: () => void, ...rest: unknown[]): unknown;
  onHeaders?(status: number, ...rest: unknown[]): unknown;
  onResponseStart?(controller: unknown, status: number, ...rest: unknown[]): unknown;
  onRequestStart?(controller: { abort(reason: Error): void }, ...rest: unknown[]): unknown;
}

interface Dispatcher {
  readonly isMockActive?: boolean;
  dispatch(options: object, handler: Handler): unknown;
}

/**
 * What one exchange asks of the runtime, and what the diagnostics of undici and `node:http` prove of it. It opens nothing: it keeps a
 * request from going out twice or on the connection of an earlier one.
 */
export class Connection implements Dispatcher {
  /** For the header by which the runtime's requests are told to be of this exchange. */
  readonly id = crypto.randomUUID();
  readonly #url: URL;
  readonly #ends: Ends;
  readonly #deno = denoClient();
  readonly #connectErrors = new WeakSet<object>();
  /** The code with which `node:http` did not connect: what is made of it may throw another error, with the same code. */
  #unconnected: unknown;
  /** The request of `node:http` that has begun. */
  #begun: object | undefined;
  #connects = 0;
  /** Whether undici asked for the request here, has made it, and whether it has begun to leave. */
  #dispatched = false;
  #created = false;
  #left = false;
  /** The last status that came. */
  #status: number | undefined;
  /** Which dispatch may be written; none does after the end. */
  #turn = 0;

  constructor(url: string, ends: Ends) {
    this.#url = new URL(url);
    this.#ends = ends;
    if (watched.size === 0) listen('subscribe');
    watched.set(this.id, this);
  }

  /** For `fetch`, beside the request itself. */
  init(): object {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      // A connection that is kept may be closed by the server while the next request goes out on it: nobody knows what became of that one.
      connection: 'close',
      // No two requests are equal: a cache of a framework, which has the headers in its key, has no answer for this one.
      'x-request-id': this.id,
    };
    return { headers, ...(this.#deno && { client: this.#deno }), ...(globalDispatchers().length > 0 && { dispatcher: this }) };
  }

  /** Whether an error is known to be one of connecting: the runtime said so when it came. */
  failedToConnect(error: object, code: unknown): boolean {
    return (this.#created && this.#connectErrors.has(error)) || (code !== undefined && code === this.#unconnected);
  }

  /** Whether the request is known not to have left, and not to leave either: `fetch` may go on without its signal. */
  neverLeft(): boolean {
    return this.#dispatched && this.#created && !this.#left;
  }

  /** The status with which the server is known to have refused it, whatever `fetch` made of the answer. */
  refusedWith(): number | undefined {
    return this.#status !== undefined && this.#status >= 400 && this.#status <= 499 ? this.#status : undefined;
  }

  /** The status that the server gave, where it had to be hidden from `fetch`. */
  statusOf(answered: number): number {
    return answered === shownStatus && hidden.has(this.#status) ? (this.#status as number) : answered;
  }

  /** Never throws. */
  close(): void {
    this.#turn = Number.NaN;
    if (watched.delete(this.id) && watched.size === 0) listen('unsubscribe');
    try {
      this.#deno?.close();
    } catch {
      // The outcome stands.
    }
  }

  get isMockActive(): boolean {
    return globalDispatchers().some(({ isMockActive }) => isMockActive === true);
  }

  /**
   * Goes through whatever dispatcher is the global one, proxies and mocks too, but by HTTP/1.1: by HTTP/2 requests share a connection,
   * and nothing closes it after one of them.
   */
  dispatch(options: object, handler: Handler): unknown {
    const own = this.isFor(options);
    if (own && !this.begin()) throw new Error('it was sent before');
    this.#intercept(handler, own);
    // Version 8 of undici has handlers of another kind, and a global dispatcher of its own for them.
    const dispatcher = globalDispatchers().at(handler.onRequestStart === undefined ? 0 : -1);
    return dispatcher?.dispatch({ ...options, allowH2: false }, handler);
  }

  /** Whether a request is to the method of the API, on whichever host, or to where that was redirected. */
  isFor({ method, path }: RuntimeRequest): boolean {
    const redirected = this.#status !== undefined && this.#status >= 300 && this.#status <= 399;
    return redirected || (method === 'POST' && String(path).endsWith(this.#url.pathname));
  }

  /** Tells whether a request may be made: a second one only where the first did not leave or was refused, or both would be billed. */
  begin(createdByUndici = false, request?: object): boolean {
    this.#begun = request;
    const again = this.#left && this.refusedWith() === undefined;
    if (again) this.#ends.giveUp('the `fetch` that was given began to send it again');
    else [this.#created, this.#left, this.#status, this.#unconnected] = [createdByUndici, false, undefined, undefined];
    return !again;
  }

  /** The request began to leave, or was answered. */
  leave(status?: number): void {
    [this.#left, this.#status] = [true, status];
  }

  connectFailed(error: object, host: unknown): void {
    this.#connectErrors.add(error);
    if (host === this.#url.host && this.neverLeft() && ++this.#connects >= maxConnects) this.#ends.fail(error);
  }

  /**
   * A request of `node:http` failed. Node 20 says so of some that it did not say had begun. An error of several addresses holds that of
   * each, and names no call of the system itself.
   */
  fail(request: object, { code, syscall, errors }: any): void {
    if (request !== this.#begun && !this.begin(false, request)) return;
    const each: any[] = Array.isArray(errors) && errors.length > 0 ? errors : [{ syscall }];
    if (each.every((error) => connecting.test(String(error?.syscall)))) this.#unconnected = code;
    else this.leave();
  }

  /** Reads and hides statuses; of several dispatches of its own at once lets the last one go out, and none after the end. */
  #intercept(handler: Handler, own: boolean): void {
    this.#dispatched ||= own;
    const turn = own ? ++this.#turn : undefined;
    const mayLeave = () => !own || turn === this.#turn;
    const shown = (status: number) => {
      if (own) this.leave(status);
      return hidden.has(status) ? shownStatus : status;
    };
    const { onConnect, onRequestStart, onHeaders, onResponseStart } = handler;
    // The first two are called before anything is written.
    if (onConnect !== undefined) {
      handler.onConnect = (abort, ...rest) => (mayLeave() ? onConnect.call(handler, abort, ...rest) : abort());
    }
    if (onRequestStart !== undefined) {
      handler.onRequestStart = (controller, ...rest) =>
        mayLeave() ? onRequestStart.call(handler, controller, ...rest) : controller.abort(new Error('given up'));
    }
    if (onHeaders !== undefined) handler.onHeaders = (status, ...rest) => onHeaders.call(handler, shown(status), ...rest);
    if (onResponseStart !== undefined) {
      handler.onResponseStart = (controller, status, ...rest) => onResponseStart.call(handler, controller, shown(status), ...rest);
    }
  }
}

/** That of undici before version 8 and that from then on, which are there once anything was fetched. */
function globalDispatchers(): Dispatcher[] {
  const all = globalThis as { readonly [key: symbol]: Dispatcher | undefined };
  return [1, 2].map((version) => all[Symbol.for(`undici.globalDispatcher.${version}`)]).filter((each) => each !== undefined);
}

interface Message {
  readonly request?: RuntimeRequest;
  readonly response?: { readonly statusCode?: number };
  readonly error?: unknown;
  readonly connectParams?: { readonly host?: unknown };
}

type Listener = (message: Message) => void;

/** Those of the exchanges that are under way, by their ids. */
const watched = /* @__PURE__ */ new Map<string, Connection>();

function ownerOf(request: RuntimeRequest = {}): Connection | undefined {
  // Other headers may hold ids of other things.
  const ids = String(request.headers ?? request.getHeader?.('x-request-id')).match(/[\da-f-]{36}/g) ?? [];
  return ids.map((id) => watched.get(id)).find((connection) => connection?.isFor(request));
}

function beginHttp({ request }: Message): void {
  if (ownerOf(request)?.begin(false, request) === false) request?.destroy?.();
}

const listeners: Readonly<Record<string, Listener>> = {
  'undici:request:create': ({ request }) => ownerOf(request)?.begin(true),
  'undici:client:sendHeaders': ({ request }) => ownerOf(request)?.leave(),
  'undici:request:headers': ({ request, response }) => ownerOf(request)?.leave(response?.statusCode),
  'undici:client:connectError'({ error, connectParams }) {
    if (typeof error !== 'object' || error === null) return;
    for (const connection of watched.values()) connection.connectFailed(error, connectParams?.host);
  },
  // The first is there from Node 22.12 on; the second comes when a kept connection has been written to.
  'http.client.request.created': beginHttp,
  'http.client.request.start': beginHttp,
  'http.client.request.error': ({ request = {}, error }) => ownerOf(request)?.fail(request, Object(error)),
  'http.client.response.finish': ({ request, response }) => ownerOf(request)?.leave(response?.statusCode),
};

/** Listens to undici, Node's own or from npm, and to `node:http`, as long as any exchange is under way. */
function listen(how: 'subscribe' | 'unsubscribe'): void {
  try {
    const channels = builtin<Record<typeof how, (channel: string, listener: Listener) => void>>('node:diagnostics_channel');
    for (const [name, listener] of Object.entries(listeners)) channels?.[how](name, listener);
  } catch {
    // A runtime that has the module and not its functions tells nothing.
  }
}
