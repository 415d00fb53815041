interface DenoHttpClient {
  close(): void;
}

interface DenoRuntime {
  createHttpClient?: (options: { poolMaxIdlePerHost: number }) => DenoHttpClient;
}

/** What a request needs from the runtime so that it does not go out on a connection of an earlier one. */
// Deno sends a POST again by itself when a kept connection dies under it; a client that keeps none does not.
export function freshConnection(): { readonly init: object; close(): void } {
  const deno = (globalThis as { Deno?: DenoRuntime }).Deno;
  if (typeof deno?.createHttpClient !== 'function') return { init: {}, close() {} };
  const client = deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  return { init: { client }, close: () => client.close() };
}
