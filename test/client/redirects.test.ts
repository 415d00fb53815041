import { createClient, mailing } from 'viber-mailing';
import { expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { documented, http, RawServer } from './raw-server.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

test.each([300, 301, 302, 303, 307, 308])('a %d is not followed: the token goes nowhere else', async (status) => {
  const target = await RawServer.start({ arrived: (socket) => socket.write(http(200, documented)) });
  const server = await RawServer.start({ arrived: (socket) => socket.write(http(status, '', { location: target.baseUrl })) });
  const { outcome, error } = await outcomeOf(createClient({ token: 'Xq7wMZr2', baseUrl: server.baseUrl }).send(notice));
  expect(outcome).toBe('unknown');
  expect(error).toMatchObject({ status });
  await target.calm();
  expect(target.connections).toBe(0);
  expect(server.bodies).toHaveLength(1);
  await Promise.all([target.close(), server.close()]);
});

test('a redirect to the same server is not followed either', async () => {
  const server = await RawServer.start({ arrived: (socket) => socket.write(http(307, '', { location: '/api/v1/sendBulkViber' })) });
  expect((await outcomeOf(createClient({ token: 'Xq7wMZr2', baseUrl: server.baseUrl }).send(notice))).outcome).toBe('unknown');
  await server.calm();
  expect(server.bodies).toHaveLength(1);
  await server.close();
});
