import { createHash } from 'node:crypto';
import {
  type BatchState,
  contentDigest,
  type Ledger,
  type Loaded,
  type Resolution,
  type Sending,
  type StoredBatch,
} from 'viber-mailing/campaign';
import { beforeEach, describe, expect, it } from 'vitest';

/** A kind of ledger, as the suite needs it. */
export interface LedgerUnderTest {
  /** The ledger as another process has it, on the same books each time. */
  process(): Promise<Ledger> | Ledger;
  /** Ends a process without a word: what it had under way stays as it is. Returns when the others can know. */
  kill(process: Ledger): Promise<void> | void;
  /** Runs SQL in the ledger's tables, where it has the documented ones, as a person with a shell of the database may. */
  query?(sql: string): Promise<void>;
}

/** What a ledger promises, whichever it is. `exclusive`: one process at a time may write. */
export function ledgerSuite(title: string, exclusive: boolean, begin: () => Promise<LedgerUnderTest>): void {
  describe(title, () => {
    let books: LedgerUnderTest;
    let ledger: Ledger;

    beforeEach(async () => {
      books = await begin();
      ledger = await books.process();
    });

    it('knows nothing of a campaign that was never loaded', async () => {
      expect(await ledger.find('sale')).toBeUndefined();
      const sender = { timeout: undefined };
      await expect(ledger.send('sale', sender)).rejects.toMatchObject({ code: 'not_loaded' });
      await expect(ledger.report('sale')).rejects.toMatchObject({ code: 'not_loaded' });
      await expect(all(ledger.batches('sale'))).rejects.toMatchObject({ code: 'not_loaded' });
      await expect(ledger.resolve('sale', 0, 'sent')).rejects.toMatchObject({ code: 'not_loaded' });
      await expect(ledger.recipients('sale', 0)).rejects.toMatchObject({ code: 'not_loaded' });
      await expect(ledger.cancel('sale')).rejects.toMatchObject({ code: 'not_loaded' });
      await expect(ledger.remove('sale')).rejects.toMatchObject({ code: 'not_loaded' });
      expect(await ledger.campaigns()).toEqual([]);
    });

    it('takes names that differ only in case for one', async () => {
      const loaded = await load(ledger, 'Sale', 1);
      const other = await books.process();
      expect(await other.find('sALE')).toEqual(loaded);
      const loading = await other.load('sale');
      expect(loading.before).toEqual(loaded);
      await loading.close();
      expect((await other.report('SALE')).batches.total).toBe(1);
      const sending = await other.send('sale', { timeout: 1000 });
      expect((await claimed(sending)).index).toBe(0);
      expect((await ledger.campaigns()).map(({ name }) => name)).toEqual(['Sale']);
    });

    it('gives back what was loaded, also to another process', async () => {
      const loaded = await load(ledger, 'sale', 3);
      expect(await (await books.process()).find('sale')).toEqual(loaded);
    });

    it('keeps nothing of a load that was not committed', async () => {
      const loading = await ledger.load('sale');
      await loading.add(batch(0));
      await loading.close();
      expect(await ledger.find('sale')).toBeUndefined();
      await load(ledger, 'sale', 2);
      expect((await ledger.report('sale')).batches.total).toBe(2);
    });

    it('keeps nothing of a load whose process died', async () => {
      const loading = await ledger.load('sale');
      await loading.add(batch(0));
      await loading.add(batch(2));
      await books.kill(ledger);
      const other = await books.process();
      expect(await other.find('sale')).toBeUndefined();
      await load(other, 'sale', 1);
      expect((await other.report('sale')).batches.total).toBe(1);
    });

    it('shows a second load what is there, and leaves it as it is', async () => {
      const loaded = await load(ledger, 'sale', 2);
      const loading = await ledger.load('sale');
      expect(loading.before).toEqual(loaded);
      await loading.close();
      expect(await ledger.find('sale')).toEqual(loaded);
      const sending = await send(ledger);
      expect(textOf(await sending.claim())).toBe(textOf(batch(0)));
      expect(textOf(await sending.claim())).toBe(textOf(batch(1)));
      expect(await sending.claim()).toBeUndefined();
      await sending.close();
    });

    it('tells a load which keys it had before, and forgets them with it', async () => {
      for (const again of [1, 2]) {
        const loading = await ledger.load('sale');
        expect(await loading.unseen(['a', 'b', 'a', 'ключ']), `load ${again}`).toEqual([true, true, false, true]);
        expect(await loading.unseen(['c', 'b', 'A', 'ключ', ''])).toEqual([true, false, true, false, true]);
        expect(await loading.unseen([])).toEqual([]);
        await loading.close();
      }
      await load(ledger, 'sale', 1);
      const comparing = await ledger.load('sale');
      expect(await comparing.unseen(['a', 'a'])).toEqual([true, false]);
      await comparing.close();
    });

    it('hands out each batch once, in order, with its recipients byte for byte', async () => {
      await load(ledger, 'sale', 3);
      const sending = await send(ledger);
      for (const index of [0, 1, 2]) {
        const claim = await sending.claim();
        expect(claim).toMatchObject({ index, size: index + 1 });
        expect(textOf(claim)).toBe(textOf(batch(index)));
        expect(claim?.held()).toBe(true);
      }
      expect(await sending.claim()).toBeUndefined();
    });

    it('hands out different batches to those who ask at the same moment', async () => {
      await load(ledger, 'sale', 20);
      const sending = await send(ledger);
      const claims = await Promise.all(Array.from({ length: 25 }, () => sending.claim()));
      const indexes = claims.flatMap((claim) => (claim === undefined ? [] : [claim.index]));
      expect(indexes.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    });

    it('hands out a certain batch, unless it was handed out', async () => {
      await load(ledger, 'sale', 3);
      const sending = await send(ledger);
      expect(await sending.claim(1)).toMatchObject({ index: 1 });
      expect(await sending.claim(1)).toBeUndefined();
      expect(await sending.claim(7)).toBeUndefined();
      expect(await sending.claim()).toMatchObject({ index: 0 });
      expect(await sending.claim()).toMatchObject({ index: 2 });
    });

    it('keeps what became of each batch, and counts recipients and batches', async () => {
      await load(ledger, 'sale', 5);
      const sending = await send(ledger);
      const claims = [await claimed(sending), await claimed(sending), await claimed(sending), await claimed(sending)] as const;
      await sending.settle(claims[0], { state: 'accepted', uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec' });
      await sending.settle(claims[1], { state: 'rejected', reason: 'Недостаточно средств' });
      await sending.settle(claims[2], { state: 'unknown', reason: 'the connection was lost' });
      // A batch of index i has i + 1 recipients.
      const counts = {
        batches: { total: 5, pending: 1, sending: 1, accepted: 1, rejected: 1, unknown: 1, abandoned: 0 },
        recipients: { total: 15, pending: 5, sending: 4, accepted: 1, rejected: 2, unknown: 3, abandoned: 0 },
        invalid: 4,
      };
      expect(await sending.report()).toEqual(counts);
      expect(await (await books.process()).report('sale')).toEqual(counts);
      expect(await ledger.campaigns()).toEqual([{ name: 'sale', report: counts }]);
      expect(await all(ledger.batches('sale'))).toMatchObject([
        { index: 0, size: 1, state: 'accepted', uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec' },
        { index: 1, size: 2, state: 'rejected', reason: 'Недостаточно средств' },
        { index: 2, size: 3, state: 'unknown', reason: 'the connection was lost' },
        { index: 3, size: 4, state: 'sending' },
        { index: 4, size: 5, state: 'pending' },
      ]);
      expect(await all(ledger.batches('sale', 'rejected'))).toMatchObject([{ index: 1 }]);
      expect(await all(ledger.batches('sale', undefined, 3))).toMatchObject([{ index: 3 }, { index: 4 }]);
      expect(await all(ledger.batches('sale', 'unknown', 3))).toEqual([]);
    });

    it('notes when each batch was taken, and how often', async () => {
      const before = Date.now() - clockDifference;
      await load(ledger, 'sale', 4);
      const sending = await send(ledger);
      const first = await claimed(sending);
      expect(first.attempts).toBe(1);
      expect(first.sentAt.getTime()).toBeGreaterThan(before);
      expect(first.sentAt.getTime()).toBeLessThan(Date.now() + clockDifference);
      expect(await all(ledger.batches('sale'))).toMatchObject([
        { attempts: 1, sentAt: first.sentAt },
        { attempts: 0, sentAt: undefined },
        { attempts: 0, sentAt: undefined },
        { attempts: 0, sentAt: undefined },
      ]);
      const [second, third] = [await claimed(sending), await claimed(sending)];
      await sending.settle(first, { state: 'pending', tried: true });
      await sending.settle(second, { state: 'pending', tried: false });
      await sending.settle(third, { state: 'accepted', uuid: 'x' });
      expect(await all(ledger.batches('sale'))).toMatchObject([
        { state: 'pending', attempts: 1, sentAt: undefined },
        { state: 'pending', attempts: 0, sentAt: undefined },
        { state: 'accepted', attempts: 1, sentAt: third.sentAt },
        { state: 'pending', attempts: 0 },
      ]);
      expect(await sending.claim(0)).toMatchObject({ attempts: 2 });
    });

    it.each([
      ['spaces and quotes', 'a "b" \\ c'],
      ['letters of other scripts', 'Партия-№7 🙂'],
      ['a hyphen alone', '-'],
    ])('keeps an id with %s', async (_, uuid) => {
      await load(ledger, 'sale', 1);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'accepted', uuid });
      await sending.close();
      expect(await all(ledger.batches('sale'))).toMatchObject([{ state: 'accepted', uuid }]);
    });

    it('keeps the state of a batch whose id is absurdly long', async () => {
      await load(ledger, 'sale', 2);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'я'.repeat(5000) });
      await sending.close();
      const [first, second] = await all(ledger.batches('sale'));
      expect(first?.uuid).toMatch(/^я{10,}$/);
      expect([first?.state, second?.state]).toEqual(['accepted', 'pending']);
    });

    it('hands out again what was given back unsent', async () => {
      await load(ledger, 'sale', 2);
      const sending = await send(ledger);
      const first = await claimed(sending);
      const second = await claimed(sending);
      await sending.settle(second, { state: 'pending', tried: true });
      await sending.settle(first, { state: 'pending', tried: false });
      expect(await sending.report()).toMatchObject({ batches: { pending: 2, sending: 0 } });
      expect((await claimed(sending)).index).toBe(0);
      expect((await claimed(sending)).index).toBe(1);
    });

    it('goes on where another process stopped', async () => {
      await load(ledger, 'sale', 3);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'first' });
      await sending.close();
      const next = await send(await books.process());
      expect((await claimed(next)).index).toBe(1);
    });

    it('takes what a dead process was sending for unknown, and never hands it out', async () => {
      await load(ledger, 'sale', 3);
      const sending = await send(ledger);
      await claimed(sending);
      await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
      await books.kill(ledger);
      const other = await books.process();
      expect((await all(other.batches('sale'))).map(({ state }) => state)).toEqual(['unknown', 'rejected', 'pending']);
      const next = await send(other);
      expect(await next.report()).toMatchObject({ batches: { unknown: 1, sending: 0, pending: 1 } });
      expect((await claimed(next)).index).toBe(2);
      expect(await next.claim()).toBeUndefined();
      expect(await next.claim(0)).toBeUndefined();
    });

    it('hands out with the same bytes what a person lets be sent again', async () => {
      await load(ledger, 'sale', 2);
      const sending = await send(ledger);
      await claimed(sending);
      await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
      await books.kill(ledger);
      const other = await books.process();
      await other.resolve('sale', 0, 'resend');
      await other.resolve('sale', 1, 'resend');
      expect((await all(other.batches('sale'))).map(({ state, reason }) => [state, reason])).toEqual([
        ['pending', undefined],
        ['pending', undefined],
      ]);
      const next = await send(other);
      expect(textOf(await claimed(next))).toBe(textOf(batch(0)));
      expect(textOf(await claimed(next))).toBe(textOf(batch(1)));
    });

    it('keeps as accepted, without an id, what a person says was sent', async () => {
      await load(ledger, 'sale', 1);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
      await sending.close();
      await ledger.resolve('sale', 0, 'sent');
      const [resolved] = await all(ledger.batches('sale'));
      expect(resolved).toMatchObject({ state: 'accepted' });
      expect(resolved?.uuid).toBeUndefined();
      expect(resolved?.reason).toBeUndefined();
    });

    // Where one process writes, nobody can ask for it while a batch is being sent.
    const sendingToo = [['sending', 'sent'] as const, ['sending', 'abandon'] as const];
    it.each([
      ...(exclusive ? [] : sendingToo),
      ['pending', 'sent'],
      ['pending', 'resend'],
      ['accepted', 'sent'],
      ['accepted', 'resend'],
      ['accepted', 'abandon'],
      ['rejected', 'sent'],
      ['abandoned', 'sent'],
      ['abandoned', 'resend'],
      ['abandoned', 'abandon'],
    ] as const)('refuses to resolve a %s batch with %s', async (state, resolution) => {
      await load(ledger, 'sale', 1);
      const sending = await inState(ledger, state);
      await expect(ledger.resolve('sale', 0, resolution)).rejects.toMatchObject({ code: 'batch_state' });
      expect(await all(ledger.batches('sale'))).toMatchObject([{ state }]);
      await sending?.close();
    });

    it.each(['pending', 'rejected', 'unknown'] as const)('gives up a %s batch for good', async (state) => {
      await load(ledger, 'sale', 2);
      const sentAt = (await all(ledger.batches('sale')))[0]?.sentAt;
      await inState(ledger, state);
      const [before] = await all(ledger.batches('sale'));
      await ledger.resolve('sale', 0, 'abandon');
      expect(await all(ledger.batches('sale'))).toMatchObject([
        { state: 'abandoned', reason: before?.reason, sentAt: before?.sentAt ?? sentAt, attempts: before?.attempts },
        { state: 'pending' },
      ]);
      expect((await ledger.report('sale')).recipients).toMatchObject({ abandoned: 1, pending: 2 });
      await expect(ledger.recipients('sale', 0)).rejects.toMatchObject({ code: 'batch_state' });
      const sending = await send(ledger);
      expect((await claimed(sending)).index).toBe(1);
      expect(await sending.claim()).toBeUndefined();
    });

    it('gives up all that is pending, and nothing else', async () => {
      await load(ledger, 'sale', 4);
      await load(ledger, 'other', 1);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
      await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
      await sending.close();
      await ledger.cancel('sale');
      expect(await states(ledger, 'sale')).toEqual(['accepted', 'unknown', 'abandoned', 'abandoned']);
      expect(await states(ledger, 'other')).toEqual(['pending']);
      const next = await send(ledger);
      expect(await next.claim()).toBeUndefined();
    });

    it('gives the recipients of what may still be sent, and of no other', async () => {
      await load(ledger, 'sale', 4);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
      await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
      await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
      await sending.close();
      await expect(ledger.recipients('sale', 0)).rejects.toMatchObject({ code: 'batch_state' });
      for (const index of [1, 2, 3])
        expect(new TextDecoder().decode(await ledger.recipients('sale', index))).toBe(textOf(batch(index)));
      await expect(ledger.recipients('sale', 4)).rejects.toMatchObject({ code: 'no_batch' });
    });

    it('removes a campaign that is through, and one that is not where it is forced', async () => {
      await load(ledger, 'sale', 2);
      await load(ledger, 'other', 1);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
      await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
      await sending.close();
      await expect(ledger.remove('sale')).rejects.toMatchObject({ code: 'not_finished' });
      await expect(ledger.remove('other')).rejects.toMatchObject({ code: 'not_finished' });
      await ledger.resolve('sale', 1, 'abandon');
      await ledger.remove('sale');
      expect(await ledger.find('sale')).toBeUndefined();
      await ledger.remove('other', { force: true });
      expect(await ledger.campaigns()).toEqual([]);
      const again = await load(ledger, 'sale', 1);
      expect(await ledger.find('sale')).toEqual(again);
      expect(await states(ledger, 'sale')).toEqual(['pending']);
    });

    it('removes nothing that is being sent, also where it is forced', async () => {
      await load(ledger, 'sale', 2);
      const sending = await send(await books.process());
      await claimed(sending);
      await expect(ledger.remove('sale', { force: true })).rejects.toMatchObject({ code: 'ledger_busy' });
      expect((await ledger.report('sale')).batches.total).toBe(2);
    });

    it('refuses to resolve a batch that does not exist', async () => {
      await load(ledger, 'sale', 1);
      await expect(ledger.resolve('sale', 1, 'sent')).rejects.toMatchObject({ code: 'no_batch' });
      await expect(ledger.resolve('sale', -1, 'sent')).rejects.toMatchObject({ code: 'no_batch' });
    });

    it('lets each batch be resolved while they are read', async () => {
      await load(ledger, 'sale', 5);
      const sending = await send(ledger);
      for (let i = 0; i < 4; i++) await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
      await sending.close();
      for await (const { index } of ledger.batches('sale', 'unknown'))
        await ledger.resolve('sale', index, index % 2 ? 'sent' : 'resend');
      expect((await all(ledger.batches('sale'))).map(({ state }) => state)).toEqual([
        'pending',
        'accepted',
        'pending',
        'accepted',
        'pending',
      ]);
    });

    it('keeps campaigns apart', async () => {
      await load(ledger, 'sale', 2);
      await load(ledger, 'sale.2', 1);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
      expect(await states(ledger, 'sale')).toEqual(['accepted', 'pending']);
      expect(await states(ledger, 'sale.2')).toEqual(['pending']);
    });

    // What a person may do to the tables by hand, or a broken disk: it is refused before anything is handed out.
    it.each([
      ['the text of a batch', `update batches set list = (select list from batches where size = 1) where size = 2`],
      ['the digest of a batch', `update batches set digest = (select digest from batches where size = 1) where size = 2`],
      ['the size of a batch', `update batches set size = 7 where size = 2`],
      ['a batch that is gone', `delete from batches where size = 3`],
      ['the name of a campaign', `update campaigns set name = 'sale' where name = 'other'`],
      ['whether batches are numbered', `update campaigns set numbered = not numbered`],
      ['the digest of a message', `update campaigns set message = content`],
    ])('refuses an edited row: %s', async (_, sql) => {
      if (books.query === undefined) return;
      await load(ledger, sql.includes("'other'") ? 'other' : 'sale', 3);
      await books.query(sql);
      await expect(send(ledger)).rejects.toMatchObject({ code: expect.stringMatching(/^(ledger_damaged|server_changed)$/) });
      expect((await ledger.report('sale')).batches.pending).toBeGreaterThan(1);
    });

    if (exclusive) {
      it('lets one process write, and tells another at once', async () => {
        const loading = await ledger.load('sale');
        const other = await books.process();
        await expect(other.load('SALE')).rejects.toMatchObject({ code: 'ledger_busy' });
        await loading.add(batch(0));
        await loading.commit(await loadedOf('sale', 1));
        await loading.close();
        const sending = await send(ledger);
        const attempts = [
          () => other.load('sale'),
          () => send(other),
          () => other.resolve('sale', 0, 'sent'),
          () => other.cancel('sale'),
          () => other.remove('sale', { force: true }),
        ];
        for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'ledger_busy' });
        expect((await other.report('sale')).batches.pending).toBe(1);
        expect(new TextDecoder().decode(await other.recipients('sale', 0))).toBe(textOf(batch(0)));
        await sending.close();
        await (await send(other)).close();
      });

      it('lets different campaigns be written at once', async () => {
        await load(ledger, 'sale', 3);
        const sending = await send(ledger);
        const first = await claimed(sending);
        const other = await books.process();
        await load(other, 'other', 3);
        const otherSending = await other.send('other', { timeout: 1000 });
        const claims = await Promise.all([sending.claim(), otherSending.claim(), sending.claim(), otherSending.claim()]);
        expect(claims.map((claim) => claim?.index)).toEqual([1, 0, 2, 1]);
        await sending.settle(first, { state: 'accepted', uuid: 'x' });
        expect((await other.report('sale')).batches).toMatchObject({ accepted: 1, sending: 2 });
      });

      it('lets another process write once the first one died', async () => {
        await load(ledger, 'sale', 1);
        await send(ledger);
        await books.kill(ledger);
        await (await send(await books.process())).close();
      });
    } else {
      it('shares the batches among those that send, each once', async () => {
        await load(ledger, 'sale', 30);
        const others = await Promise.all(Array.from({ length: 3 }, async () => send(await books.process())));
        const claims = await Promise.all(Array.from({ length: 30 }, (_, i) => claimed(others[i % 3] as Sending)));
        expect(new Set(claims.map(({ index }) => index)).size).toBe(30);
      });
    }
  });
}

