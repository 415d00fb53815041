// What the sandbox uses of Node's modules, by its shape: the types of the package need no `@types/node`.

export interface HttpServer {
  listen(port: number, host: string, listening: () => void): void;
  close(closed?: () => void): void;
  closeIdleConnections(): void;
  closeAllConnections(): void;
  address(): { readonly port: number };
}

export interface HttpIncoming extends AsyncIterable<Uint8Array> {
  readonly method: string;
  readonly url: string;
  readonly socket: HttpSocket;
}

export interface HttpOutgoing {
  readonly destroyed: boolean;
  writeHead(status: number, headers: Readonly<Record<string, string>>): void;
  write(text: string, written?: () => void): boolean;
  end(text: string): void;
  on(event: 'drain' | 'error', listener: () => void): void;
}

export interface HttpSocket {
  destroy(): void;
  resetAndDestroy(): void;
}

export interface ConnectingSocket {
  once(event: symbol, listener: (error: ConnectError) => void): void;
}

export interface ConnectError {
  readonly code?: string;
  readonly port?: number;
  /** One for each address, where several were tried. */
  readonly errors?: readonly ConnectError[];
}

type OnSocket = (message: { readonly socket: ConnectingSocket }) => void;

export interface NodeModules {
  readonly http: { createServer(answer: (incoming: HttpIncoming, outgoing: HttpOutgoing) => void): HttpServer };
  readonly channels: {
    subscribe(channel: string, onSocket: OnSocket): void;
    unsubscribe(channel: string, onSocket: OnSocket): void;
  };
  readonly events: { readonly errorMonitor: symbol };
}

/** The modules, taken at the first need. */
// Not by `import`, which bundlers follow: the sandbox in memory is bundled also for runtimes that do not have them.
export function nodeModules(): NodeModules {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  const take = (name: string) => process?.getBuiltinModule?.(`node:${name}`);
  const [http, channels, events] = ['http', 'diagnostics_channel', 'events'].map(take);
  if (!http || !channels || !events) throw new Error('this runtime has no node:http to listen with: use sandbox.fetch instead');
  return { http, channels, events } as NodeModules;
}
