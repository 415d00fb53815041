import type { Endpoint } from './endpoint.js';
import type { ConnectError, ConnectingSocket, HttpServer, NodeModules } from './node-modules.js';

const host = '127.0.0.1';

/**
 * A loopback port that is closed while the next connection is to be refused: only a closed port refuses one.
 * Nobody tells a server of a connection that it did not get, but Node tells of those that this process tried.
 */
export class Port {
  readonly number: number;
  readonly #server: HttpServer;
  readonly #endpoint: Endpoint;
  readonly #node: NodeModules;
  readonly #unwatch: () => void;
  #opened: Promise<void> = Promise.resolve();
  #closed = false;

  /** Opens a port that is free. */
  static async open(server: HttpServer, endpoint: Endpoint, node: NodeModules): Promise<Port> {
    await listening(server, 0);
    return new Port(server, endpoint, node);
  }

  private constructor(server: HttpServer, endpoint: Endpoint, node: NodeModules) {
    this.number = server.address().port;
    this.#server = server;
    this.#endpoint = endpoint;
    this.#node = node;
    this.#unwatch = endpoint.watch(() => this.#follow());
    this.#follow();
  }

  /** Closes it for good, and every connection with it. */
  async close(): Promise<void> {
    this.#unwatch();
    await this.#opened;
    if (!this.#closed) this.#close();
    this.#node.channels.unsubscribe(channel, this.#onSocket);
    this.#server.closeAllConnections();
  }

  #follow(): void {
    if (this.#endpoint.refuses === this.#closed) return;
    if (this.#endpoint.refuses) {
      this.#close();
      this.#node.channels.subscribe(channel, this.#onSocket);
    } else {
      this.#closed = false;
      this.#node.channels.unsubscribe(channel, this.#onSocket);
      this.#opened = listening(this.#server, this.number);
    }
  }

  #close(): void {
    this.#closed = true;
    this.#server.close();
    this.#server.closeIdleConnections();
  }

  readonly #onSocket = ({ socket }: { readonly socket: ConnectingSocket }): void => {
    socket.once(this.#node.events.errorMonitor, (error) => {
      if (this.#closed && this.#endpoint.refuses && this.#refused(error)) this.#endpoint.take();
    });
  };

  #refused({ code, port, errors = [] }: ConnectError): boolean {
    return (code === 'ECONNREFUSED' && port === this.number) || errors.some((each) => this.#refused(each));
  }
}

const channel = 'net.client.socket';

function listening(server: HttpServer, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, host, resolve));
}
