import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ky from 'ky';
import { createClient, mailing, request } from 'viber-mailing';

/** One send of about 1 KB, plain and over TLS, against ky alone with the same use of connections: a new one for each request. */
const sends = Number(process.argv[2] ?? 60);
const rounds = Number(process.argv[3] ?? 61);
const budget = 0.9;

// The certificate of the server is its own; what is measured is the same with and without the check.
process.removeAllListeners('warning').env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
const server = fork(fileURLToPath(new URL('send-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
const ports = await new Promise<Record<'http' | 'https', number>>((resolve) =>
  server.once('message', (message) => resolve(message as Record<'http' | 'https', number>)),
);

const phones = Array.from({ length: 55 }, (_, index) => String(375_290_000_000 + index));
const notice = mailing('Bench').from('444').bulk().text('Your order is ready').to(phones);
const token = '9f86d081884c7d659a2feaa0c55ad015';
const json = request({ token }).add(notice).toJSON();
const headers = { connection: 'close' };
const size = JSON.stringify(json).length;

for (const scheme of ['http', 'https'] as const) {
  const baseUrl = `${scheme}://127.0.0.1:${ports[scheme]}/api/v1/`;
  const client = createClient({ token, baseUrl });
  const ways = {
    ky: () => ky.post(`${baseUrl}sendBulkViber`, { json, headers, retry: 0, timeout: 60_000 }).json<{ uuid: string }>(),
    send: () => client.send(notice),
  };
  const times = { ky: [] as number[], send: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    for (const name of ['ky', 'send'] as const) {
      const time = await run(ways[name]);
      if (round >= 0) times[name].push(time);
    }
  }
  const speed = fast(times.ky) / fast(times.send);
  console.log(`one send of ${size} bytes by ${scheme}: ${speed.toFixed(2)} of ky (at least ${budget})`);
  if (speed < budget) process.exitCode = 1;
}
server.disconnect();

async function run(way: () => Promise<{ uuid: string }>): Promise<number> {
  const started = performance.now();
  for (let sent = 0; sent < sends; sent++) if ((await way()).uuid === '') throw new Error('not accepted');
  return performance.now() - started;
}

/** The faster quarter of the rounds: what else the machine does only slows a round down. */
function fast(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(rounds / 4)] as number;
}
