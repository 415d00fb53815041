import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Answer, Books, Plan } from './suite/plan.ts';

/** A server on plain TCP, which does what its plan says and counts the requests that arrived whole. */
export class RawServer {
  readonly #plan: Plan;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #arrived = new Map<string, number>();
  #requests = 0;
  #connections = 0;
  #lastRequest = '';

  constructor(plan: Plan) {
    this.#plan = plan;
    // Half-open, so that a request is still read, and counted, where the server has closed its side.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#serve(socket));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  books(): Books {
    return {
      requests: this.#requests,
      connections: this.#connections,
      doubles: [...this.#arrived.values()].filter((times) => times > 1).length,
      lastRequest: this.#lastRequest,
    };
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket): void {
    this.#connections++;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    let read = Buffer.alloc(0);
    let onThisSocket = 0;
    socket.on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk]);
      for (let length = wholeRequest(read); length > 0; length = wholeRequest(read)) {
        const request = read.subarray(0, length).toString('utf8');
        read = read.subarray(length);
        this.#count(request);
        this.#act(socket, ++onThisSocket);
      }
    });
  }

  #count(request: string): void {
    this.#requests++;
    this.#lastRequest = request;
    const body = createHash('sha256')
      .update(request.slice(request.indexOf('\r\n\r\n')))
      .digest('hex');
    this.#arrived.set(body, (this.#arrived.get(body) ?? 0) + 1);
  }

  #act(socket: Socket, onThisSocket: number): void {
    const plan = this.#plan;
    switch (plan.does) {
      case 'answers': {
        const answer = plan.answers[Math.min(this.#requests, plan.answers.length) - 1];
        if (answer !== undefined) socket.write(written(answer));
        return;
      }
      case 'says':
        socket.write(plan.bytes);
        if (plan.and === 'closes') socket.end();
        if (plan.and === 'resets') setTimeout(() => socket.resetAndDestroy(), 20);
        return;
      case 'closes':
        socket.destroy();
        return;
      case 'resets':
        socket.resetAndDestroy();
        return;
      case 'is silent':
        return;
      case 'never ends':
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
        pour(socket);
        return;
      case 'dies when warm':
        if (onThisSocket > 1) socket.destroy();
        else socket.write(written(accepted));
        return;
      case 'closes idle sockets':
        // Around the moment of the next request, some on each side of it.
        socket.write(written(accepted));
        setTimeout(() => socket.end(), plan.after - 2 + Math.random() * 4);
    }
  }
}

const accepted: Answer = { status: 200, body: '{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}' };

function written({ status, body, headers = {} }: Answer): string {
  const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The length of the first request in what was read, 0 where it has not arrived whole. */
function wholeRequest(read: Buffer): number {
  const headers = read.indexOf('\r\n\r\n') + 4;
  if (headers < 4) return 0;
  const length = /^content-length: *(\d+)\r$/im.exec(read.subarray(0, headers).toString('latin1'))?.[1];
  if (length === undefined) throw new Error('a request without content-length cannot be counted');
  const whole = headers + Number(length);
  return read.length >= whole ? whole : 0;
}

function pour(socket: Socket): void {
  const spaces = Buffer.alloc(16_384, ' ');
  const more = () => {
    while (!socket.destroyed && socket.write(spaces));
  };
  socket.on('drain', more);
  more();
}
