/** What a request needs from the runtime so that it does not go out on a connection of an earlier one. */
export interface Connection {
  readonly init: object;
  /** Never throws. */
  close(): void;
}

interface DenoRuntime {
  createHttpClient?: (options: { poolMaxIdlePerHost: number }) => { close(): void };
}

// Deno sends a POST again by itself when a kept connection dies under it; a client that keeps none does not.
export function freshConnection(): Connection {
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
