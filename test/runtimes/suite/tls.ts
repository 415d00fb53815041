import { createClient, mailing, SendError } from 'viber-mailing';
import { type Behaviour, holds, type Runtime, same } from './behaviour.ts';
import type { Plan } from './plan.ts';
import { secrets } from './secrets.ts';
import { outcomeOf } from './sending.ts';
import { type OpenServer, serving } from './servers.ts';

const documented = '{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}';
const overTls = ({ port }: OpenServer) => `https://localhost:${port}/api/`;

const chunked = `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntrailer: x-sum\r\ntransfer-encoding: chunked\r\n\r\n${documented.length.toString(16)}\r\n${documented}\r\n0\r\nx-sum: 1\r\n\r\n`;

/** Where a handshake broke off: Node and Deno say that nothing left, Bun says the same before and after. */
const brokenHandshake: Record<Runtime, string> = { node: 'not-sent', bun: 'unknown', deno: 'not-sent', workerd: 'unknown' };

const races = 300;
const idle: Plan = { does: 'closes idle connections', after: 4, certificate: 'trusted' };

export const tls: readonly Behaviour[] = [
  {
    title: 'opens a connection for each single send over TLS, as far as the runtime lets it',
    run: (place) =>
      serving(place, { does: 'speaks HTTP/2', and: { does: 'accepts' } }, async (server) => {
        const outcomes: string[] = [];
        for (let time = 0; time < 20; time++) outcomes.push((await outcomeOf({ baseUrl: overTls(server) })).outcome);
        const { requests, connections, http2 } = await server.books();
        same([outcomes.filter((outcome) => outcome === 'accepted').length, requests], [20, 20], 'accepted, arrived');
        same(http2, 0, 'by HTTP/2');
        if (place.runtime !== 'workerd') same(connections, 20, 'connections');
      }),
  },
  {
    title: `loses and doubles none of ${races} single sends over TLS while the server closes idle connections`,
    shown: ['stale', 'TLS'],
    run: (place) =>
      serving(place, idle, async (server) => {
        const client = createClient({ token: secrets.token, from: '444', baseUrl: overTls(server), retry: 0 });
        let unknown = 0;
        for (let time = 0; time < races; time++) {
          const phone = String(375_291_000_000 + time);
          await client.send(mailing().bulk().text('Hello').to([phone])).catch((error) => {
            if (!(error instanceof SendError)) throw error;
            holds(error.outcome === 'unknown', `what is ${error.outcome} is not lost`);
            unknown++;
          });
          await new Promise((resolve) => setTimeout(resolve, 4));
        }
        const { doubles } = await server.books();
        same(doubles, 0, 'doubled');
        if (place.runtime !== 'workerd') same(unknown, 0, 'unknown');
        return { unknown, doubles };
      }),
  },
  ...(['closing', 'resetting', 'plain HTTP'] as const).map(
    (by): Behaviour => ({
      title: `says that nothing was sent where the handshake ends by ${by}, as far as the runtime tells`,
      run: (place) =>
        serving(place, { does: 'breaks the handshake', by }, async (server) => {
          const { outcome } = await outcomeOf({ baseUrl: overTls(server) });
          same(outcome, brokenHandshake[place.runtime], 'the outcome');
        }),
    }),
  ),
  ...[407, 421].map(
    (status): Behaviour => ({
      title: `gives a refusal with ${status} as one, after one request`,
      run: (place) =>
        serving(
          place,
          { does: 'answers', answers: [{ status, body: '{"error":"no"}' }], certificate: 'trusted' },
          async (server) => {
            const { outcome, status: said, reason } = await outcomeOf({ baseUrl: overTls(server), retry: 2 });
            same([outcome, said, reason, (await server.books()).requests], ['rejected', status, 'no', 1], 'the outcome');
          },
        ),
    }),
  ),
  {
    title: 'is accepted over TLS with an early hint, in chunks and with a trailer',
    run: (place) =>
      serving(place, { does: 'says', bytes: chunked, and: 'stays', certificate: 'trusted' }, async (server) =>
        same((await outcomeOf({ baseUrl: overTls(server) })).outcome, 'accepted', 'the outcome'),
      ),
  },
];
