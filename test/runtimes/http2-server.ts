import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { documented, http, openSocketsOf, reset } from '../client/raw-server.ts';
import { dataOf, Flag, type Frame, frame, headers, numbers, preface, settings, Type, takeFrame } from './http2-frames.ts';
import type { Http2Act } from './suite/plan.ts';

/** A request, by either protocol. */
interface Arrival {
  /** The stream of HTTP/2. */
  readonly id?: number;
  body: string;
  /** Whether all of it came. */
  whole: boolean;
  /** Whether it was answered with the documented acceptance. */
  accepted: boolean;
  /** Whether the server said that it did not process it (RFC 9113, section 8.7). */
  refused: boolean;
}

/** A server of TLS that writes HTTP/2 frame by frame, and does as it is told; by HTTP/1.1 it accepts. */
export class Http2Server {
  readonly arrivals: Arrival[] = [];
  headers = '';
  connections = 0;
  readonly #server: Server;
  readonly #open: ReadonlySet<Socket>;

  private constructor(tls: { readonly key: string; readonly cert: string }, act: Http2Act, from: number) {
    this.#server = createServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'], noDelay: true }, (socket) => {
      this.connections++;
      socket.on('error', () => {});
      if (socket.alpnProtocol === 'h2') new Session(socket, this.arrivals, act, from);
      else acceptByHttp1(socket, this.arrivals);
    });
    this.#server.on('tlsClientError', () => {});
    this.#open = openSocketsOf(this.#server);
  }

  /** `from` is the number of the request on a connection from which on it does as it is told; it accepts those before. */
  static async start(tls: { readonly key: string; readonly cert: string }, act: Http2Act, from = 1): Promise<Http2Server> {
    const server = new Http2Server(tls, act, from);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get bodies(): string[] {
    return this.arrivals.filter(({ whole }) => whole).map(({ body }) => body);
  }

  /** The bodies of what the server took, or may have taken. */
  get taken(): string[] {
    return this.arrivals.filter(({ whole, accepted, refused }) => accepted || (whole && !refused)).map(({ body }) => body);
  }

  get http2(): number {
    return this.arrivals.filter(({ id }) => id !== undefined).length;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }
}

function acceptByHttp1(socket: TLSSocket, arrivals: Arrival[]): void {
  let read = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    const body = read.indexOf('\r\n\r\n') + 4;
    const end = body + Number(/^content-length: *(\d+)\r$/im.exec(read.toString('latin1', 0, body))?.[1]);
    if (body < 4 || read.length < end) return;
    arrivals.push({ body: read.toString('utf8', body, end), whole: true, accepted: true, refused: false });
    read = read.subarray(end);
    socket.write(http(200, documented));
  });
}

/** Streams that are open at once, where they are limited. */
const setting = { maxConcurrentStreams: 3 } as const;

/** One connection of HTTP/2. */
class Session {
  readonly #socket: TLSSocket;
  readonly #act: Http2Act;
  readonly #from: number;
  readonly #all: Arrival[];
  readonly #streams = new Map<number, Arrival>();
  /** Those that are neither answered nor reset. */
  readonly #open = new Set<number>();
  #last = Number.POSITIVE_INFINITY;
  #limited = false;
  #read = Buffer.alloc(0);
  #begun = false;

