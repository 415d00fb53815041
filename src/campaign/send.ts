import { throwIssue } from '../wire/errors.js';
import { builtin, type MailingInternal } from '../wire/internal.js';
import { callbackFault, linkText } from '../wire/link.js';
import { campaignRules, mailingRules, requestRules } from '../wire/rules.js';
import { type BatchOutcome, deliver, type KnownClient, notSettled } from './deliver.js';
import type { UnsettledBatch } from './errors.js';
import type { Claim, Sending } from './ledger.js';
import type { ReadSendOptions } from './options.js';
import { progressOf, type Report, type SentBatch } from './report.js';
import { checkSameMessage } from './stored.js';
import { CircuitBreaker, Semaphore, Sleepers, Throttle, type Turn } from './throttle.js';

/** Sends what is pending, gives each batch once the ledger has what became of it, and the report at the end. */
export async function* sendBatches(
  begin: () => Promise<Sending>,
  message: MailingInternal,
  client: KnownClient,
  options: ReadSendOptions,
): AsyncGenerator<SentBatch, Report, undefined> {
  const sending = await begin();
  try {
    // Another process may have loaded it since the campaign was opened.
    await checkSameMessage(message.head(), sending.loaded);
    if (sending.loaded.head.alphaname_id === undefined && client.policy?.givesSender === false)
      throwIssue(requestRules, 'sender_missing', 'messages[0].alphaname_id');
    if (options.callbackUrl !== undefined && client.policy === undefined)
      throwIssue(campaignRules, 'callback_url_client', 'client');
    yield* sentBy(sending, client, options);
    return await sending.report();
  } finally {
    await sending.close();
  }
}

/** Calls back with each batch, and gives the report. */
export async function sendCampaign(
  batches: AsyncGenerator<SentBatch, Report, undefined>,
  onBatch: ReadSendOptions['onBatch'],
): Promise<Report> {
  try {
    for (;;) {
      const { done, value } = await batches.next();
      if (done) return value;
      await onBatch?.(value);
    }
  } finally {
    // Where the callback threw: it lets requests under way finish.
    await batches.return(undefined as never);
  }
}

/** Made at the first use, since older workers have none; in a function of its own, as a callback within `streamOf` would hold its iterator. */
const letGo = (): FinalizationRegistry<AsyncGenerator> | undefined => {
  if (typeof FinalizationRegistry !== 'function') return undefined;
  registry ??= new FinalizationRegistry((batches) => void batches.return(undefined).catch(() => {}));
  return registry;
};
let registry: FinalizationRegistry<AsyncGenerator> | undefined;

/** How many streams no loop has asked yet. */
let unasked = 0;

/** A stream that is awaited in the place of a loop sends nothing. It is said where the process ends as if all were well. */
const sayUnasked = (code: number): void => {
  if (unasked > 0 && code === 0)
    console.warn('stream() sent nothing: write for await (const batch of sale.stream(client)), or await sale.send(client)');
};

/** The batches for a loop. One that is let go of in the middle ends in good order, and gives its campaign free. */
export function streamOf(batches: AsyncGenerator<SentBatch, Report, undefined>): AsyncIterableIterator<SentBatch> {
  if (unasked++ === 0) builtin<any>('node:process')?.off?.('exit', sayUnasked).on('exit', sayUnasked);
  const iterator = (async function* () {
    unasked--;
    yield* batches;
  })();
  letGo()?.register(iterator, batches);
  return iterator;
}

/** How long a claimed batch waits for the caller to take the last one, in milliseconds, before it is given back. */
const permitTimeout = 10;

/** The outcome of a batch that was claimed and not sent. */
const givenBack = { state: 'pending', tried: false, error: undefined } as const;

