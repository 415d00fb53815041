/** What one exchange asks of the runtime, and what the runtime proves of it. */
export interface Connection {
  /** For `fetch`, beside the request itself. */
  init(): object;
  /** Whether an error is known to be one of connecting, so that the request did not leave. */
  failedToConnect(error: object): boolean;
  /** The status that the server gave, where it had to be hidden from `fetch`. */
  statusOf(answered: number): number;
  /** Never throws. */
  close(): void;
}

/** Opens nothing yet: takes what the runtime has, so that no request goes out on the connection of an earlier one. */
export function openConnection(): Connection {
  const deno = denoClient();
  const errors = connectErrors();
  const statuses: Statuses = { hidden: undefined };
  return {
    init: () => ({ ...deno.init, ...nodeInit(statuses) }),
    failedToConnect: (error) => errors.seen.has(error),
    statusOf: (answered) => (answered === shownStatus ? (statuses.hidden ?? answered) : answered),
    close() {
      errors.close();
      deno.close();
    },
  };
}

interface DenoRuntime {
  createHttpClient?: (options: { poolMaxIdlePerHost: number }) => { close(): void };
}

// Deno sends a POST again by itself when a kept connection dies under it; a client that keeps none does not.
function denoClient(): { readonly init: object; close(): void } {
  const deno = (globalThis as { Deno?: DenoRuntime }).Deno;
  if (typeof deno?.createHttpClient !== 'function') return { init: {}, close() {} };
  const client = deno.createHttpClient({ poolMaxIdlePerHost: 0 });
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

type Listener = (message: { readonly error?: unknown }) => void;

interface DiagnosticsChannel {
  subscribe(channel: string, listener: Listener): void;
  unsubscribe(channel: string, listener: Listener): void;
}

interface Process {
  getBuiltinModule?: (name: string) => DiagnosticsChannel | undefined;
}

const connectError = 'undici:client:connectError';

/** Gathers the errors with which connecting failed, as undici, Node's own or from npm, publishes them. */
function connectErrors(): { readonly seen: Pick<WeakSet<object>, 'has'>; close(): void } {
  const seen = new WeakSet<object>();
  const listener: Listener = ({ error }) => {
    if (typeof error === 'object' && error !== null) seen.add(error);
  };
  try {
    const { process } = globalThis as { process?: Process };
    const channels = process?.getBuiltinModule?.('node:diagnostics_channel');
    channels?.subscribe(connectError, listener);
    return { seen, close: () => channels?.unsubscribe(connectError, listener) };
  } catch {
    return { seen, close() {} };
  }
}

interface Statuses {
  hidden: number | undefined;
}

/**
 * Node's fetch posts again after a 421 and takes a 407 for an error of the network, though both are refusals: it is shown this status
 * in their place.
 */
const shownStatus = 400;

/** A handler of undici, of the two kinds that there are. */
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
 * For undici: goes through whatever dispatcher is the global one, proxies and mocks too, but by HTTP/1.1. By HTTP/2 requests share a
 * connection, and nothing closes it after one of them.
 */
function nodeInit(statuses: Statuses): object {
  if (globalDispatcher(1) === undefined && globalDispatcher(2) === undefined) return {};
  const dispatcher: Dispatcher = {
    get isMockActive() {
      return (globalDispatcher(1) ?? globalDispatcher(2))?.isMockActive === true;
    },
    dispatch(options, handler) {
      hideStatuses(handler, statuses);
      // Version 8 of undici has handlers of another kind, and a global dispatcher of its own for them.
      const [first, second] = handler.onRequestStart === undefined ? ([1, 2] as const) : ([2, 1] as const);
      return (globalDispatcher(first) ?? globalDispatcher(second))?.dispatch({ ...options, allowH2: false }, handler);
    },
  };
  return { dispatcher };
}

/** It is there once anything was fetched. */
function globalDispatcher(version: 1 | 2): Dispatcher | undefined {
  return (globalThis as { readonly [key: symbol]: Dispatcher | undefined })[Symbol.for(`undici.globalDispatcher.${version}`)];
}

function hideStatuses(handler: Handler, statuses: Statuses): void {
  const shown = (status: number) => {
    if (status !== 407 && status !== 421) return status;
    statuses.hidden = status;
    return shownStatus;
  };
  const { onHeaders, onResponseStart } = handler;
  if (onHeaders !== undefined) handler.onHeaders = (status, ...rest) => onHeaders.call(handler, shown(status), ...rest);
  if (onResponseStart !== undefined) {
    handler.onResponseStart = (controller, status, ...rest) => onResponseStart.call(handler, controller, shown(status), ...rest);
  }
}
