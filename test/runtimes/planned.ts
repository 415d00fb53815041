import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { key, localhost } from '../client/certificates.ts';
import { documented, http, RawServer, reset } from '../client/raw-server.ts';
import type { Certificates } from './certificates.ts';
import { Http2Server } from './http2-server.ts';
import type { Books, Http1Act, Plan } from './suite/plan.ts';

/** A server that counts what arrives whole. */
export type Planned = Pick<RawServer, 'port' | 'bodies' | 'connections' | 'headers' | 'close'> & {
  readonly http2?: number;
  /** The bodies of what it may have taken, where those are not all that came. */
  readonly taken?: readonly string[];
};

/** Opens a server that does as planned. */
export function openPlanned(plan: Plan, files: Certificates): Promise<Planned> {
  const trusted = { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.certificate, 'utf8') };
  if (plan.does === 'speaks HTTP/2') return Http2Server.start(trusted, plan.and, plan.from);
  if (plan.does === 'speaks HTTP/1.1') return startHttp1(trusted, plan.and);
  if (plan.does === 'breaks the handshake') return RawServer.start({ connected: (socket) => breakHandshake(socket, plan.by) });
  let requests = 0;
  const certificate = 'certificate' in plan ? plan.certificate : undefined;
  return RawServer.start({
    ...(certificate !== undefined && { tls: certificate === 'trusted' ? trusted : { key, cert: localhost } }),
    arrived: (socket, number) => act(plan, socket, ++requests, number),
  });
}

/** A server that acts at the headers does so before it looks for more of the body. */
function startHttp1(tls: { readonly key: string; readonly cert: string }, act: Http1Act): Promise<RawServer> {
  const acted = new WeakSet<Socket>();
  const perform = (socket: Socket) => {
    acted.add(socket);
    if (act.does === 'ends the connection') return act.by === 'a reset' ? reset(socket) : socket.end();
    socket.write(act.bytes);
    if (act.next === 'closes its half') socket.end();
    if (act.next === 'resets') setTimeout(() => reset(socket), 20);
    return socket;
  };
  const { at } = act;
  return RawServer.start({
    tls,
    headers: (socket) => at === 'the headers' && perform(socket),
    arrived: (socket) => (at === 'the end' || !acted.delete(socket)) && perform(socket),
  });
}

function breakHandshake(socket: Socket, by: 'closing' | 'resetting' | 'plain HTTP'): void {
  if (by === 'plain HTTP') socket.end(http(400, 'plain HTTP'));
  else socket.once('data', () => (by === 'closing' ? socket.destroy() : socket.resetAndDestroy()));
}

export function booksOf({ bodies, taken = bodies, connections, headers, http2 = 0 }: Planned): Books {
  const times = new Map<string, number>();
  for (const body of bodies) times.set(body, (times.get(body) ?? 0) + 1);
  const doubles = [...times.values()].filter((count) => count > 1).length;
  const last = { headers, body: bodies.at(-1) ?? '' };
  return { requests: bodies.length, connections, http2, doubles, taken: countPhones(taken), last };
}

/** How often each body came, by the first phone in it. */
function countPhones(bodies: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const body of bodies) {
    const [phone] = /\b375\d{9}\b/.exec(body) ?? [];
    if (phone !== undefined) counts[phone] = (counts[phone] ?? 0) + 1;
  }
  return counts;
}

/** What is done once a request has arrived whole: its number, in all and on its connection. */
function act(
  plan: Exclude<Plan, { does: 'speaks HTTP/2' | 'speaks HTTP/1.1' | 'breaks the handshake' }>,
  socket: Socket,
  request: number,
  onThisConnection: number,
): void {
  switch (plan.does) {
    case 'answers': {
      const { status, body, headers } = plan.answers[Math.min(request, plan.answers.length) - 1] as (typeof plan.answers)[number];
      socket.write(http(status, body, headers));
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
      if (onThisConnection > 1) socket.destroy();
      else socket.write(http(200, documented));
      return;
    case 'closes idle connections':
      // Around the moment of the next request, some on each side of it.
      socket.write(http(200, documented));
      setTimeout(() => socket.end(), plan.after - 2 + Math.random() * 4);
  }
}

function pour(socket: Socket): void {
  const spaces = Buffer.alloc(16_384, ' ');
  const more = () => {
    while (!socket.destroyed && socket.write(spaces));
  };
  socket.on('drain', more);
  more();
}