/** Starts as many workers as there may be requests at once, each with one batch at a time. */
async function* sentBy(
  sending: Sending,
  client: KnownClient,
  options: ReadSendOptions,
): AsyncGenerator<SentBatch, void, undefined> {
  const { concurrency, signal } = options;
  const { recipients } = await sending.report();
  const { policy } = client;
  const throttle = new Throttle(options, policy);
  const permits = new Semaphore(concurrency);
  const breaker = new CircuitBreaker(recipients.accepted > 0);
  const caller = new Sleepers();
  const since = recipients.total - recipients.pending - recipients.sending;
  const started = performance.now();
  const results: SentBatch[] = [];
  const unsettled: UnsettledBatch[] = [];
  let unwritten: unknown;
  let failure: { readonly error: unknown } | undefined;
  let working = concurrency;

  const stop = () => {
    throttle.stop();
    permits.close();
  };
  const fail = (error: unknown) => {
    failure ??= { error };
    stop();
  };

  const work = async (): Promise<void> => {
    let writing = Promise.resolve();
    try {
      for (let turn = await throttle.acquire(); turn !== undefined; turn = await throttle.acquire()) {
        let waits = false;
        try {
          const claim = await sending.claim();
          // Awaited here, so that this batch's mark and what became of the last one reach the disk together.
          await writing;
          if (claim === undefined) break;
          const mayGo = await permits.acquire(permitTimeout);
          waits = !mayGo;
          const outcome = mayGo ? await post(claim, turn) : givenBack;
          writing = write(claim, outcome);
          // The next claim may be of this batch again.
          if (outcome.state === 'pending') await writing;
          if (outcome.state === 'pending' && mayGo) permits.release();
        } finally {
          throttle.release();
        }
        if (waits) await permits.wait();
      }
    } catch (error) {
      fail(error);
    }
    await writing;
    working--;
    caller.wake();
  };

  const post = async (claim: Claim, turn: Turn): Promise<BatchOutcome | typeof givenBack> => {
    const mayGo = () => throttle.isCurrent(turn) && claim.held();
    let outcome: BatchOutcome | typeof givenBack = givenBack;
    if (!mayGo()) return outcome;
    try {
      const callbackUrl = await callbackFor(claim, options, policy?.local === true);
      // Again, as the caller's function may have taken its time.
      if (!mayGo()) return outcome;
      outcome = await deliver(client, sending.loaded, claim, callbackUrl);
      if (outcome.state === 'accepted' || outcome.state === 'rejected') throttle.succeeded(turn);
      if (outcome.state === 'pending' && !(await throttle.backOff(turn, outcome.error))) fail(outcome.error);
      if (breaker.opens(outcome)) fail(outcome.error);
    } catch (thrown) {
      // By the caller's `callbackUrl` or `onRetry`.
      fail(thrown);
    }
    return outcome;
  };

  /** Never fails: what could not be written down is kept for the end. */
  const write = async (claim: Claim, outcome: BatchOutcome | typeof givenBack): Promise<void> => {
    const { index, size, attempts, sentAt } = claim;
    const { error: _, ...settlement } = outcome;
    let settled = false;
    try {
      await sending.settle(claim, settlement);
      settled = true;
      if (outcome.state !== 'pending') {
        const progress = progressOf(await sending.report(), since, (performance.now() - started) / 1000);
        results.push({ index, size, attempts, sentAt, ...outcome, progress });
      }
    } catch (error) {
      if (!settled) {
        unsettled.push({ index, size, ...settlement });
        unwritten = error;
      }
      fail(error);
    }
    caller.wake();
  };

  /** Answers that nobody else knows are thrown also where the caller left or has thrown. */
  const end = async (): Promise<void> => {
    // No further request begins, and those under way are waited for.
    stop();
    signal?.removeEventListener('abort', stop);
    await workers;
    if (unsettled.length > 0) throw notSettled(unsettled, unwritten);
  };

  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const workers = Promise.all(Array.from({ length: concurrency }, work));
  try {
    for (;;) {
      while (results.length === 0 && working > 0) await caller.sleep();
      const result = results.shift();
      if (result === undefined) break;
      yield result;
      permits.release();
    }
  } finally {
    await end();
  }
  if (failure !== undefined) throw failure.error;
}

/** The callback URL of a batch's own, where the caller gives each one. */
async function callbackFor({ index, size }: Claim, { callbackUrl }: ReadSendOptions, local: boolean): Promise<string | undefined> {
  if (callbackUrl === undefined) return undefined;
  const url = linkText(await callbackUrl({ index, size }));
  const fault = callbackFault(url, local);
  if (fault !== undefined) throwIssue(mailingRules, fault, 'callbackUrl');
  return url as string;
}
