import type { Claim, Sending } from '../ledger.js';
import type { Test } from './fixture.js';
import {
  accepted,
  all,
  batch,
  claimed,
  equal,
  fill,
  holds,
  includes,
  load,
  loadedOf,
  refused,
  send,
  sent,
  states,
  textOf,
} from './fixture.js';

/** What a ledger promises of loading. */
export function loadingPromises(test: Test): void {
  test('knows nothing of a campaign that was never loaded', 0, async ({ ledger }) => {
    equal(await ledger.find('sale'), undefined);
    await refused(ledger.send('sale', { timeout: undefined }), 'not_loaded');
    await refused(ledger.report('sale'), 'not_loaded');
    await refused(all(ledger.batches('sale')), 'not_loaded');
    await refused(ledger.resolve('sale', 0, 'sent'), 'not_loaded');
    await refused(ledger.recipients('sale', 0), 'not_loaded');
    await refused(ledger.cancel('sale'), 'not_loaded');
    await refused(ledger.remove('sale'), 'not_loaded');
    equal(await ledger.campaigns(), []);
  });

  test('takes names that differ only in case for one', 0, async ({ books, ledger }) => {
    const loaded = await load(ledger, 'Sale', 1);
    const other = await books.process();
    equal(await other.find('sALE'), loaded);
    const loading = await other.load('sale');
    equal(loading.before, loaded);
    await loading.close();
    equal((await other.report('SALE')).batches.total, 1);
    equal((await claimed(await send(other))).index, 0);
    includes(await ledger.campaigns(), [{ name: 'Sale' }]);
  });

  test('keeps nothing of a load that was not committed', 0, async ({ ledger }) => {
    const loading = await ledger.load('sale');
    await loading.add(await batch(0));
    await loading.close();
    equal(await ledger.find('sale'), undefined);
    await load(ledger, 'sale', 2);
    equal((await ledger.report('sale')).batches.total, 2);
  });

  test('keeps nothing of a load whose process died', 0, async ({ books, ledger }) => {
    const loading = await ledger.load('sale');
    await loading.add(await batch(0));
    await loading.add(await batch(2));
    await books.kill(ledger);
    const other = await books.process();
    equal(await other.find('sale'), undefined);
    await load(other, 'sale', 1);
    equal((await other.report('sale')).batches.total, 1);
  });

  test(
    'gives back what was loaded, also to another process and a second load, and leaves it as it is',
    2,
    async ({ books, ledger }) => {
      const loaded = await loadedOf('sale', 2);
      equal(await (await books.process()).find('sale'), loaded);
      const loading = await ledger.load('sale');
      equal(loading.before, loaded);
      await loading.close();
      equal(await ledger.find('sale'), loaded);
      const sending = await send(ledger);
      for (const index of [0, 1]) equal(textOf((await sending.claim())?.list), textOf((await batch(index)).list));
      equal(await sending.claim(), undefined);
      await sending.close();
    },
  );

  test('tells a load which keys it had before, and forgets them with it', 0, async ({ ledger }) => {
    for (let load = 1; load <= 2; load++) {
      const loading = await ledger.load('sale');
      equal(await loading.unseen(['a', 'b', 'a', 'ключ']), [true, true, false, true]);
      equal(await loading.unseen(['c', 'b', 'A', 'ключ', '']), [true, false, true, false, true]);
      equal(await loading.unseen([]), []);
      await loading.close();
    }
    await load(ledger, 'sale', 1);
    const comparing = await ledger.load('sale');
    equal(await comparing.unseen(['a', 'a']), [true, false]);
    const another = await ledger.load('other');
    equal(await another.unseen(['a']), [true]);
    await another.close();
    await comparing.close();
  });
}

/** What a ledger promises where several processes use it, or a person edits it. */
export function sharingPromises(test: Test, exclusive: boolean): void {
  test('keeps campaigns apart', 2, async ({ ledger }) => {
    await load(ledger, 'sale.2', 1);
    await send(ledger, accepted);
    equal(await states(ledger), ['accepted', 'pending']);
    equal(await states(ledger, 'sale.2'), ['pending']);
  });

  test('keeps what is loaded while another load begins', 0, async ({ books, ledger }) => {
    const loading = await ledger.load('other');
    const begun = (await books.process()).load('sale');
    await fill(loading, 'other', 2);
    await fill(await begun, 'sale', 1);
    equal(await states(ledger, 'other'), ['pending', 'pending']);
    equal(await states(ledger), ['pending']);
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
    test(`refuses an edited row: ${what}`, 0, async ({ books, ledger }) => {
      if (books.query === undefined) return;
      await load(ledger, sql.includes("'other'") ? 'other' : 'sale', 3);
      await books.query(sql);
      await refused(send(ledger), 'ledger_damaged', 'server_changed');
      holds((await ledger.report('sale')).batches.pending > 1, 'nothing was handed out');
    });

  if (!exclusive) {
    test('shares the batches among those that send, each once', 30, async ({ books, ledger }) => {
      const others = await Promise.all(Array.from({ length: 3 }, async () => send(await books.process())));
      const claims = await Promise.all(Array.from({ length: 30 }, (_, i) => claimed(others[i % 3] as Sending)));
      equal(new Set(claims.map(({ index }) => index)).size, 30);
      // Also for one who comes later, or calls off the rest.
      await send(ledger);
      await ledger.cancel('sale');
      equal(await states(ledger), Array(30).fill('sending'));
      await others[0]?.settle(claims[0] as Claim, accepted);
      includes((await ledger.report('sale')).batches, { accepted: 1, sending: 29 });
    });

    test('keeps what was sent, where two load at once', 0, async ({ books, ledger }) => {
      const other = await books.process();
      const first = await ledger.load('sale');
      // It may be refused, wait, or fail in the end.
      const second = other.load('sale').catch(() => undefined);
      await fill(first, 'sale', 1);
      await sent(ledger, accepted);
      const loading = await second;
      if (loading?.before !== undefined) await loading.close();
      else if (loading !== undefined) await fill(loading, 'sale', 1).catch(() => {});
      equal(await states(ledger), ['accepted']);
    });
    return;
  }

  test('lets one process write, and tells another at once', 0, async ({ books, ledger }) => {
    const loading = await ledger.load('sale');
    const other = await books.process();
    await refused(other.load('SALE'), 'ledger_busy');
    await fill(loading, 'sale', 1);
    const sending = await send(ledger);
    await refused(other.load('sale'), 'ledger_busy');
    await refused(send(other), 'ledger_busy');
    await refused(other.resolve('sale', 0, 'sent'), 'ledger_busy');
    await refused(other.cancel('sale'), 'ledger_busy');
    await refused(other.remove('sale', { force: true }), 'ledger_busy');
    equal((await other.report('sale')).batches.pending, 1);
    equal(textOf(await other.recipients('sale', 0)), textOf((await batch(0)).list));
    await sending.close();
    await (await send(other)).close();
  });

  test('lets different campaigns be written at once', 3, async ({ books, ledger }) => {
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
    await sending.settle(first, accepted);
    includes((await other.report('sale')).batches, { accepted: 1, sending: 2 });
  });

  test('lets another process write once the first one died', 1, async ({ books, ledger }) => {
    await send(ledger);
    await books.kill(ledger);
    await (await send(await books.process())).close();
  });
}
