import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createClient, mailing } from 'viber-mailing';
import { collect, median, type Point, point } from './measure.ts';

/**
 * Time and memory from rows to the body that is sent, for 1,000 to 10 million personal rows, by this library and by hand without
 * any check; each in a process of its own. By hand it ends where the body is longer than the longest string.
 */
const sizes = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/** Of few rows several are made at once, so that there is something to measure. */
const rowsAtOnce = 200_000;

const [whose, size] = process.argv.slice(2);
if (whose !== undefined && size !== undefined) await measure(whose, Number(size));
else {
  for (const size of sizes) {
    const points = { ours: [] as Point[], byHand: [] as Point[] };
    const rounds = size > 1_000_000 ? 1 : 5;
    for (let round = 0; round < rounds; round++)
      for (const whose of ['ours', 'byHand'] as const) {
        const measured = inChild(whose, size);
        if (measured !== undefined) points[whose].push(measured);
      }
    for (const whose of ['ours', 'byHand'] as const) {
      if (points[whose].length < rounds) console.log(`  ${size} rows, ${whose}: no string is that long`);
      else point(whose, { size, ...middle(points[whose]) });
    }
  }
}

function middle(points: readonly Point[]): { time: number; memory: number } {
  return { time: median(points.map(({ time }) => time)), memory: median(points.map(({ memory }) => memory)) };
}

function inChild(whose: string, size: number): Point | undefined {
  const args = [
    '--expose-gc',
    '--max-old-space-size=12000',
    '--import',
    'tsx',
    fileURLToPath(import.meta.url),
    whose,
    String(size),
  ];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stderr.includes('Invalid string length')) return undefined;
  return JSON.parse(stdout);
}

async function measure(whose: string, size: number): Promise<void> {
  const rows = Array.from({ length: size }, (_, i) => ({ tel: String(375_290_000_000 + i), name: `Anna ${i}` }));
  const run = whose === 'ours' ? ours : byHand;
  const times = Math.max(1, rowsAtOnce / size);
  // Compiled first, as a process that sends is.
  for (let i = 0; i < 20; i++) await run(rows.slice(0, 1_000));
  collect();
  const before = process.memoryUsage().rss;
  const started = performance.now();
  await Promise.all(Array.from({ length: times }, () => run(rows)));
  const time = (performance.now() - started) / times;
  const memory = (process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024) / times;
  console.log(JSON.stringify({ size, time, memory }));
}

interface Row {
  readonly tel: string;
  readonly name: string;
}

function toRecipient({ tel, name }: Row) {
  return { phone: tel, text: `${name}, your order is ready` };
}

/** Gives the body, so that it is held until all are made. */
async function ours(rows: readonly Row[]): Promise<unknown> {
  let body: unknown;
  const fetch = async (_: unknown, init?: { body?: unknown }) => {
    body = init?.body;
    return new Response('{"uuid":"u","success":"OK"}');
  };
  await createClient({ token: 't', from: '444', fetch: fetch as typeof globalThis.fetch }).send(
    mailing().personal().text().to(rows, toRecipient),
  );
  return body;
}

async function byHand(rows: readonly Row[]): Promise<unknown> {
  const message = {
    alphaname_id: '444',
    message_type: 'personal',
    content: { type: 'text' },
    delivery_list: rows.map(toRecipient),
  };
  return new TextEncoder().encode(JSON.stringify({ token: 't', messages: [message] }));
}