/** A batch of index + 1 phones. */
export function batch(index: number) {
  const phones = Array.from({ length: index + 1 }, (_, place) => String(375_290_000_000 + index * 1000 + place));
  const list = bytesOf(JSON.stringify(phones));
  return { index, size: index + 1, list, digest: createHash('sha256').update(list).digest('hex') };
}

const head = { alphaname_id: '444', message_type: 'bulk', content: { type: 'text', text: 'Привет' } } as const;

/** What is loaded under a name, in so many batches. */
export async function loadedOf(name: string, batches: number): Promise<Loaded> {
  const message = createHash('sha256').update(JSON.stringify(head)).digest('hex');
  const digests = Array.from({ length: batches }, (_, index) => Buffer.from(batch(index).digest, 'hex'));
  const parts = { name, message, batchSize: Math.ceil((batches + 1) / 2), numbered: true };
  const recipients = (batches * (batches + 1)) / 2;
  return { ...parts, head, batches, recipients, invalid: 4, content: await contentDigest(parts, digests) };
}

/** By how much the clock of a database may differ from ours, in milliseconds. */
const clockDifference = 60_000;

/** Loads so many batches, given in an order of their own. */
async function load(ledger: Ledger, name: string, batches: number): Promise<Loaded> {
  const loading = await ledger.load(name);
  await Promise.all(Array.from({ length: batches }, (_, place) => loading.add(batch(batches - 1 - place))));
  const loaded = await loadedOf(name, batches);
  const { name: _, ...parts } = loaded;
  await loading.commit(parts);
  await loading.close();
  return loaded;
}

