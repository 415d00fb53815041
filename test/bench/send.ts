import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ky from 'ky';
import { createClient, mailing, request } from 'viber-mailing';

/** One send of about 1 KB, against ky alone with the same use of connections: a new one for each request. */
const sends = Number(process.argv[2] ?? 60);
const rounds = Number(process.argv[3] ?? 61);
const budget = 0.9;

const server = fork(fileURLToPath(new URL('send-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
const port = await new Promise<number>((resolve) => server.once('message', (message) => resolve(message as number)));
const baseUrl = `http://127.0.0.1:${port}/api/v1/`;

const phones = Array.from({ length: 55 }, (_, index) => String(375_290_000_000 + index));
const notice = mailing('Bench').from('444').bulk().text('Your order is ready').to(phones);
const token = '9f86d081884c7d659a2feaa0c55ad015';
const json = request({ token }).add(notice).toJSON();
const client = createClient({ token, baseUrl });

const headers = { connection: 'close' };
const kyAlone = () => ky.post(`${baseUrl}sendBulkViber`, { json, headers, retry: 0, timeout: 60_000 }).json<{ uuid: string }>();

const ways: Readonly<Record<string, () => Promise<{ uuid: string }>>> = {
  ky: kyAlone,
  send: () => client.send(notice),
};
const times = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));

async function run(way: () => Promise<{ uuid: string }>): Promise<number> {
  const started = performance.now();
  for (let sent = 0; sent < sends; sent++) if ((await way()).uuid === '') throw new Error('not accepted');
  return performance.now() - started;
}

for (const way of Object.values(ways)) await run(way);
for (let round = 0; round < rounds; round++) for (const [name, way] of Object.entries(ways)) times.get(name)?.push(await run(way));
server.disconnect();

/** The ratio of the faster quarter of the rounds of each: what else the machine does only slows a round down. */
function ratio(one: string, other: string): number {
  const fast = (name: string) => (times.get(name) as number[]).sort((a, b) => a - b)[Math.floor(rounds / 4)] as number;
  return fast(one) / fast(other);
}

const speed = ratio('ky', 'send');
console.log(`one send of ${JSON.stringify(json).length} bytes: ${speed.toFixed(2)} of ky (at least ${budget})`);
if (speed < budget) process.exitCode = 1;
