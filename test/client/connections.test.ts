import { createClient, mailing } from 'viber-mailing';
import { expect, test } from 'vitest';
import type { ClientInternal } from '../../src/wire/internal.ts';
import { outcomeOf } from './outcome-of.ts';
import { type Behaviour, documented, http, RawServer } from './raw-server.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);
const campaign = {};
const accepting: Behaviour = { arrived: (socket) => socket.write(http(200, documented)) };

async function sends(behaviour: Behaviour, times: number, way?: typeof campaign) {
  const server = await RawServer.start(behaviour);
  const client = createClient({ token: 't', baseUrl: server.baseUrl, timeout: 10_000 });
  const internal = (client as unknown as { '~internal': ClientInternal })['~internal'];
  const outcomes: string[] = [];
  for (let time = 0; time < times; time++)
    outcomes.push((await outcomeOf(way === undefined ? client.send(notice) : internal.send(notice, way))).outcome);
  await server.close();
  return { outcomes, requests: server.bodies.length, connections: server.connections, headers: server.headers };
}

test('each send has a connection of its own, which ends with it', async () => {
  const { outcomes, connections, headers } = await sends(accepting, 5);
  expect(outcomes).toEqual(Array(5).fill('accepted'));
  expect(connections).toBe(5);
  expect(headers).toMatch(/^connection: close\r$/im);
});

test('a server that closes idle connections makes no send unknown', async () => {
  const closing: Behaviour = {
    arrived(socket) {
      socket.write(http(200, documented));
      setTimeout(() => socket.end(), 1);
    },
  };
  const { outcomes, requests } = await sends(closing, 50);
  expect(outcomes).toEqual(Array(50).fill('accepted'));
  expect(requests).toBe(50);
});

test('in a campaign, too', async () => {
  const { outcomes, connections } = await sends(accepting, 20, campaign);
  expect(outcomes).toEqual(Array(20).fill('accepted'));
  expect(connections).toBe(20);
});

test('a server whose connections die at their second request loses none', async () => {
  const dying: Behaviour = {
    arrived: (socket, number) => (number === 1 ? socket.write(http(200, documented)) : socket.destroy()),
  };
  for (const way of [undefined, campaign]) {
    const { outcomes, requests } = await sends(dying, 20, way);
    expect(outcomes).toEqual(Array(20).fill('accepted'));
    expect(requests).toBe(20);
  }
});
