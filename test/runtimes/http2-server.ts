import { createSecureServer, type Http2SecureServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { documented } from '../client/raw-server.ts';
import type { Http2Act } from './suite/plan.ts';

/** A server of HTTP/2, which counts the requests that arrive whole and does as it is told; by HTTP/1.1 it accepts. */
export class Http2Server {
  readonly bodies: string[] = [];
  headers = '';
  connections = 0;
  http2 = 0;
  readonly #server: Http2SecureServer;
  readonly #open = new Set<Socket>();

  private constructor(tls: { readonly key: string; readonly cert: string }, act: Http2Act) {
    this.#server = createSecureServer({ ...tls, allowHTTP1: true });
    this.#server.on('secureConnection', (socket) => {
      this.connections++;
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket)).on('error', () => {});
    });
    this.#server.on('sessionError', () => {}).on('tlsClientError', () => {});
    this.#server.on('stream', async (stream) => {
      stream.on('error', () => {});
      await this.#takeIn(stream);
      this.http2++;
      if (act === 'drops the session') for (const socket of this.#open) socket.destroy();
      else perform(act, stream, stream.session as ServerHttp2Session);
    });
    this.#server.on('request', async (request, response) => {
      if (request.httpVersion !== '1.1') return;
      await this.#takeIn(request);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(documented);
    });
  }

  static async start(tls: { readonly key: string; readonly cert: string }, act: Http2Act): Promise<Http2Server> {
    const server = new Http2Server(tls, act);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async #takeIn(stream: AsyncIterable<unknown>): Promise<void> {
    let body = '';
    try {
      for await (const chunk of stream) body += chunk;
      this.bodies.push(body);
    } catch {
      // It did not come whole.
    }
  }
}

function perform(act: Exclude<Http2Act, 'drops the session'>, stream: ServerHttp2Stream, session: ServerHttp2Session): void {
  const accept = () => {
    stream.respond({ ':status': 200, 'content-type': 'application/json' });
    stream.end(documented);
  };
  const id = stream.id as number;
  if (typeof act === 'object') stream.close(act.resets);
  else if (act === 'accepts') accept();
  else {
    session.goaway(0, act === 'goes away, the stream not processed' ? Math.max(0, id - 2) : id);
    if (act === 'goes away, the stream processed, and accepts') accept();
    else setTimeout(() => session.destroy(), 20);
  }
}
