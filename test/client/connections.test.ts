import { createClient, mailing } from 'viber-mailing';
import { expect, test } from 'vitest';
import type { ClientInternal } from '../../src/wire/internal.ts';
import { outcomeOf } from './outcome-of.ts';
import { type Behaviour, documented, http, RawServer } from './raw-server.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);
const keeping = { keepConnection: true };
const accepting: Behaviour = { arrived: (socket) => socket.write(http(200, documented)) };

async function sends(behaviour: Behaviour, times: number, campaign?: typeof keeping) {
  const server = await RawServer.start(behaviour);
  const client = createClient({ token: 't', baseUrl: server.baseUrl, timeout: 10_000 });
  const internal = (client as unknown as { '~internal': ClientInternal })['~internal'];
  const outcomes: string[] = [];
  for (let time = 0; time < times; time++)
    outcomes.push((await outcomeOf(campaign === undefined ? client.send(notice) : internal.send(notice, campaign))).outcome);
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

test('a campaign, which sends without pause, keeps its connections', async () => {
  const { outcomes, connections } = await sends(accepting, 20, keeping);
  expect(outcomes).toEqual(Array(20).fill('accepted'));
  expect(connections).toBeLessThan(20);
});

test('a kept connection that dies after its second request makes that one unknown, and sends it once', async () => {
  const dying: Behaviour = {
    arrived: (socket, number) => (number === 1 ? socket.write(http(200, documented)) : socket.destroy()),
  };
  const { outcomes, requests } = await sends(dying, 20, keeping);
  expect(outcomes).toContain('unknown');
  expect(new Set(outcomes)).toEqual(new Set(['accepted', 'unknown']));
  expect(requests).toBe(20);
});

test('a kept connection that is half-closed under the second request never sends it twice', async () => {
  const outcomes: string[] = [];
  const server = await RawServer.start({
    arrived(socket) {
      socket.write(http(200, documented));
      setImmediate(() => socket.end());
    },
  });
  const client = createClient({ token: 't', baseUrl: server.baseUrl, timeout: 10_000 });
  const internal = (client as unknown as { '~internal': ClientInternal })['~internal'];
  const texts = Array.from({ length: 60 }, (_, index) => `Hello ${index}`);
  for (const text of texts) {
    outcomes.push((await outcomeOf(internal.send(mailing().from('444').bulk().text(text).to(['375291111111']), keeping))).outcome);
  }
  expect(new Set(server.bodies).size).toBe(server.bodies.length);
  expect(outcomes.filter((outcome) => outcome === 'accepted').length).toBeLessThanOrEqual(server.bodies.length);
  expect(outcomes).not.toContain('rejected');
  await server.close();
});
