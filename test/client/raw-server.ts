import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** What a server does at each moment of an exchange. Where it does nothing, it keeps silent. */
export interface Behaviour {
  /** Somebody connected. */
  readonly connected?: (socket: Socket) => void;
  /** The headers of a request arrived, and not yet its whole body. */
  readonly headers?: (socket: Socket) => void;
  /** A request arrived whole: its number on this connection and its body. */
  readonly arrived?: (socket: Socket, number: number, body: string) => void;
  /** The key and certificate of a server that speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A server on bare TCP or TLS, which counts the requests that arrive whole and does as it is told. */
export class RawServer {
  /** The bodies of the requests that arrived whole. */
  readonly bodies: string[] = [];
  /** The headers of the last of them. */
  headers = '';
  connections = 0;
  readonly #server: Server;
  readonly #open: ReadonlySet<Socket>;
  readonly #used = new Set<Socket>();

  private constructor(behaviour: Behaviour) {
    const serve = (socket: Socket) => this.#serve(socket, behaviour);
    // Half-open, so that what is sent on a connection that the server closed is counted, too.
    this.#server =
      behaviour.tls === undefined
        ? createServer({ allowHalfOpen: true, noDelay: true }, serve)
        : createTlsServer({ ...behaviour.tls, noDelay: true }, serve);
    this.#server.on('tlsClientError', () => {});
    this.#open = openSocketsOf(this.#server);
  }

  static async start(behaviour: Behaviour): Promise<RawServer> {
    const server = new RawServer(behaviour);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}/api/v1/`;
  }

  /** Waits a moment for what may still arrive: until every connection that was used is closed, or half a second. */
  // Node opens another one where a request was aborted, and sends nothing on it.
  async calm(): Promise<void> {
    for (let waits = 0; waits < 50 && this.#used.size > 0; waits++) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Ends it, and every connection that is still open. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  #serve(socket: Socket, { connected, headers, arrived }: Behaviour): void {
    this.connections++;
    socket.on('close', () => this.#used.delete(socket));
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    let read = Buffer.alloc(0);
    let headed = false;
    let number = 0;
    socket.on('data', (chunk: Buffer) => {
      this.#used.add(socket);
      read = Buffer.concat([read, chunk]);
      for (let request = first(read); request !== undefined; request = first(read)) {
        if (!request.whole) {
          if (!headed) headers?.(socket);
          headed = true;
          return;
        }
        headed = false;
        this.headers = read.toString('utf8', 0, request.body);
        this.bodies.push(read.toString('utf8', request.body, request.end));
        read = read.subarray(request.end);
        arrived?.(socket, ++number, this.bodies.at(-1) as string);
      }
    });
    connected?.(socket);
  }
}

/** The connections that a server has, of TLS also those that are not yet agreed on: each that is left keeps it from closing. */
export function openSocketsOf(server: Server): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  return open;
}

/** Ends a connection by a reset, which TLS has no way to do but through the socket beneath it. */
export function reset(socket: Socket): void {
  const { _parent: beneath = socket } = socket as Socket & { readonly _parent?: Socket };
  beneath.resetAndDestroy();
}

/** Where the body of the first request in what was read begins and ends; `undefined` before its headers are there. */
function first(read: Buffer): { body: number; end: number; whole: boolean } | undefined {
  const body = read.indexOf('\r\n\r\n') + 4;
  if (body < 4) return undefined;
  const length = /^content-length: *(\d+)\r$/im.exec(read.toString('latin1', 0, body))?.[1];
  if (length === undefined) throw new Error('a request without a content-length cannot be counted');
  const end = body + Number(length);
  return { body, end, whole: read.length >= end };
}

/** An answer as it goes over the wire. */
export function http(status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries({
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${lines}\r\n`), Buffer.from(body)]);
}

export const documented = '{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}';

/** A port at which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await RawServer.start({});
  const { port } = server;
  await server.close();
  return port;
}
