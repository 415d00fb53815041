import { builtin } from '../wire/internal.js';

interface DenoRuntime {
  createHttpClient?: (options: { poolMaxIdlePerHost: number; http2: boolean }) => { close(): void };
}

// Deno sends a POST again by itself when a kept connection dies under it, or a server of HTTP/2 says that it did not begin with it.
// A client that keeps none and speaks HTTP/1.1 does not.
function denoClient(): { close(): void } | undefined {
  const deno = (globalThis as { Deno?: DenoRuntime }).Deno;
  return typeof deno?.createHttpClient === 'function' ? deno.createHttpClient({ poolMaxIdlePerHost: 0, http2: false }) : undefined;
}

/**
 * Node's fetch posts again after a 421 and takes a 407 for an error of the network, though both are refusals: it is shown this status
 * in their place.
 */
const shownStatus = 400;

/** Node 22 to 26.0 connect for ever through a proxy that hangs up. */
const maxConnects = 5;

/** A request of undici, the library behind Node's `fetch`. */
interface UndiciRequest {
  readonly method?: unknown;
  readonly origin?: unknown;
  readonly path?: unknown;
}

/** A handler of undici, of either of the two kinds. */
interface Handler {
  onHeaders?(status: number, ...rest: unknown[]): unknown;
  onResponseStart?(controller: unknown, status: number, ...rest: unknown[]): unknown;
  onRequestStart?: unknown;
}

interface Dispatcher {
  readonly isMockActive?: boolean;
  dispatch(options: object, handler: Handler): unknown;
}

/**
 * What one exchange asks of the runtime, so that the request does not go out twice or on the connection of an earlier one, and what
 * undici's diagnostics prove of it. It is undici's dispatcher for the request, and opens nothing by itself.
 */
export class Connection implements Dispatcher {
  /** Whether undici is being asked for the request, has made it, and has begun to write it. */
  dispatching = false;
  created = false;
  left = false;
  /** Whether somebody else posted to the same place meanwhile: a global dispatcher that retries, for instance. */
  uncertain = false;
  readonly #url: URL;
  readonly #giveUp: (error: unknown) => void;
  readonly #denoClient = denoClient();
  readonly #connectErrors = new WeakSet<object>();
  #connects = 0;
  #hiddenStatus: number | undefined;

  /** @param giveUp - Called where the runtime connects again and again on its own. */
  constructor(url: string, giveUp: (error: unknown) => void) {
    this.#url = new URL(url);
    this.#giveUp = giveUp;
    watch(this);
  }

  /** For `fetch`, beside the request itself. */
  init(): object {
    const dispatcher = globalDispatcher(1) === undefined && globalDispatcher(2) === undefined ? {} : { dispatcher: this };
    return this.#denoClient === undefined ? dispatcher : { client: this.#denoClient, ...dispatcher };
  }

  /** Whether an error is known to be one of connecting: the runtime said so when it came. */
  failedToConnect(error: object): boolean {
    return !this.uncertain && this.#connectErrors.has(error);
  }

  /** Whether the request is known not to have left. */
  neverLeft(): boolean {
    return !this.uncertain && this.created && !this.left;
  }

  /** The status that the server gave, where it had to be hidden from `fetch`. */
  statusOf(answered: number): number {
    return answered === shownStatus ? (this.#hiddenStatus ?? answered) : answered;
  }

  close(): void {
    unwatch(this);
    try {
      this.#denoClient?.close();
    } catch {
      // The outcome stands.
    }
  }

  get isMockActive(): boolean {
    return globalDispatcher(1)?.isMockActive === true || globalDispatcher(2)?.isMockActive === true;
  }

  /**
   * Goes through whatever dispatcher is the global one, proxies and mocks too, but by HTTP/1.1: by HTTP/2 requests share a connection,
   * and nothing closes it after one of them.
   */
  dispatch(options: object, handler: Handler): unknown {
    this.#hideStatuses(handler);
    // Version 8 of undici has handlers of another kind, and a global dispatcher of its own for them.
    const [first, second] = handler.onRequestStart === undefined ? ([1, 2] as const) : ([2, 1] as const);
    this.dispatching = true;
    try {
      return (globalDispatcher(first) ?? globalDispatcher(second))?.dispatch({ ...options, allowH2: false }, handler);
    } finally {
      this.dispatching = false;
    }
  }

  /** Whether a request that undici makes goes to the same place. */
  isFor({ method, origin, path }: UndiciRequest): boolean {
    return method === 'POST' && path === this.#url.pathname && String(origin) === this.#url.origin;
  }

  connectFailed(error: object, host: unknown): void {
    this.#connectErrors.add(error);
    if (host === this.#url.host && this.created && !this.left && ++this.#connects >= maxConnects) this.#giveUp(error);
  }

  #hideStatuses(handler: Handler): void {
    const shown = (status: number) => {
      if (status !== 407 && status !== 421) return status;
      this.#hiddenStatus = status;
      return shownStatus;
    };
    const { onHeaders, onResponseStart } = handler;
    if (onHeaders !== undefined) handler.onHeaders = (status, ...rest) => onHeaders.call(handler, shown(status), ...rest);
    if (onResponseStart !== undefined) {
      handler.onResponseStart = (controller, status, ...rest) => onResponseStart.call(handler, controller, shown(status), ...rest);
    }
  }
}

/** It is there once anything was fetched. */
function globalDispatcher(version: 1 | 2): Dispatcher | undefined {
  return (globalThis as { readonly [key: symbol]: Dispatcher | undefined })[Symbol.for(`undici.globalDispatcher.${version}`)];
}

interface Message {
  readonly request?: UndiciRequest;
  readonly error?: unknown;
  readonly connectParams?: { readonly host?: unknown };
}

type Listener = (message: Message) => void;

interface DiagnosticsChannel {
  subscribe(channel: string, listener: Listener): void;
  unsubscribe(channel: string, listener: Listener): void;
}

/** The exchanges that are under way, and which of them each of undici's requests is of. */
const watched = /* @__PURE__ */ new Set<Connection>();
const exchangeOf = /* @__PURE__ */ new WeakMap<UndiciRequest, Connection>();

const listeners: Readonly<Record<string, Listener>> = {
  'undici:request:create'({ request = {} }) {
    const toTheSame = [...watched].filter((exchange) => exchange.isFor(request));
    const owner = toTheSame.find(({ dispatching }) => dispatching);
    if (owner === undefined) for (const exchange of toTheSame) exchange.uncertain = true;
    else {
      owner.created = true;
      exchangeOf.set(request, owner);
    }
  },
  'undici:client:sendHeaders'({ request = {} }) {
    const exchange = exchangeOf.get(request);
    if (exchange !== undefined) exchange.left = true;
  },
  'undici:client:connectError'({ error, connectParams }) {
    if (typeof error !== 'object' || error === null) return;
    for (const exchange of watched) exchange.connectFailed(error, connectParams?.host);
  },
};

/** Listens to undici, Node's own or from npm, as long as any exchange is under way. */
function watch(exchange: Connection): void {
  if (watched.size === 0) listen('subscribe');
  watched.add(exchange);
}

function unwatch(exchange: Connection): void {
  if (watched.delete(exchange) && watched.size === 0) listen('unsubscribe');
}

function listen(how: 'subscribe' | 'unsubscribe'): void {
  try {
    const channels = builtin<DiagnosticsChannel>('node:diagnostics_channel');
    for (const [name, listener] of Object.entries(listeners)) channels?.[how](name, listener);
  } catch {
    // A runtime that has the module and not its functions tells nothing.
  }
}
