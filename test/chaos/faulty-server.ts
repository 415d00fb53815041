import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestJson } from 'viber-mailing';

/** The API as it is on a bad day, and its books: what it took, and whom. */
export class FaultyServer {
  /** How often each batch was taken, by its first phone. */
  readonly accepted = new Map<string, number>();
  /** How many recipients were taken, each time counted. */
  recipients = 0;
  /** How many requests came whole whose sender cannot know what became of them. */
  unanswered = 0;
  /** How many requests came whole. */
  requests = 0;
  /** Called with each request that came whole; it may hold the answer back. */
  onRequest: (request: RequestJson) => void | Promise<void> = () => {};
  readonly #random: () => number;
  readonly #server = createServer((request, response) => this.#take(request, response));

  constructor(random: () => number) {
    this.#random = random;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/v1/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    try {
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
    } catch {
      // The sender died before it was through.
      return;
    }
    this.requests++;
    const json = JSON.parse(body) as RequestJson;
    await this.onRequest(json);
    const phones = json.messages[0]?.delivery_list as string[];
    await new Promise((resolve) => setTimeout(resolve, this.#random() * 8));
    this.#answer(phones, response);
  }

  #answer(phones: readonly string[], response: ServerResponse): void {
    const fate = this.#random() * 100;
    const accept = JSON.stringify({ uuid: randomUUID(), success: 'OK' });
    if (fate >= 70 && fate < 90) this.unanswered++;
    if (fate < 70) {
      this.#accept(phones);
      response.end(accept);
    } else if (fate < 75) {
      this.#accept(phones);
      response.destroy();
    } else if (fate < 80) {
      this.#accept(phones);
      response.writeHead(200, { 'content-length': accept.length });
      response.write(accept.slice(0, 20), () => response.destroy());
    } else if (fate < 83) {
      this.#accept(phones);
      response.writeHead(502).end('Bad gateway');
    } else if (fate < 87) {
      response.destroy();
    } else if (fate < 90) {
      response.writeHead(500).end('{"error":"server not available"}');
    } else if (fate < 95) {
      response.writeHead(429, { 'retry-after': '0' }).end('{"error":"request limit exceeded"}');
    } else {
      response.writeHead(400).end(JSON.stringify({ error: `refusal ${this.requests}` }));
    }
  }

  #accept(phones: readonly string[]): void {
    const first = phones[0] as string;
    this.accepted.set(first, (this.accepted.get(first) ?? 0) + 1);
    this.recipients += phones.length;
  }
}