/** Brings the first batch into a state; the send goes on where that is `sending`. */
async function inState(ledger: Ledger, state: BatchState): Promise<Sending | undefined> {
  if (state === 'pending') return undefined;
  if (state === 'abandoned') {
    await ledger.resolve('sale', 0, 'abandon' satisfies Resolution);
    return undefined;
  }
  const sending = await send(ledger);
  const claim = await claimed(sending);
  if (state === 'sending') return sending;
  await sending.settle(claim, state === 'accepted' ? { state, uuid: 'x' } : { state, reason: 'no' });
  await sending.close();
  return undefined;
}

function send(ledger: Ledger): Promise<Sending> {
  return ledger.send('sale', { timeout: 1000 });
}

async function claimed(sending: Sending) {
  const claim = await sending.claim();
  if (claim === undefined) throw new Error('nothing was there to claim');
  return claim;
}

async function all(batches: AsyncIterable<StoredBatch>): Promise<StoredBatch[]> {
  const list: StoredBatch[] = [];
  for await (const each of batches) list.push(each);
  return list;
}

async function states(ledger: Ledger, name: string): Promise<BatchState[]> {
  return (await all(ledger.batches(name))).map(({ state }) => state);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(batch: { readonly list: Uint8Array } | undefined): string | undefined {
  return batch && new TextDecoder().decode(batch.list);
}
