import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closedPort } from '../client/raw-server.ts';
import type { Certificates } from './certificates.ts';
import { booksOf, openPlanned, type Planned } from './planned.ts';
import type { Plan } from './suite/plan.ts';

/** The way for a runtime to open raw servers and to read their books, over HTTP. */
export interface Control {
  readonly url: string;
  close(): void;
}

/**
 * `POST /` with a plan opens a server and gives its port; `GET /port` gives its books, `DELETE /port` closes it;
 * `POST /closed` gives a port on which nothing listens.
 */
export async function openControl(files: Certificates): Promise<Control> {
  const servers = new Map<string, Planned>();
  const http = createServer(async (request, response) => {
    response.setHeader('connection', 'close').setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await answer(request)));
  });
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const name = (request.url ?? '').slice(1);
    if (request.method === 'POST' && name === 'closed') return { port: await closedPort() };
    if (request.method === 'POST') {
      const server = await openPlanned(JSON.parse(await text(request)) as Plan, files);
      servers.set(String(server.port), server);
      return { port: server.port };
    }
    const server = servers.get(name);
    if (server === undefined) return null;
    if (request.method === 'DELETE') {
      servers.delete(name);
      await server.close();
    }
    return booksOf(server);
  };
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close() {
      http.close();
      for (const server of servers.values()) void server.close();
    },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  let read = '';
  for await (const chunk of request) read += chunk;
  return read;
}
