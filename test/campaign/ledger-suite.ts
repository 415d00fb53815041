import { createHash } from 'node:crypto';
import type { BatchState, Ledger, Loaded, Sending, StoredBatch } from 'viber-mailing/campaign';
import { beforeEach, describe, expect, it } from 'vitest';

/** A kind of ledger, as the suite needs it. */
export interface LedgerUnderTest {
  /** The ledger as another process has it, on the same books each time. */
  process(): Promise<Ledger> | Ledger;
  /** Ends a process without a word: what it had under way stays as it is. Returns when the others can know. */
  kill(process: Ledger): Promise<void> | void;
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
      await loading.add(batch(0));
      await loading.add({ ...batch(1), list: bytesOf('["375299999999"]'), digest: 'f'.repeat(64) });
      await loading.add(batch(2));
      await loading.close();
      expect(await ledger.find('sale')).toEqual(loaded);
      const sending = await send(ledger);
      expect(textOf(await sending.claim())).toBe(textOf(batch(0)));
      expect(textOf(await sending.claim())).toBe(textOf(batch(1)));
      expect(await sending.claim()).toBeUndefined();
      await sending.close();
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
        batches: { total: 5, pending: 1, sending: 1, accepted: 1, rejected: 1, unknown: 1 },
        recipients: { total: 15, pending: 5, sending: 4, accepted: 1, rejected: 2, unknown: 3 },
        invalid: 4,
      };
      expect(await sending.report()).toEqual(counts);
      expect(await (await books.process()).report('sale')).toEqual(counts);
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
      await sending.settle(second, { state: 'pending' });
      await sending.settle(first, { state: 'pending' });
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

    it.each([
      ['pending', 'sent'],
      ['pending', 'resend'],
      ['accepted', 'sent'],
      ['accepted', 'resend'],
      ['rejected', 'sent'],
    ] as const)('refuses to resolve a %s batch as %s', async (state, resolution) => {
      await load(ledger, 'sale', 1);
      const sending = await send(ledger);
      if (state !== 'pending')
        await sending.settle(await claimed(sending), state === 'accepted' ? { state, uuid: 'x' } : { state, reason: 'no' });
      await sending.close();
      await expect(ledger.resolve('sale', 0, resolution)).rejects.toMatchObject({ code: 'batch_state' });
      expect(await all(ledger.batches('sale'))).toMatchObject([{ state }]);
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

    if (exclusive) {
      it('lets one process write, and tells another who it is', async () => {
        const loading = await ledger.load('sale');
        const other = await books.process();
        await expect(other.load('sale')).rejects.toMatchObject({ code: 'ledger_busy' });
        await loading.add(batch(0));
        await loading.commit(loadedOf(1));
        await loading.close();
        const sending = await send(ledger);
        for (const attempt of [() => other.load('sale'), () => send(other), () => other.resolve('sale', 0, 'sent')])
          await expect(attempt()).rejects.toMatchObject({ code: 'ledger_busy', message: expect.stringMatching(/process \d+ on /) });
        expect((await other.report('sale')).batches.pending).toBe(1);
        await sending.close();
        await (await send(other)).close();
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

export function loadedOf(batches: number): Loaded {
  return {
    head: { alphaname_id: '444', message_type: 'bulk', content: { type: 'text', text: 'Привет' } },
    batches,
    batchSize: 1,
    recipients: batches,
    invalid: 4,
    content: createHash('sha256').update(String(batches)).digest('hex'),
  };
}

/** Loads so many batches, given in an order of their own. */
async function load(ledger: Ledger, name: string, batches: number): Promise<Loaded> {
  const loading = await ledger.load(name);
  await Promise.all(Array.from({ length: batches }, (_, place) => loading.add(batch(batches - 1 - place))));
  const loaded = loadedOf(batches);
  await loading.commit(loaded);
  await loading.close();
  return loaded;
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
