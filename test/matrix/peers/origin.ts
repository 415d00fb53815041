import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The endpoint behind the peers, over plain HTTP: it accepts all, and counts how often each phone came. */
export class Origin {
  arrived = new Map<string, number>();
  /** Called with each request that came whole, before its answer. */
  beforeAnswer: () => void = () => {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (incoming, response) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      const phone = JSON.parse(body).messages[0].delivery_list[0] as string;
      this.arrived.set(phone, (this.arrived.get(phone) ?? 0) + 1);
      this.beforeAnswer();
      response.setHeader('content-type', 'application/json');
      response.end('{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}');
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  static async start(): Promise<Origin> {
    const origin = new Origin();
    await new Promise<void>((resolve) => origin.#server.listen(0, '127.0.0.1', resolve));
    return origin;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
