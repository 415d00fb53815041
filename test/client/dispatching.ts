import type { FetchLike } from 'viber-mailing';

/** The runtime's own fetch with options for its connections, which `fetch` itself does not take: whom to trust, how long to connect. */
export function dispatching(options: object): FetchLike {
  return async (input, init) => {
    // Node's own agent is found nowhere else without a dependency; it is there once something was fetched.
    await fetch('data:,');
    const { constructor: Agent } = (globalThis as Record<symbol, object>)[Symbol.for('undici.globalDispatcher.1')] as {
      constructor: new (options: object) => { close(): Promise<void> };
    };
    const dispatcher = new Agent(options);
    try {
      return await fetch(input, { ...init, dispatcher } as RequestInit);
    } finally {
      dispatcher.close();
    }
  };
}