  constructor(socket: TLSSocket, arrivals: Arrival[], act: Http2Act, from: number) {
    this.#socket = socket;
    this.#act = act;
    this.#from = from;
    this.#all = arrivals;
    socket.on('data', (chunk) => this.#take(chunk));
    this.#write(settings({ [setting.maxConcurrentStreams]: 100 }));
  }

  #write(...frames: Buffer[]): void {
    if (this.#socket.writable) this.#socket.write(Buffer.concat(frames));
  }

  #take(chunk: Buffer): void {
    this.#read = Buffer.concat([this.#read, chunk]);
    if (!this.#begun) {
      if (this.#read.length < preface.length) return;
      this.#read = this.#read.subarray(preface.length);
      this.#begun = true;
    }
    for (let taken = takeFrame(this.#read); taken !== undefined; taken = takeFrame(this.#read)) {
      this.#read = Buffer.from(taken.rest);
      this.#handle(taken.frame);
    }
  }

  #handle(received: Frame): void {
    const { type, flags, stream: id, payload } = received;
    if (type === Type.settings && !(flags & Flag.ack)) this.#write(frame(Type.settings, Flag.ack, 0));
    if (type === Type.ping && !(flags & Flag.ack)) this.#write(frame(Type.ping, Flag.ack, 0, payload));
    if (type === Type.resetStream) this.#open.delete(id);
    if (type === Type.headers) {
      const arrival: Arrival = { id, body: '', whole: false, accepted: false, refused: id > this.#last };
      this.#all.push(arrival);
      this.#streams.set(id, arrival);
      this.#open.add(id);
    }
    if ((type === Type.headers || type === Type.continuation) && flags & Flag.endHeaders) this.#headed(id);
    if (type === Type.data) this.#received(received);
    if ((type === Type.headers || type === Type.data) && flags & Flag.endStream) this.#ended(id);
  }

  #received(received: Frame): void {
    const arrival = this.#streams.get(received.stream);
    if (arrival === undefined || received.payload.length === 0) return;
    arrival.body += dataOf(received).toString('utf8');
    // The window of the connection is for all streams; that of a stream which is not read stays as it is.
    const grown = numbers(received.payload.length);
    this.#write(frame(Type.windowUpdate, 0, 0, grown));
    if (this.#open.has(received.stream)) this.#write(frame(Type.windowUpdate, 0, received.stream, grown));
  }

  #headed(id: number): void {
    if (this.#act.does === 'takes one stream at a time') this.#limit(id);
    else if (this.#acts(id) && 'at' in this.#act && this.#act.at === 'the headers') this.#perform(id);
  }

  #ended(id: number): void {
    const arrival = this.#streams.get(id);
    if (arrival === undefined) return;
    arrival.whole = true;
    if (!this.#open.has(id) || arrival.refused) return;
    if (!this.#acts(id)) this.#accept(id);
    else if (!('at' in this.#act) || this.#act.at === 'the end') this.#perform(id);
  }

  /** Whether the request is one with which it does as it is told. */
  #acts(id: number): boolean {
    return [...this.#streams.keys()].indexOf(id) + 1 >= this.#from;
  }

  #accept(id: number, trailers = false): void {
    const arrival = this.#streams.get(id) as Arrival;
    arrival.accepted = true;
    this.#open.delete(id);
    this.#write(
      headers(id, { ':status': '200', 'content-type': 'application/json' }),
      frame(Type.data, trailers ? 0 : Flag.endStream, id, Buffer.from(documented)),
      ...(trailers ? [headers(id, { 'x-sum': '1' }, true)] : []),
    );
  }

  #reset(id: number, code: number): void {
    const arrival = this.#streams.get(id) as Arrival;
    if (code === 7 && !arrival.accepted) arrival.refused = true;
    this.#open.delete(id);
    this.#write(frame(Type.resetStream, 0, id, numbers(code)));
  }

  #perform(id: number): void {
    const act = this.#act;
    switch (act.does) {
      case 'accepts':
        if (act.after === 100) this.#write(headers(id, { ':status': '100' }));
        if (act.after === 103) this.#write(headers(id, { ':status': '103', link: '</a>' }));
        this.#accept(id, act.trailers);
        return;
      case 'answers before the body is read':
        this.#accept(id);
        if (act.next === 'resets the stream') this.#write(frame(Type.resetStream, 0, id, numbers(0)));
        return;
      case 'resets the stream':
        if (act.hinted) this.#write(headers(id, { ':status': '103', link: '</a>' }));
        this.#reset(id, act.code);
        return;
      case 'goes away':
        this.#goAway(id, act);
        return;
      case 'ends the connection':
        if (act.by === 'a reset') reset(this.#socket);
        else if (act.by === 'closing both ways') this.#socket.destroy();
        else this.#socket.end();
        return;
      case 'takes one stream at a time':
        setTimeout(() => this.#accept(id), 5);
    }
  }

  /** Lowers the number of streams, and refuses those beyond it. */
  #limit(id: number): void {
    if (!this.#limited) this.#write(settings({ [setting.maxConcurrentStreams]: 1 }));
    this.#limited = true;
    if (this.#open.size > 1) this.#reset(id, 7);
  }

  #goAway(id: number, { last, code, next }: Extract<Http2Act, { does: 'goes away' }>): void {
    if (this.#last !== Number.POSITIVE_INFINITY) return;
    this.#last = { zero: 0, before: Math.max(0, id - 2), equal: id, after: id + 100 }[last];
    for (const [each, arrival] of this.#streams) if (each > this.#last) arrival.refused = true;
    this.#write(frame(Type.goAway, 0, 0, numbers(this.#last, code)));
    if (next === 'answers') for (const open of [...this.#open]) if (open <= this.#last) this.#accept(open);
    setTimeout(() => (next === 'answers' ? this.#socket.end() : this.#socket.destroy()), 20);
  }
}
