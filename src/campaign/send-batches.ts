import { refuse } from '../wire/invalid-input-error.js';
import { requestRules } from '../wire/rules.js';
import type { SentBatch } from './batch.js';
import type { KnownClient } from './campaign-client.js';
import { deliver, settlementOf } from './deliver.js';
import type { Claim, Sending } from './ledger.js';
import { Pace, type Turn } from './pace.js';
import { Places } from './places.js';
import { progressOf } from './progress.js';
import { Refusals } from './refusals.js';
import type { Report } from './report.js';
import type { ReadSendCampaignOptions } from './send-campaign-options.js';
import type { Verdict } from './verdict.js';

/** Sends what is pending, and gives each batch once the ledger has what became of it. */
export async function* sendBatches(
  begin: () => Promise<Sending>,
  client: KnownClient,
  options: ReadSendCampaignOptions,
): AsyncGenerator<SentBatch, void, undefined> {
  const sending = await begin();
  try {
    if (sending.loaded.head.alphaname_id === undefined && client.policy?.givesSender === false)
      refuse(requestRules, 'sender_missing', 'messages[0].alphaname_id');
    const run = new Run(sending, client, options, await sending.report());
    try {
      run.begin();
      for (let batch = await run.next(); batch !== undefined; batch = await run.next()) yield batch;
    } finally {
      await run.end();
    }
    if (run.failure !== undefined) throw run.failure.error;
  } finally {
    await sending.close();
  }
}

/** A send under way: several workers, each with one batch at a time. */
class Run {
  /** What ended it before its time. */
  failure: { readonly error: unknown } | undefined;
  readonly #sending: Sending;
  readonly #client: KnownClient;
  readonly #options: ReadSendCampaignOptions;
  readonly #pace: Pace;
  readonly #places: Places;
  readonly #refusals = new Refusals();
  readonly #since: number;
  readonly #started = performance.now();
  readonly #results: SentBatch[] = [];
  readonly #onAbort = () => this.#stop();
  #proven: boolean;
  #workers: Promise<unknown> = Promise.resolve();
  #working = 0;
  #inHand = false;
  #arrived: () => void = () => {};

  constructor(sending: Sending, client: KnownClient, options: ReadSendCampaignOptions, { recipients }: Report) {
    this.#sending = sending;
    this.#client = client;
    this.#options = options;
    this.#since = recipients.total - recipients.pending - recipients.sending;
    this.#proven = recipients.accepted > 0;
    this.#pace = new Pace({
      ...options,
      retries: client.policy?.retry ?? 2,
      onRetry: client.policy?.onRetry,
    });
    this.#places = new Places(options.concurrency);
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
    if (this.#inHand) this.#places.leave();
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

  async #work(): Promise<void> {
    let writing = Promise.resolve();
    try {
      for (let turn = await this.#pace.turn(); turn !== undefined; turn = await this.#pace.turn()) {
        let waits = false;
        try {
          const claim = await this.#sending.claim();
          // Awaited here, so that this batch's mark and what became of the last one reach the disk together.
          await writing.catch((error) => this.#fail(error));
          if (claim === undefined) break;
          const mayGo = await this.#places.take(moment);
          waits = !mayGo;
          const verdict = mayGo ? await this.#post(claim, turn) : unsent;
          writing = this.#write(claim, verdict);
          // Before it is back it cannot be claimed again.
          if (verdict.kind === 'again') await writing;
          if (verdict.kind === 'again' && mayGo) this.#places.leave();
          writing.catch(() => {});
        } finally {
          this.#pace.end();
        }
        if (waits) await this.#places.wait();
      }
      await writing;
    } catch (error) {
      this.#fail(error);
    }
    this.#working--;
    this.#arrived();
  }

  async #post(claim: Claim, turn: Turn): Promise<Verdict | typeof unsent> {
    if (!this.#pace.holds(turn) || !claim.held()) return unsent;
    const verdict = await deliver(this.#client, this.#sending.loaded.head, claim, this.#pace.steady);
    if (verdict.kind === 'accepted') this.#proven = true;
    if (verdict.kind === 'accepted' || verdict.kind === 'rejected') this.#pace.gotThrough(turn);
    if (verdict.kind === 'again' && !this.#mayComeAgain(turn, verdict.error)) this.#fail(verdict.error);
    if (this.#refusals.repeat(verdict, this.#proven) && 'error' in verdict) this.#fail(verdict.error);
    return verdict;
  }

  #mayComeAgain(turn: Turn, error: Error): boolean {
    try {
      return this.#pace.again(turn, error);
    } catch (thrown) {
      // By the caller's `onRetry`.
      this.#fail(thrown);
      return true;
    }
  }

  async #write(claim: Claim, verdict: Verdict | typeof unsent): Promise<void> {
    await this.#sending.settle(claim, settlementOf(verdict));
    if (verdict.kind === 'again') return;
    this.#results.push(await this.#result(claim, verdict));
    this.#arrived();
  }

  async #result({ index, size }: Claim, verdict: Exclude<Verdict, { kind: 'again' }>): Promise<SentBatch> {
    const progress = progressOf(await this.#sending.report(), this.#since, (performance.now() - this.#started) / 1000);
    const { kind: state, ...rest } = verdict;
    return { index, size, state, ...rest, progress };
  }

  #fail(error: unknown): void {
    this.failure ??= { error };
    this.#stop();
  }

  #stop(): void {
    this.#pace.stop();
    this.#places.close();
  }
}

/** How long a claimed batch waits for the caller to take the last one, in milliseconds, before it is given back. */
const moment = 10;

/** Of a batch that was claimed and then not sent, as the campaign is to stop. */
const unsent = { kind: 'again' } as const;
