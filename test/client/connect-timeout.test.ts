import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createClient, mailing } from 'viber-mailing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatching } from './dispatching.ts';
import { outcomeOf } from './outcome-of.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

// A port whose process does not run and whose queue is full: on Linux, nothing answers who connects there.
let listener: ChildProcess;
const queue: Socket[] = [];
let baseUrl: string;

beforeAll(async () => {
  const program = `require('node:net').createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, function () {
    process.stdout.write(String(this.address().port), () => process.kill(process.pid, 'SIGSTOP'));
  })`;
  listener = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(listener.stdout as NonNullable<typeof listener.stdout>, 'data');
  baseUrl = `http://127.0.0.1:${port}/`;
  for (let place = 0; place < 4; place++) queue.push(connect(Number(port), '127.0.0.1').on('error', () => {}));
  await Promise.all(queue.slice(0, 2).map((socket) => once(socket, 'connect')));
});

afterAll(() => {
  for (const socket of queue) socket.destroy();
  listener.kill('SIGKILL');
});

test.runIf(process.platform === 'linux')('a connection that the runtime gives up was not made: nothing was sent', async () => {
  const client = createClient({ token: 't', baseUrl, retry: 0, fetch: dispatching({ connect: { timeout: 100 } }) });
  const { outcome, error } = await outcomeOf(client.send(notice));
  expect(outcome).toBe('not-sent');
  expect(error).toMatchObject({ code: 'UND_ERR_CONNECT_TIMEOUT', retryable: true });
});

test.runIf(process.platform === 'linux')('a timeout that is over while connecting: nothing was sent', async () => {
  const { outcome, error } = await outcomeOf(createClient({ token: 't', baseUrl, timeout: 200, retry: 0 }).send(notice));
  expect(outcome).toBe('not-sent');
  expect(error).toMatchObject({ retryable: true });
  expect(error?.message).toBe('nothing was sent, the timeout of 200 ms was over before it left: it is safe to send again');
});

test.runIf(process.platform === 'linux')('an abort while connecting: nothing was sent, and nothing is tried again', async () => {
  const signal = AbortSignal.timeout(200);
  const { outcome, error } = await outcomeOf(createClient({ token: 't', baseUrl }).send(notice, { signal }));
  expect(outcome).toBe('not-sent');
  expect(error).toMatchObject({ retryable: false });
});
