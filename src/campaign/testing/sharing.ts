import type { Sending } from '../ledger.js';
import type { Context, TestRunner } from './fixture.js';
import { batch, claimed, decoded, equal, holds, includes, load, loadedOf, refused, send, states, textOf } from './fixture.js';

/** What a ledger promises where several processes use it. */
export function sharingPromises({ it }: TestRunner, context: Context, exclusive: boolean): void {
  it('keeps campaigns apart', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 2);
    await load(ledger, 'sale.2', 1);
    const sending = await send(ledger);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
    equal(await states(ledger, 'sale'), ['accepted', 'pending']);
    equal(await states(ledger, 'sale.2'), ['pending']);
  });

  // What a person may do to the tables by hand, or a broken disk: it is refused before anything is handed out.
  for (const [what, sql] of [
    ['the text of a batch', `update batches set list = (select list from batches where size = 1) where size = 2`],
    ['the digest of a batch', `update batches set digest = (select digest from batches where size = 1) where size = 2`],
    ['the size of a batch', `update batches set size = 7 where size = 2`],
    ['a batch that is gone', `delete from batches where size = 3`],
    ['the name of a campaign', `update campaigns set name = 'sale' where name = 'other'`],
    ['whether batches are numbered', `update campaigns set numbered = not numbered`],
    ['the digest of a message', `update campaigns set message = content`],
  ] as const)
    it(`refuses an edited row: ${what}`, async () => {
      const { books, ledger } = context();
      if (books.query === undefined) return;
      await load(ledger, sql.includes("'other'") ? 'other' : 'sale', 3);
      await books.query(sql);
      await refused(send(ledger), 'ledger_damaged', 'server_changed');
      holds((await ledger.report('sale')).batches.pending > 1, 'nothing was handed out');
    });

  if (exclusive) {
    it('lets one process write, and tells another at once', async () => {
      const { books, ledger } = context();
      const loading = await ledger.load('sale');
      const other = await books.process();
      await refused(other.load('SALE'), 'ledger_busy');
      await loading.add(await batch(0));
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
      for (const attempt of attempts) await refused(attempt(), 'ledger_busy');
      equal((await other.report('sale')).batches.pending, 1);
      equal(decoded(await other.recipients('sale', 0)), textOf(await batch(0)));
      await sending.close();
      await (await send(other)).close();
    });

    it('lets different campaigns be written at once', async () => {
      const { books, ledger } = context();
      await load(ledger, 'sale', 3);
      const sending = await send(ledger);
      const first = await claimed(sending);
      const other = await books.process();
      await load(other, 'other', 3);
      const otherSending = await other.send('other', { timeout: 1000 });
      const claims = await Promise.all([sending.claim(), otherSending.claim(), sending.claim(), otherSending.claim()]);
      equal(
        claims.map((claim) => claim?.index),
        [1, 0, 2, 1],
      );
      await sending.settle(first, { state: 'accepted', uuid: 'x' });
      includes((await other.report('sale')).batches, { accepted: 1, sending: 2 });
    });

    it('lets another process write once the first one died', async () => {
      const { books, ledger } = context();
      await load(ledger, 'sale', 1);
      await send(ledger);
      await books.kill(ledger);
      await (await send(await books.process())).close();
    });
  } else {
    it('shares the batches among those that send, each once', async () => {
      const { books, ledger } = context();
      await load(ledger, 'sale', 30);
      const others = await Promise.all(Array.from({ length: 3 }, async () => send(await books.process())));
      const claims = await Promise.all(Array.from({ length: 30 }, (_, i) => claimed(others[i % 3] as Sending)));
      equal(new Set(claims.map(({ index }) => index)).size, 30);
    });
  }
}
