import type { Context, TestRunner } from './fixture.js';
import { all, batch, claimed, decoded, equal, includes, inState, load, refused, send, states, textOf } from './fixture.js';

/** What a ledger promises of what a person says. */
export function resolvingPromises({ it }: TestRunner, context: Context, exclusive: boolean): void {
  // Where one process writes, nobody can ask for it while a batch is being sent.
  const sendingToo = [['sending', 'sent'] as const, ['sending', 'abandon'] as const];
  for (const [state, resolution] of [
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
  ] as const)
    it(`refuses to resolve a ${state} batch with ${resolution}`, async () => {
      const { ledger } = context();
      await load(ledger, 'sale', 1);
      const sending = await inState(ledger, state);
      await refused(ledger.resolve('sale', 0, resolution), 'batch_state');
      includes(await all(ledger.batches('sale')), [{ state }]);
      await sending?.close();
    });

  for (const state of ['pending', 'rejected', 'unknown'] as const)
    it(`gives up a ${state} batch for good`, async () => {
      const { ledger } = context();
      await load(ledger, 'sale', 2);
      const sentAt = (await all(ledger.batches('sale')))[0]?.sentAt;
      await inState(ledger, state);
      const [before] = await all(ledger.batches('sale'));
      await ledger.resolve('sale', 0, 'abandon');
      includes(await all(ledger.batches('sale')), [
        { state: 'abandoned', reason: before?.reason, sentAt: before?.sentAt ?? sentAt, attempts: before?.attempts },
        { state: 'pending' },
      ]);
      includes((await ledger.report('sale')).recipients, { abandoned: 1, pending: 2 });
      await refused(ledger.recipients('sale', 0), 'batch_state');
      const sending = await send(ledger);
      equal((await claimed(sending)).index, 1);
      equal(await sending.claim(), undefined);
    });

  it('gives up all that is pending, and nothing else', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 4);
    await load(ledger, 'other', 1);
    const sending = await send(ledger);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
    await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
    await sending.close();
    await ledger.cancel('sale');
    equal(await states(ledger, 'sale'), ['accepted', 'unknown', 'abandoned', 'abandoned']);
    equal(await states(ledger, 'other'), ['pending']);
    const next = await send(ledger);
    equal(await next.claim(), undefined);
  });

  it('gives the recipients of what may still be sent, and of no other', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 4);
    const sending = await send(ledger);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
    await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
    await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
    await sending.close();
    await refused(ledger.recipients('sale', 0), 'batch_state');
    for (const index of [1, 2, 3]) equal(decoded(await ledger.recipients('sale', index)), textOf(await batch(index)));
    await refused(ledger.recipients('sale', 4), 'no_batch');
  });

  it('removes a campaign that is through, and one that is not where it is forced', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 2);
    await load(ledger, 'other', 1);
    const sending = await send(ledger);
    await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
    await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
    await sending.close();
    await refused(ledger.remove('sale'), 'not_finished');
    await refused(ledger.remove('other'), 'not_finished');
    await ledger.resolve('sale', 1, 'abandon');
    await ledger.remove('sale');
    equal(await ledger.find('sale'), undefined);
    await ledger.remove('other', { force: true });
    equal(await ledger.campaigns(), []);
    const again = await load(ledger, 'sale', 1);
    equal(await ledger.find('sale'), again);
    equal(await states(ledger, 'sale'), ['pending']);
  });

  it('removes nothing that is being sent, also where it is forced', async () => {
    const { books, ledger } = context();
    await load(ledger, 'sale', 2);
    const sending = await send(await books.process());
    await claimed(sending);
    await refused(ledger.remove('sale', { force: true }), 'ledger_busy');
    equal((await ledger.report('sale')).batches.total, 2);
  });

  it('refuses to resolve a batch that does not exist', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 1);
    await refused(ledger.resolve('sale', 1, 'sent'), 'no_batch');
    await refused(ledger.resolve('sale', -1, 'sent'), 'no_batch');
  });

  it('lets each batch be resolved while they are read', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 5);
    const sending = await send(ledger);
    for (let i = 0; i < 4; i++) await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
    await sending.close();
    for await (const { index } of ledger.batches('sale', 'unknown'))
      await ledger.resolve('sale', index, index % 2 ? 'sent' : 'resend');
    equal(
      (await all(ledger.batches('sale'))).map(({ state }) => state),
      ['pending', 'accepted', 'pending', 'accepted', 'pending'],
    );
  });
}
