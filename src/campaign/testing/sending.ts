import type { BatchState } from '../report.js';
import type { Test } from './fixture.js';
import {
  accepted,
  all,
  batch,
  claimed,
  equal,
  holds,
  includes,
  inState,
  load,
  refused,
  rejected,
  send,
  sent,
  states,
  textOf,
  unknown,
} from './fixture.js';

/** By how much the clock of a database may differ from ours, in milliseconds. */
const clockDifference = 60_000;

/** What a ledger promises of sending. */
export function sendingPromises(test: Test): void {
  test('hands out each batch once, in order, with its recipients byte for byte', 3, async ({ ledger }) => {
    const sending = await send(ledger);
    for (const index of [0, 1, 2]) {
      const claim = await claimed(sending);
      includes(claim, { index, size: index + 1 });
      equal(textOf(claim.list), textOf((await batch(index)).list));
      equal(claim.held(), true);
    }
    equal(await sending.claim(), undefined);
  });

  test('hands out different batches to those who ask at the same moment', 20, async ({ ledger }) => {
    const sending = await send(ledger);
    const claims = await Promise.all(Array.from({ length: 25 }, () => sending.claim()));
    const indexes = claims.flatMap((claim) => (claim === undefined ? [] : [claim.index]));
    equal(
      indexes.toSorted((one, other) => one - other),
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  test('hands out a certain batch, unless it was handed out', 3, async ({ ledger }) => {
    const sending = await send(ledger);
    const second = await claimed(sending, 1);
    equal(second.index, 1);
    equal(await sending.claim(1), undefined);
    equal(await sending.claim(7), undefined);
    await sending.settle(second, rejected);
    equal(await sending.claim(1), undefined);
    includes(await sending.claim(), { index: 0 });
    includes(await sending.claim(), { index: 2 });
  });

  test('keeps what became of each batch, and counts recipients and batches', 5, async ({ books, ledger }) => {
    const uuid = 'cc9c8043-8caf-11ef-b035-9e8f47954dec';
    const refusal = { state: 'rejected', reason: 'Недостаточно средств' } as const;
    const loss = { state: 'unknown', reason: 'the connection was lost' } as const;
    const sending = await send(ledger, { state: 'accepted', uuid }, refusal, loss);
    await claimed(sending);
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
      { index: 0, size: 1, state: 'accepted', uuid },
      { index: 1, size: 2, ...refusal },
      { index: 2, size: 3, ...loss },
      { index: 3, size: 4, state: 'sending' },
      { index: 4, size: 5, state: 'pending' },
    ]);
    includes(await all(ledger.batches('sale', 'rejected')), [{ index: 1 }]);
    includes(await all(ledger.batches('sale', undefined, 3)), [{ index: 3 }, { index: 4 }]);
    equal(await all(ledger.batches('sale', 'unknown', 3)), []);
  });

  test('notes when each batch was taken, and how often', 4, async ({ ledger }) => {
    const sending = await send(ledger);
    const first = await claimed(sending);
    equal(first.attempts, 1);
    holds(Math.abs(first.sentAt.getTime() - Date.now()) < clockDifference, 'the time is that of the ledger');
    const untouched = { attempts: 0, sentAt: undefined };
    includes(await all(ledger.batches('sale')), [{ attempts: 1, sentAt: first.sentAt }, untouched, untouched, untouched]);
    const [second, third] = [await claimed(sending), await claimed(sending)];
    await sending.settle(first, { state: 'pending', tried: true });
    await sending.settle(second, { state: 'pending', tried: false });
    await sending.settle(third, accepted);
    includes(await all(ledger.batches('sale')), [
      { state: 'pending', attempts: 1, sentAt: undefined },
      { state: 'pending', ...untouched },
      { state: 'accepted', attempts: 1, sentAt: third.sentAt },
      { state: 'pending', ...untouched },
    ]);
    includes(await sending.claim(0), { attempts: 2 });
  });

  test('keeps ids with spaces and quotes, with letters of other scripts, and of a hyphen alone', 3, async ({ ledger }) => {
    const settlements = ['a "b" \\ c', 'Партия-№7 🙂', '-'].map((uuid) => ({ state: 'accepted', uuid }) as const);
    await sent(ledger, ...settlements);
    includes(await all(ledger.batches('sale')), settlements);
  });

  test('keeps the state of a batch whose id is absurdly long', 2, async ({ ledger }) => {
    await sent(ledger, { state: 'accepted', uuid: 'я'.repeat(5000) });
    const [first, second] = await all(ledger.batches('sale'));
    holds(/^я{10,}$/.test(first?.uuid ?? ''), 'the id begins as it came');
    equal([first?.state, second?.state], ['accepted', 'pending']);
  });

  test('hands out again what was given back unsent', 2, async ({ ledger }) => {
    const sending = await send(ledger);
    const [first, second] = [await claimed(sending), await claimed(sending)];
    await sending.settle(second, { state: 'pending', tried: true });
    await sending.settle(first, { state: 'pending', tried: false });
    includes(await sending.report(), { batches: { pending: 2, sending: 0 } });
    equal((await claimed(sending)).index, 0);
    equal((await claimed(sending)).index, 1);
  });

  test('changes nothing of a batch for an earlier claim of it', 1, async ({ ledger }) => {
    const sending = await send(ledger);
    const earlier = await claimed(sending);
    await sending.settle(earlier, { state: 'pending', tried: true });
    const later = await claimed(sending);
    // It may be refused, or ignored.
    for (const late of [rejected, { state: 'pending', tried: true } as const]) await sending.settle(earlier, late).catch(() => {});
    equal(await states(ledger), ['sending']);
    await sending.settle(later, accepted);
    equal(await states(ledger), ['accepted']);
  });

  test('goes on where another process stopped', 3, async ({ books, ledger }) => {
    await sent(ledger, accepted);
    equal((await claimed(await send(await books.process()))).index, 1);
  });

  test('takes what a dead process was sending for unknown, and never hands it out', 3, async ({ books, ledger }) => {
    const sending = await send(ledger);
    await claimed(sending);
    await sending.settle(await claimed(sending), rejected);
    await books.kill(ledger);
    const other = await books.process();
    equal(await states(other), ['unknown', 'rejected', 'pending']);
    const next = await send(other);
    includes(await next.report(), { batches: { unknown: 1, sending: 0, pending: 1 } });
    equal((await claimed(next)).index, 2);
    equal(await next.claim(), undefined);
    equal(await next.claim(0), undefined);
  });
}

/** What a ledger promises of what a person says. */
export function resolvingPromises(test: Test, exclusive: boolean): void {
  const allowed = { pending: 'abandon', sending: '', accepted: '', rejected: 'resend, abandon', abandoned: '' };
  for (const [state, resolutions] of Object.entries(allowed) as [BatchState, string][])
    for (const resolution of ['sent', 'resend', 'abandon'] as const) {
      // Where one process writes, nobody can ask for it while a batch is being sent.
      if (resolutions.includes(resolution) || (exclusive && state === 'sending')) continue;
      test(`refuses to resolve a ${state} batch with ${resolution}`, 1, async ({ ledger }) => {
        const sending = await inState(ledger, state);
        await refused(ledger.resolve('sale', 0, resolution), 'batch_state');
        equal(await states(ledger), [state]);
        await sending?.close();
      });
    }

  for (const state of ['pending', 'rejected', 'unknown'] as const)
    test(`gives up a ${state} batch for good`, 2, async ({ ledger }) => {
      await inState(ledger, state);
      const [before] = await all(ledger.batches('sale'));
      await ledger.resolve('sale', 0, 'abandon');
      includes(await all(ledger.batches('sale')), [
        { state: 'abandoned', reason: before?.reason, sentAt: before?.sentAt, attempts: before?.attempts },
        { state: 'pending' },
      ]);
      includes((await ledger.report('sale')).recipients, { abandoned: 1, pending: 2 });
      await refused(ledger.recipients('sale', 0), 'batch_state');
      const sending = await send(ledger);
      equal((await claimed(sending)).index, 1);
      equal(await sending.claim(), undefined);
    });

  test('hands out with the same bytes what a person lets be sent again', 2, async ({ books, ledger }) => {
    const sending = await send(ledger);
    await claimed(sending);
    await sending.settle(await claimed(sending), rejected);
    await books.kill(ledger);
    const other = await books.process();
    await other.resolve('sale', 0, 'resend');
    await other.resolve('sale', 1, 'resend');
    const resent = { state: 'pending', reason: undefined };
    includes(await all(other.batches('sale')), [resent, resent]);
    const next = await send(other);
    for (const index of [0, 1]) equal(textOf((await claimed(next)).list), textOf((await batch(index)).list));
  });

  test('keeps as accepted, without an id, what a person says was sent', 1, async ({ ledger }) => {
    await sent(ledger, unknown);
    await ledger.resolve('sale', 0, 'sent');
    includes(await all(ledger.batches('sale')), [{ state: 'accepted', uuid: undefined, reason: undefined }]);
  });

  test('gives up all that is pending, and nothing else', 5, async ({ ledger }) => {
    await load(ledger, 'other', 1);
    await sent(ledger, accepted, unknown, rejected);
    await ledger.cancel('sale');
    equal(await states(ledger), ['accepted', 'unknown', 'rejected', 'abandoned', 'abandoned']);
    await refused(ledger.recipients('sale', 3), 'batch_state');
    equal(await states(ledger, 'other'), ['pending']);
    includes(await ledger.campaigns(), [{ name: 'other' }, { name: 'sale' }]);
    equal(await (await send(ledger)).claim(), undefined);
  });

  test('gives the recipients of what may still be sent, and of no other', 4, async ({ ledger }) => {
    await sent(ledger, accepted, rejected, unknown);
    await refused(ledger.recipients('sale', 0), 'batch_state');
    for (const index of [1, 2, 3]) equal(textOf(await ledger.recipients('sale', index)), textOf((await batch(index)).list));
    await refused(ledger.recipients('sale', 4), 'no_batch');
  });

  test('removes a campaign that is through, and one that is not where it is forced', 2, async ({ ledger }) => {
    await load(ledger, 'other', 1);
    await sent(ledger, rejected, unknown);
    await refused(ledger.remove('sale'), 'not_finished');
    await refused(ledger.remove('other'), 'not_finished');
    await ledger.resolve('sale', 1, 'abandon');
    await ledger.remove('sale');
    equal(await ledger.find('sale'), undefined);
    await ledger.remove('other', { force: true });
    equal(await ledger.campaigns(), []);
    const again = await load(ledger, 'sale', 1);
    equal(await ledger.find('sale'), again);
    equal(await states(ledger), ['pending']);
  });

  test('removes nothing that is being sent, also where it is forced', 2, async ({ books, ledger }) => {
    await claimed(await send(await books.process()));
    await refused(ledger.remove('sale', { force: true }), 'ledger_busy');
    equal((await ledger.report('sale')).batches.total, 2);
  });

  test('refuses to resolve a batch that does not exist', 1, async ({ ledger }) => {
    await refused(ledger.resolve('sale', 1, 'sent'), 'no_batch');
    await refused(ledger.resolve('sale', -1, 'sent'), 'no_batch');
  });

  test('lets each batch be resolved while they are read', 5, async ({ ledger }) => {
    await sent(ledger, unknown, unknown, unknown, unknown);
    for await (const { index } of ledger.batches('sale', 'unknown'))
      await ledger.resolve('sale', index, index % 2 ? 'sent' : 'resend');
    equal(await states(ledger), ['pending', 'accepted', 'pending', 'accepted', 'pending']);
  });
}
