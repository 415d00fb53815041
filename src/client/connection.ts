import { builtin } from '../wire/internal.js';
/** What one exchange asks of the runtime, and what the runtime proves of it. */
export interface Connection {
  /** For `fetch`, beside the request itself. */
  init(): object;
  /** Whether an error is known to be one of connecting: the runtime said so when it came. */
  failedToConnect(error: object): boolean;
  /** Whether the request is known not to have left. */
  neverLeft(): boolean;
  /** The status that the server gave, where it had to be hidden from `fetch`. */
  statusOf(answered: number): number;
  /** Never throws. */
  close(): void;
}

/**
 * Opens nothing yet: takes from the runtime what keeps a request from going out twice or on the connection of an earlier one.
 * `giveUp` is called where the runtime connects again and again on its own.
 */
export function openConnection(url: string, giveUp: (error: unknown) => void): Connection {
  const deno = denoClient();
  const exchange = new UndiciExchange(url, giveUp);
  const unwatch = watch(exchange);
  return {
    init: () => ({ ...deno.init, ...exchange.init() }),
    failedToConnect: (error) => !exchange.uncertain && exchange.connectErrors.has(error),
    neverLeft: () => !exchange.uncertain && exchange.created && !exchange.left,
    statusOf: (answered) => (answered === shownStatus ? (exchange.hiddenStatus ?? answered) : answered),
    close() {
      unwatch();
      deno.close();
    },
  };
}

interface DenoRuntime {
  createHttpClient?: (options: { poolMaxIdlePerHost: number; http2: boolean }) => { close(): void };
}

// Deno sends a POST again by itself when a kept connection dies under it, or a server of HTTP/2 says that it did not begin with it.
// A client that keeps none and speaks HTTP/1.1 does not.
function denoClient(): { readonly init: object; close(): void } {
  const deno = (globalThis as { Deno?: DenoRuntime }).Deno;
  if (typeof deno?.createHttpClient !== 'function') return { init: {}, close() {} };
  const client = deno.createHttpClient({ poolMaxIdlePerHost: 0, http2: false });
  return {
    init: { client },
    close() {
      try {
        client.close();
      } catch {
        // The outcome stands.
      }
    },
  };
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

/** The dispatcher of one exchange, and what undici's diagnostics tell of it. */
class UndiciExchange implements Dispatcher {
  readonly connectErrors = new WeakSet<object>();
  hiddenStatus: number | undefined;
  /** Whether undici is being asked for the request, has made it, and has begun to write it. */
  dispatching = false;
  created = false;
  left = false;
  /** Whether somebody else posted to the same place meanwhile: a global dispatcher that retries, for instance. */
  uncertain = false;
  readonly #url: URL;
  readonly #giveUp: (error: unknown) => void;
  #connects = 0;

  constructor(url: string, giveUp: (error: unknown) => void) {
    this.#url = new URL(url);
    this.#giveUp = giveUp;
  }

  init(): object {
    return globalDispatcher(1) === undefined && globalDispatcher(2) === undefined ? {} : { dispatcher: this };
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
    this.connectErrors.add(error);
    if (host === this.#url.host && this.created && !this.left && ++this.#connects >= maxConnects) this.#giveUp(error);
  }

  #hideStatuses(handler: Handler): void {
    const shown = (status: number) => {
      if (status !== 407 && status !== 421) return status;
      this.hiddenStatus = status;
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
const watched = /* @__PURE__ */ new Set<UndiciExchange>();
const exchangeOf = /* @__PURE__ */ new WeakMap<UndiciRequest, UndiciExchange>();

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

/** Listens to undici, Node's own or from npm, as long as any exchange is under way. Gives what ends it. */
function watch(exchange: UndiciExchange): () => void {
  try {
    const channels = builtin<DiagnosticsChannel>('node:diagnostics_channel');
    if (channels === undefined) return () => {};
    if (watched.size === 0) for (const [name, listener] of Object.entries(listeners)) channels.subscribe(name, listener);
    watched.add(exchange);
    return () => {
      watched.delete(exchange);
      if (watched.size === 0) for (const [name, listener] of Object.entries(listeners)) channels.unsubscribe(name, listener);
    };
  } catch {
    return () => {};
  }
}
