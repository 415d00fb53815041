import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createClient, type Mailing, mailing } from 'viber-mailing';
import { collect, median, row } from './measure.ts';

/**
 * A million rows, checked, as the body that `fetch` is given by a client, against the same by hand: `rows.map`,
 * `JSON.stringify` and `TextEncoder`, with no check of anything. Memory is the most that a process of its own held at once
 * beyond its rows.
 */
interface Way {
  readonly ours: () => Promise<Uint8Array>;
  readonly byHand: () => Uint8Array;
}

const encoder = new TextEncoder();
const byHand = (message_type: string, content: object, delivery_list: readonly unknown[]) =>
  encoder.encode(JSON.stringify({ token: 't', messages: [{ alphaname_id: '444', message_type, content, delivery_list }] }));

async function bodyOf(mail: Mailing): Promise<Uint8Array> {
  let body: unknown;
  const fetch = async (_: unknown, init?: { body?: unknown }) => {
    body = init?.body;
    return new Response('{"uuid":"u","success":"OK"}');
  };
  await createClient({ token: 't', from: '444', fetch: fetch as typeof globalThis.fetch }).send(mail);
  return body as Uint8Array;
}

const text = () => mailing().bulk().text('Everything at half price');
const notice = () => mailing().personal().text();

function personal(name: string, end: string): Way {
  const rows = Array.from({ length: 1_000_000 }, (_, i) => ({ tel: String(375_290_000_000 + i), name: `${name} ${i}` }));
  const toRecipient = (row: (typeof rows)[number]) => ({ phone: row.tel, text: `${row.name}, ${end}` });
  return {
    ours: () => bodyOf(notice().to(rows, toRecipient)),
    byHand: () => byHand('personal', { type: 'text' }, rows.map(toRecipient)),
  };
}

function bulk(): Way {
  const phones = Array.from({ length: 1_000_000 }, (_, i) => String(375_290_000_000 + i));
  return {
    ours: () => bodyOf(text().to(phones)),
    byHand: () => byHand('bulk', { type: 'text', text: 'Everything at half price' }, phones),
  };
}

const ways = {
  'Latin body': () => personal('Anna', 'your order is ready'),
  'Cyrillic body': () => personal('Анна', 'ваш заказ готов'),
  'bulk body': bulk,
} as const satisfies Readonly<Record<string, () => Way>>;
type Name = keyof typeof ways;

const [, , chosen, whose] = process.argv;
if (chosen !== undefined && whose !== undefined) await measureMemory(chosen as Name, whose as keyof Way);
else await compareAll();

async function compareAll(): Promise<void> {
  for (const [name, make] of Object.entries(ways) as [Name, () => Way][]) {
    const way = make();
    if (Buffer.compare(await way.ours(), way.byHand()) !== 0) throw new Error(`${name}: not the same bytes`);
    row(name, await timeRatio(way));
    const [ours, hand] = (['ours', 'byHand'] as const).map((whose) => peakOf(name, whose)) as [number, number];
    row(`${name}, memory`, ours / hand);
  }
}

async function timeRatio(way: Way): Promise<number> {
  const times = { ours: [] as number[], byHand: [] as number[] };
  for (let round = -1; round < 9; round++) {
    for (const whose of round % 2 === 0 ? (['ours', 'byHand'] as const) : (['byHand', 'ours'] as const)) {
      collect();
      const started = performance.now();
      await way[whose]();
      if (round >= 0) times[whose].push(performance.now() - started);
    }
  }
  return median(times.ours) / median(times.byHand);
}

/** What a process of its own held at most, in MB. */
function peakOf(name: Name, whose: keyof Way): number {
  const path = fileURLToPath(import.meta.url);
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', path, name, whose], {
    encoding: 'utf8',
  });
  const peak = Number(stdout);
  if (!(peak > 0)) throw new Error(`the memory of ${name} could not be measured: ${stderr}`);
  return peak;
}

async function measureMemory(name: Name, whose: keyof Way): Promise<void> {
  const way = ways[name]();
  collect();
  const before = process.memoryUsage().rss;
  await way[whose]();
  // In kilobytes, and of the whole life of the process: the rows were there before.
  console.log(process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024);
}
