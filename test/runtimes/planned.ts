import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { key, localhost } from '../client/certificates.ts';
import { documented, http, RawServer } from '../client/raw-server.ts';
import type { Certificates } from './certificates.ts';
import { Http2Server } from './http2-server.ts';
import type { Books, Plan } from './suite/plan.ts';

/** A server that counts what arrives whole. */
export type Planned = Pick<RawServer, 'port' | 'bodies' | 'connections' | 'headers' | 'close'> & { readonly http2?: number };

/** Opens a server that does as planned. */
export function openPlanned(plan: Plan, files: Certificates): Promise<Planned> {
  const trusted = { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.certificate, 'utf8') };
  if (plan.does === 'speaks HTTP/2') return Http2Server.start(trusted, plan.and);
  if (plan.does === 'breaks the handshake') return RawServer.start({ connected: (socket) => breakHandshake(socket, plan.by) });
  let requests = 0;
  const certificate = 'certificate' in plan ? plan.certificate : undefined;
  return RawServer.start({
    ...(certificate !== undefined && { tls: certificate === 'trusted' ? trusted : { key, cert: localhost } }),
    arrived: (socket, number) => act(plan, socket, ++requests, number),
  });
}

function breakHandshake(socket: Socket, by: 'closing' | 'resetting' | 'plain HTTP'): void {
  if (by === 'plain HTTP') socket.end(http(400, 'plain HTTP'));
  else socket.once('data', () => (by === 'closing' ? socket.destroy() : socket.resetAndDestroy()));
}

export function booksOf({ bodies, connections, headers, http2 = 0 }: Planned): Books {
  const times = new Map<string, number>();
  for (const body of bodies) times.set(body, (times.get(body) ?? 0) + 1);
  const doubles = [...times.values()].filter((count) => count > 1).length;
  return { requests: bodies.length, connections, http2, doubles, last: { headers, body: bodies.at(-1) ?? '' } };
}

/** What is done once a request has arrived whole: its number, in all and on its connection. */
function act(
  plan: Exclude<Plan, { does: 'speaks HTTP/2' | 'breaks the handshake' }>,
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
