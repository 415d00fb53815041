import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient, mailing } from 'viber-mailing';
import { collect, median, row } from './measure.ts';

/**
 * A million personal rows sent by a client, against `fetch` with a body made by hand without any check, to a server on this
 * machine, each in a process of its own: the time from the rows to the answer, and the most memory beyond the rows.
 */
const rounds = 7;
const [whose, baseUrl] = process.argv.slice(2);

if (whose !== undefined && baseUrl !== undefined) await measure(whose, baseUrl);
else await compare();

async function compare(): Promise<void> {
  const server = fork(fileURLToPath(new URL('send-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  const [ports] = (await once(server, 'message')) as [{ http: number }];
  const turns = ['ours', 'byHand'] as const;
  const measured = { ours: [] as Measured[], byHand: [] as Measured[] };
  for (let round = 0; round < rounds; round++)
    for (const whose of round % 2 === 0 ? turns : turns.toReversed())
      measured[whose].push(await inChild(whose, `http://127.0.0.1:${ports.http}/api/v1/`));
  server.disconnect();
  const middle = (whose: keyof typeof measured, what: keyof Measured) => median(measured[whose].map((one) => one[what]));
  row('send', middle('ours', 'time') / middle('byHand', 'time'));
  row('send, memory', middle('ours', 'memory') / middle('byHand', 'memory'));
}

interface Measured {
  /** Milliseconds. */
  readonly time: number;
  /** MB. */
  readonly memory: number;
}

async function inChild(whose: string, baseUrl: string): Promise<Measured> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [whose, baseUrl]);
  const [measured] = (await once(child, 'message')) as [Measured];
  await once(child, 'exit');
  return measured;
}

async function measure(whose: string, baseUrl: string): Promise<void> {
  const rows = Array.from({ length: 1_000_000 }, (_, i) => ({ tel: String(375_290_000_000 + i), name: `Anna ${i}` }));
  const toRecipient = (row: (typeof rows)[number]) => ({ phone: row.tel, text: `${row.name}, your order is ready` });
  const notice = mailing().personal().text();
  const client = createClient({ token: 'token', from: '444', baseUrl });
  const byHand = async (rows: readonly (typeof collected)[number][]) => {
    const message = {
      alphaname_id: '444',
      message_type: 'personal',
      content: { type: 'text' },
      delivery_list: rows.map(toRecipient),
    };
    const response = await fetch(`${baseUrl}sendBulkViber`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'token', messages: [message] }),
    });
    return (await response.json()) as { uuid: string };
  };
  const collected = rows.slice(0, 1);
  const send = whose === 'ours' ? () => client.send(notice.to(rows, toRecipient)) : () => byHand(rows);
  // What is loaded with the first request is loaded for one row.
  await (whose === 'ours' ? client.send(notice.to(collected, toRecipient)) : byHand(collected));
  collect();
  const before = process.memoryUsage().rss;
  const started = performance.now();
  if ((await send()).uuid === '') throw new Error('not accepted');
  const time = performance.now() - started;
  process.send?.({ time, memory: process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024 });
  process.disconnect();
}
