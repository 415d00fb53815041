import type { Context, TestRunner } from './fixture.js';
import { all, batch, claimed, equal, load, refused, send, textOf } from './fixture.js';

/** What a ledger promises of loading. */
export function loadingPromises({ it }: TestRunner, context: Context): void {
  it('knows nothing of a campaign that was never loaded', async () => {
    const { ledger } = context();
    equal(await ledger.find('sale'), undefined);
    const sender = { timeout: undefined };
    await refused(ledger.send('sale', sender), 'not_loaded');
    await refused(ledger.report('sale'), 'not_loaded');
    await refused(all(ledger.batches('sale')), 'not_loaded');
    await refused(ledger.resolve('sale', 0, 'sent'), 'not_loaded');
    await refused(ledger.recipients('sale', 0), 'not_loaded');
    await refused(ledger.cancel('sale'), 'not_loaded');
    await refused(ledger.remove('sale'), 'not_loaded');
    equal(await ledger.campaigns(), []);
  });

  it('takes names that differ only in case for one', async () => {
    const { books, ledger } = context();
    const loaded = await load(ledger, 'Sale', 1);
    const other = await books.process();
    equal(await other.find('sALE'), loaded);
    const loading = await other.load('sale');
    equal(loading.before, loaded);
    await loading.close();
    equal((await other.report('SALE')).batches.total, 1);
    const sending = await other.send('sale', { timeout: 1000 });
    equal((await claimed(sending)).index, 0);
    equal(
      (await ledger.campaigns()).map(({ name }) => name),
      ['Sale'],
    );
  });

  it('gives back what was loaded, also to another process', async () => {
    const { books, ledger } = context();
    const loaded = await load(ledger, 'sale', 3);
    equal(await (await books.process()).find('sale'), loaded);
  });

  it('keeps nothing of a load that was not committed', async () => {
    const { ledger } = context();
    const loading = await ledger.load('sale');
    await loading.add(await batch(0));
    await loading.close();
    equal(await ledger.find('sale'), undefined);
    await load(ledger, 'sale', 2);
    equal((await ledger.report('sale')).batches.total, 2);
  });

  it('keeps nothing of a load whose process died', async () => {
    const { books, ledger } = context();
    const loading = await ledger.load('sale');
    await loading.add(await batch(0));
    await loading.add(await batch(2));
    await books.kill(ledger);
    const other = await books.process();
    equal(await other.find('sale'), undefined);
    await load(other, 'sale', 1);
    equal((await other.report('sale')).batches.total, 1);
  });

  it('shows a second load what is there, and leaves it as it is', async () => {
    const { ledger } = context();
    const loaded = await load(ledger, 'sale', 2);
    const loading = await ledger.load('sale');
    equal(loading.before, loaded);
    await loading.close();
    equal(await ledger.find('sale'), loaded);
    const sending = await send(ledger);
    equal(textOf(await sending.claim()), textOf(await batch(0)));
    equal(textOf(await sending.claim()), textOf(await batch(1)));
    equal(await sending.claim(), undefined);
    await sending.close();
  });

  it('tells a load which keys it had before, and forgets them with it', async () => {
    const { ledger } = context();
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
    await comparing.close();
  });
}
