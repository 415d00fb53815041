import type { Claim, Ledger, Loaded, Loading, NewBatch, Sending, Settlement } from '../ledger.js';
import type { BatchState, StoredBatch } from '../report.js';
import { contentDigest, hex, messageDigest, sha256 } from '../stored.js';

/** The functions of a test runner: of `vitest`, or of `node:test`. */
export interface TestRunner {
  /** Names a group of tests. */
  describe(title: string, body: () => void): unknown;
  /** Makes a test. */
  it(title: string, body: () => Promise<void>): unknown;
  /** Does something before each test of the group. */
  beforeEach(body: () => Promise<void>): unknown;
}

/** A kind of ledger, as the suite needs it. */
export interface LedgerUnderTest {
  /** The ledger as another process has it, on the same database each time. */
  process(): Promise<Ledger> | Ledger;
  /** Ends a process without a word: what it had under way stays as it is. Returns when the others can know. */
  kill(process: Ledger): Promise<void> | void;
  /** Runs SQL in the ledger's tables, where it has the documented ones, as a person with a shell of the database may. */
  query?(sql: string): Promise<void>;
}

/** What a test has. */
export interface Context {
  readonly books: LedgerUnderTest;
  readonly ledger: Ledger;
}

/** Makes a test. The campaign `sale` is loaded before it, in so many batches. */
export type Test = (title: string, batches: number, body: (context: Context) => Promise<void>) => void;

/** A batch of index + 1 phones. */
export async function batch(index: number): Promise<NewBatch> {
  const phones = Array.from({ length: index + 1 }, (_, place) => String(375_290_000_000 + index * 1000 + place));
  const list = new TextEncoder().encode(JSON.stringify(phones));
  return { index, size: index + 1, list, digest: hex(await sha256(list)) };
}

const head = { alphaname_id: '444', message_type: 'bulk', content: { type: 'text', text: 'Привет' } } as const;

/** What is loaded under a name, in so many batches. */
export async function loadedOf(name: string, batches: number): Promise<Loaded> {
  const message = await messageDigest(head);
  const digests = await Promise.all(Array.from({ length: batches }, async (_, index) => sha256((await batch(index)).list)));
  const parts = { name, message, batchSize: Math.ceil((batches + 1) / 2), numbered: batches % 2 === 0 };
  const recipients = (batches * (batches + 1)) / 2;
  return { ...parts, head, batches, recipients, invalid: 4, content: await contentDigest(parts, digests) };
}

/** Loads so many batches. */
export async function load(ledger: Ledger, name: string, batches: number): Promise<Loaded> {
  return fill(await ledger.load(name), name, batches);
}

/** Ends a load with so many batches, given in an order of their own. */
export async function fill(loading: Loading, name: string, batches: number): Promise<Loaded> {
  const loaded = await loadedOf(name, batches);
  const add = async (_: unknown, place: number) => {
    const each = await batch(batches - 1 - place);
    await loading.add(each);
    // As its bytes are used for another batch.
    each.list.fill(0);
  };
  try {
    await Promise.all(Array.from({ length: batches }, add));
    await loading.commit(loaded);
  } finally {
    await loading.close();
  }
  return loaded;
}

export const accepted = { state: 'accepted', uuid: 'x' } as const;
export const rejected = { state: 'rejected', reason: 'no' } as const;
export const unknown = { state: 'unknown', reason: 'lost' } as const;

/** Begins to send, and settles the first batches, one after the other. */
export async function send(ledger: Ledger, ...settlements: readonly Settlement[]): Promise<Sending> {
  const sending = await ledger.send('sale', { timeout: 1000 });
  for (const settlement of settlements) await sending.settle(await claimed(sending), settlement);
  return sending;
}

/** Settles the first batches in a send of its own. */
export async function sent(ledger: Ledger, ...settlements: readonly Settlement[]): Promise<void> {
  await (await send(ledger, ...settlements)).close();
}

/** Brings the first batch into a state; the send goes on where that is `sending`. */
export async function inState(ledger: Ledger, state: BatchState): Promise<Sending | undefined> {
  if (state === 'abandoned') await ledger.resolve('sale', 0, 'abandon');
  for (const settlement of [accepted, rejected, unknown]) if (settlement.state === state) await sent(ledger, settlement);
  if (state !== 'sending') return undefined;
  const sending = await send(ledger);
  await claimed(sending);
  return sending;
}

export async function claimed(sending: Sending, index?: number): Promise<Claim> {
  const claim = await sending.claim(index);
  if (claim === undefined) throw new Error('nothing was there to claim');
  return claim;
}

export async function all(batches: AsyncIterable<StoredBatch>): Promise<StoredBatch[]> {
  const list: StoredBatch[] = [];
  for await (const each of batches) list.push(each);
  return list;
}

export async function states(ledger: Ledger, name = 'sale'): Promise<BatchState[]> {
  return (await all(ledger.batches(name))).map(({ state }) => state);
}

export function textOf(list: Uint8Array | undefined): string | undefined {
  return list && new TextDecoder().decode(list);
}

/** Refuses two values that differ. A part that is `undefined` is the same as none. */
export function equal(actual: unknown, expected: unknown): void {
  holds(has(actual, expected) && has(expected, actual), `${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

/** Refuses a value that has not what is expected of it; it may have more. */
export function includes(actual: unknown, expected: unknown): void {
  holds(has(actual, expected), `${JSON.stringify(actual)} has not ${JSON.stringify(expected)}`);
}

export function holds(truth: boolean, what: string): void {
  if (!truth) throw new Error(what);
}

/** Refuses a promise that is kept, or fails with another code. */
export async function refused(work: Promise<unknown>, ...codes: readonly string[]): Promise<void> {
  const failure = await work.then(
    () => new Error(`nothing was thrown where ${codes.join(' or ')} is expected`),
    (error: unknown) => error,
  );
  if (!codes.includes((failure as { code?: string }).code ?? '')) throw failure;
}

function has(actual: any, expected: any): boolean {
  if (expected instanceof Date) return actual instanceof Date && actual.getTime() === expected.getTime();
  if (Object(expected) !== expected || Object(actual) !== actual) return Object.is(actual, expected);
  if (Array.isArray(expected) && expected.length !== actual.length) return false;
  return Object.keys(expected).every((key) => has(actual[key], expected[key]));
}
