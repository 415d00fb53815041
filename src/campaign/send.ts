import { throwIssue } from '../wire/errors.js';
import { callbackFault, linkText } from '../wire/link.js';
import { campaignRules, mailingRules, requestRules } from '../wire/rules.js';
import { type BatchOutcome, deliver, type KnownClient, notSettled, saysWhy, settlementOf } from './deliver.js';
import type { UnsettledBatch } from './errors.js';
import type { Claim, Sending } from './ledger.js';
import type { ReadSendOptions } from './options.js';
import { progressOf, type Report, type SentBatch } from './report.js';
import { CircuitBreaker, Semaphore, Throttle, type Turn } from './throttle.js';

/** Sends what is pending, gives each batch once the ledger has what became of it, and the report at the end. */
export async function* sendBatches(
  begin: () => Promise<Sending>,
  client: KnownClient,
  options: ReadSendOptions,
): AsyncGenerator<SentBatch, Report, undefined> {
  const sending = await begin();
  try {
    if (sending.loaded.head.alphaname_id === undefined && client.own?.policy.givesSender === false)
      throwIssue(requestRules, 'sender_missing', 'messages[0].alphaname_id');
    if (options.callbackUrl !== undefined && client.own === undefined) throwIssue(campaignRules, 'callback_url_client', 'client');
    const run = new Run(sending, client, options, await sending.report());
    try {
      run.begin();
      for (let batch = await run.next(); batch !== undefined; batch = await run.next()) yield batch;
    } finally {
      await run.end();
    }
    run.throwFailure();
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

const letGo = /* @__PURE__ */ new FinalizationRegistry<AsyncGenerator>((batches) => {
  batches.return(undefined).catch(() => {});
});

/** The batches for a loop. One that is let go of in the middle ends in good order, and gives its campaign free. */
export function streamOf(batches: AsyncGenerator<SentBatch, Report, undefined>): AsyncIterableIterator<SentBatch> {
  const result = ({ done, value }: IteratorResult<SentBatch, Report>): IteratorResult<SentBatch> =>
    done ? { done, value: undefined } : { done: false, value };
  const iterator: AsyncIterableIterator<SentBatch> = {
    next: async () => result(await batches.next()),
    return: async () => result(await batches.return(undefined as never)),
    [Symbol.asyncIterator]: () => iterator,
  };
  letGo.register(iterator, batches);
  return iterator;
}

/** A send under way: several workers, each with one batch at a time. */
class Run {
  readonly #sending: Sending;
  readonly #client: KnownClient;
  readonly #options: ReadSendOptions;
  readonly #throttle: Throttle;
  readonly #permits: Semaphore;
  readonly #breaker = new CircuitBreaker();
  readonly #since: number;
  readonly #started = performance.now();
  readonly #results: SentBatch[] = [];
  readonly #unsettled: UnsettledBatch[] = [];
  readonly #onAbort = () => this.#stop();
  #failure: { readonly error: unknown } | undefined;
  #proven: boolean;
  #workers: Promise<unknown> = Promise.resolve();
  #working = 0;
  #inHand = false;
  #arrived: () => void = () => {};

  constructor(sending: Sending, client: KnownClient, options: ReadSendOptions, { recipients }: Report) {
    this.#sending = sending;
    this.#client = client;
    this.#options = options;
    this.#since = recipients.total - recipients.pending - recipients.sending;
    this.#proven = recipients.accepted > 0;
    this.#throttle = new Throttle({
      ...options,
      retries: client.own?.policy.retry ?? 2,
      onRetry: client.own?.policy.onRetry,
    });
    this.#permits = new Semaphore(options.concurrency);
  }

  begin(): void {
    const { signal, concurrency } = this.#options;
    signal?.addEventListener('abort', this.#onAbort);
    if (signal?.aborted) this.#stop();
    this.#working = concurrency;
    this.#workers = Promise.all(Array.from({ length: concurrency }, () => this.#work()));
  }

  /** The next result; `undefined` once there are no more. */
  async next(): Promise<SentBatch | undefined> {
    if (this.#inHand) this.#permits.release();
    while (this.#results.length === 0 && this.#working > 0) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    const result = this.#results.shift();
    this.#inHand = result !== undefined;
    return result;
  }

  /** Lets no further request begin, and waits for those under way. */
  async end(): Promise<void> {
    this.#stop();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    await this.#workers;
  }

  /** Throws what ended it before its time; first of all the answers that nobody else knows. */
  throwFailure(): void {
    if (this.#unsettled.length > 0) throw notSettled(this.#unsettled);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #work(): Promise<void> {
    let writing = Promise.resolve();
    try {
      for (let turn = await this.#throttle.acquire(); turn !== undefined; turn = await this.#throttle.acquire()) {
        let waits = false;
        try {
          const claim = await this.#sending.claim();
          // Awaited here, so that this batch's mark and what became of the last one reach the disk together.
          await writing;
          if (claim === undefined) break;
          const mayGo = await this.#permits.acquire(permitTimeout);
          waits = !mayGo;
          const outcome = mayGo ? await this.#post(claim, turn) : givenBack;
          writing = this.#write(claim, outcome);
          // Before it is back it cannot be claimed again.
          if (outcome.kind === 'retry') await writing;
          if (outcome.kind === 'retry' && mayGo) this.#permits.release();
        } finally {
          this.#throttle.release();
        }
        if (waits) await this.#permits.wait();
      }
    } catch (error) {
      this.#fail(error);
    }
    await writing;
    this.#working--;
    this.#arrived();
  }

  async #post(claim: Claim, turn: Turn): Promise<BatchOutcome | typeof givenBack> {
    if (!this.#throttle.isCurrent(turn) || !claim.held()) return givenBack;
    let callbackUrl: string | undefined;
    try {
      callbackUrl = await this.#callbackUrl(claim);
    } catch (error) {
      this.#fail(error);
      return givenBack;
    }
    const outcome = await deliver(this.#client, this.#sending.loaded, claim, callbackUrl);
    if (outcome.kind === 'accepted') this.#proven = true;
    if (outcome.kind === 'accepted' || outcome.kind === 'rejected') this.#throttle.succeeded(turn);
    if (outcome.kind === 'retry' && !(await this.#mayRetry(turn, outcome.error))) this.#fail(outcome.error);
    if (this.#breaker.opens(outcome, this.#proven) && 'error' in outcome) this.#fail(outcome.error);
    return outcome;
  }

  async #callbackUrl({ index, size }: Claim): Promise<string | undefined> {
    const { callbackUrl } = this.#options;
    if (callbackUrl === undefined) return undefined;
    const url = linkText(await callbackUrl({ index, size }));
    const fault = callbackFault(url, this.#client.own?.policy.local === true);
    if (fault !== undefined) throwIssue(mailingRules, fault, 'callbackUrl');
    return url as string;
  }

  async #mayRetry(turn: Turn, error: Error): Promise<boolean> {
    try {
      return await this.#throttle.backOff(turn, error);
    } catch (thrown) {
      // By the caller's `onRetry`.
      this.#fail(thrown);
      return true;
    }
  }

  /** Never fails: what could not be written down is kept for the end. */
  async #write(claim: Claim, outcome: BatchOutcome | typeof givenBack): Promise<void> {
    const settlement = settlementOf(outcome);
    try {
      await this.#sending.settle(claim, settlement);
      if (outcome.kind !== 'retry') this.#results.push(await this.#result(claim, outcome));
    } catch (error) {
      if (!saysWhy(error)) this.#unsettled.push({ index: claim.index, size: claim.size, ...settlement });
      this.#fail(error);
    }
    this.#arrived();
  }

  async #result({ index, size, attempts, sentAt }: Claim, outcome: Exclude<BatchOutcome, { kind: 'retry' }>): Promise<SentBatch> {
    const progress = progressOf(await this.#sending.report(), this.#since, (performance.now() - this.#started) / 1000);
    const { kind: state, ...rest } = outcome;
    return { index, size, state, attempts, sentAt, ...rest, progress };
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop();
  }

  #stop(): void {
    this.#throttle.stop();
    this.#permits.close();
  }
}

/** How long a claimed batch waits for the caller to take the last one, in milliseconds, before it is given back. */
const permitTimeout = 10;

/** Of a batch that was claimed and then not sent, as the campaign is to stop. */
const givenBack = { kind: 'retry' } as const;
