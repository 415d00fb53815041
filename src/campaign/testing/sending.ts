import type { Context, TestRunner } from './fixture.js';
import { all, batch, claimed, equal, holds, includes, load, send, textOf } from './fixture.js';

/** By how much the clock of a database may differ from ours, in milliseconds. */
const clockDifference = 60_000;

/** What a ledger promises of sending. */
export function sendingPromises({ it }: TestRunner, context: Context): void {
  it('hands out each batch once, in order, with its recipients byte for byte', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 3);
    const sending = await send(ledger);
    for (const index of [0, 1, 2]) {
      const claim = await sending.claim();
      includes(claim, { index, size: index + 1 });
      equal(textOf(claim), textOf(await batch(index)));
      equal(claim?.held(), true);
    }
    equal(await sending.claim(), undefined);
  });

  it('hands out different batches to those who ask at the same moment', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 20);
    const sending = await send(ledger);
    const claims = await Promise.all(Array.from({ length: 25 }, () => sending.claim()));
    const indexes = claims.flatMap((claim) => (claim === undefined ? [] : [claim.index]));
    equal(
      indexes.toSorted((one, other) => one - other),
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  it('hands out a certain batch, unless it was handed out', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 3);
    const sending = await send(ledger);
    includes(await sending.claim(1), { index: 1 });
    equal(await sending.claim(1), undefined);
    equal(await sending.claim(7), undefined);
    includes(await sending.claim(), { index: 0 });
    includes(await sending.claim(), { index: 2 });
  });

  it('keeps what became of each batch, and counts recipients and batches', async () => {
    const { books, ledger } = context();
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
    equal(await sending.report(), counts);
    equal(await (await books.process()).report('sale'), counts);
    equal(await ledger.campaigns(), [{ name: 'sale', report: counts }]);
    includes(await all(ledger.batches('sale')), [
      { index: 0, size: 1, state: 'accepted', uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec' },
      { index: 1, size: 2, state: 'rejected', reason: 'Недостаточно средств' },
      { index: 2, size: 3, state: 'unknown', reason: 'the connection was lost' },
      { index: 3, size: 4, state: 'sending' },
      { index: 4, size: 5, state: 'pending' },
    ]);
    includes(await all(ledger.batches('sale', 'rejected')), [{ index: 1 }]);
    includes(await all(ledger.batches('sale', undefined, 3)), [{ index: 3 }, { index: 4 }]);
    equal(await all(ledger.batches('sale', 'unknown', 3)), []);
  });

  it('notes when each batch was taken, and how often', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 4);
    const sending = await send(ledger);
    const first = await claimed(sending);
    equal(first.attempts, 1);
    holds(Math.abs(first.sentAt.getTime() - Date.now()) < clockDifference, 'the time is that of the ledger');
    includes(await all(ledger.batches('sale')), [
      { attempts: 1, sentAt: first.sentAt },
      { attempts: 0, sentAt: undefined },
      { attempts: 0, sentAt: undefined },
      { attempts: 0, sentAt: undefined },
    ]);
    const [second, third] = [await claimed(sending), await claimed(sending)];
    await sending.settle(first, { state: 'pending', tried: true });
    await sending.settle(second, { state: 'pending', tried: false });
    await sending.settle(third, { state: 'accepted', uuid: 'x' });
    includes(await all(ledger.batches('sale')), [
      { state: 'pending', attempts: 1, sentAt: undefined },
      { state: 'pending', attempts: 0, sentAt: undefined },
      { state: 'accepted', attempts: 1, sentAt: third.sentAt },
      { state: 'pending', attempts: 0 },
    ]);
    includes(await sending.claim(0), { attempts: 2 });
  });

  for (const [what, uuid] of [
    ['spaces and quotes', 'a "b" \\ c'],
    ['letters of other scripts', 'Партия-№7 🙂'],
    ['a hyphen alone', '-'],
  ] as const)
    it(`keeps an id with ${what}`, async () => {
      const { ledger } = context();
      await load(ledger, 'sale', 1);
      const sending = await send(ledger);
      await sending.settle(await claimed(sending), { state: 'accepted', uuid });
      await sending.close();
      includes(await all(ledger.batches('sale')), [{ state: 'accepted', uuid }]);
    });

  it('keeps the state of a batch whose id is absurdly long', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 2);
    const sending = await send(ledger);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'я'.repeat(5000) });
    await sending.close();
    const [first, second] = await all(ledger.batches('sale'));
    holds(/^я{10,}$/.test(first?.uuid ?? ''), 'the id begins as it came');
    equal([first?.state, second?.state], ['accepted', 'pending']);
  });

  it('hands out again what was given back unsent', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 2);
    const sending = await send(ledger);
    const first = await claimed(sending);
    const second = await claimed(sending);
    await sending.settle(second, { state: 'pending', tried: true });
    await sending.settle(first, { state: 'pending', tried: false });
    includes(await sending.report(), { batches: { pending: 2, sending: 0 } });
    equal((await claimed(sending)).index, 0);
    equal((await claimed(sending)).index, 1);
  });

  it('goes on where another process stopped', async () => {
    const { books, ledger } = context();
    await load(ledger, 'sale', 3);
    const sending = await send(ledger);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'first' });
    await sending.close();
    const next = await send(await books.process());
    equal((await claimed(next)).index, 1);
  });

  it('takes what a dead process was sending for unknown, and never hands it out', async () => {
    const { books, ledger } = context();
    await load(ledger, 'sale', 3);
    const sending = await send(ledger);
    await claimed(sending);
    await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
    await books.kill(ledger);
    const other = await books.process();
    equal(
      (await all(other.batches('sale'))).map(({ state }) => state),
      ['unknown', 'rejected', 'pending'],
    );
    const next = await send(other);
    includes(await next.report(), { batches: { unknown: 1, sending: 0, pending: 1 } });
    equal((await claimed(next)).index, 2);
    equal(await next.claim(), undefined);
    equal(await next.claim(0), undefined);
  });

  it('hands out with the same bytes what a person lets be sent again', async () => {
    const { books, ledger } = context();
    await load(ledger, 'sale', 2);
    const sending = await send(ledger);
    await claimed(sending);
    await sending.settle(await claimed(sending), { state: 'rejected', reason: 'no' });
    await books.kill(ledger);
    const other = await books.process();
    await other.resolve('sale', 0, 'resend');
    await other.resolve('sale', 1, 'resend');
    equal(
      (await all(other.batches('sale'))).map(({ state, reason }) => [state, reason]),
      [
        ['pending', undefined],
        ['pending', undefined],
      ],
    );
    const next = await send(other);
    equal(textOf(await claimed(next)), textOf(await batch(0)));
    equal(textOf(await claimed(next)), textOf(await batch(1)));
  });

  it('keeps as accepted, without an id, what a person says was sent', async () => {
    const { ledger } = context();
    await load(ledger, 'sale', 1);
    const sending = await send(ledger);
    await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
    await sending.close();
    await ledger.resolve('sale', 0, 'sent');
    const [resolved] = await all(ledger.batches('sale'));
    includes(resolved, { state: 'accepted' });
    equal(resolved?.uuid, undefined);
    equal(resolved?.reason, undefined);
  });
}
