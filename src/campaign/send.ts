import { match, P } from 'ts-pattern';
import { type NotSentError, OutcomeUnknownError, type RejectedError, type SendError } from '../client/errors.js';
import { InvalidInputError, throwIssue } from '../wire/errors.js';
import type { MailingHeadJson } from '../wire/internal.js';
import { requestRules } from '../wire/rules.js';
import { BatchMailing, type KnownClient } from './batch-client.js';
import { Refusals } from './circuit-breaker.js';
import type { Claim, Sending, Settlement } from './ledger.js';
import type { ReadSendCampaignOptions } from './options.js';
import { progressOf, type Report, type SentBatch } from './report.js';
import { Pace, Places, type Turn } from './throttle.js';

/** Sends what is pending, and gives each batch once the ledger has what became of it. */
export async function* sendBatches(
  begin: () => Promise<Sending>,
  client: KnownClient,
  options: ReadSendCampaignOptions,
): AsyncGenerator<SentBatch, void, undefined> {
  const sending = await begin();
  try {
    if (sending.loaded.head.alphaname_id === undefined && client.own?.policy.givesSender === false)
      throwIssue(requestRules, 'sender_missing', 'messages[0].alphaname_id');
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
      retries: client.own?.policy.retry ?? 2,
      onRetry: client.own?.policy.onRetry,
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

/** Posts a claimed batch, once. It never throws: whatever the client does is a verdict. */
export async function deliver(
  { client, own }: KnownClient,
  head: MailingHeadJson,
  { list, size }: Claim,
  keepConnection: boolean,
): Promise<Verdict> {
  const mailing = new BatchMailing(head, list, size);
  try {
    return verdictOfReceipt(await (own?.send(mailing, { keepConnection }) ?? client.send(mailing as never)));
  } catch (failure) {
    return verdictOfFailure(failure, own !== undefined);
  }
}

/** What the ledger is told of a verdict. */
export function settlementOf(verdict: Verdict | { readonly kind: 'again' }): Settlement {
  switch (verdict.kind) {
    case 'accepted':
      return { state: 'accepted', uuid: verdict.uuid };
    case 'again':
      return { state: 'pending' };
    default:
      return { state: verdict.kind, reason: verdict.reason };
  }
}

/** What became of one request. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly uuid: string }
  | { readonly kind: 'rejected'; readonly reason: string; readonly error: RejectedError }
  | { readonly kind: 'unknown'; readonly reason: string; readonly error: SendError }
  /** Certainly not sent, or asked to come later: it may go out again. */
  | { readonly kind: 'again'; readonly error: NotSentError | RejectedError | InvalidInputError };

/** What a client's answer says. Whatever is not a receipt may have been sent. */
export function verdictOfReceipt(receipt: unknown): Verdict {
  try {
    const { uuid } = receipt as { uuid?: unknown };
    if (typeof uuid === 'string' && uuid !== '') return { kind: 'accepted', uuid };
  } catch {
    // Nothing that can be looked at.
  }
  return unknown(new OutcomeUnknownError('the client gave no receipt'));
}

/**
 * What a client's failure says. Whatever is not one of the three errors may have been sent, except what a client of
 * our own refuses before it sends.
 */
export function verdictOfFailure(failure: unknown, ownClient: boolean): Verdict {
  if (ownClient && failure instanceof InvalidInputError) return { kind: 'again', error: failure };
  try {
    return match(failure)
      .returnType<Verdict>()
      .with({ name: 'NotSentError', outcome: 'not-sent' }, (error) => ({ kind: 'again', error: error as unknown as NotSentError }))
      .with({ name: 'RejectedError', outcome: 'rejected', status: 429 }, (error) => ({
        kind: 'again',
        error: error as unknown as RejectedError,
      }))
      .with({ name: 'RejectedError', outcome: 'rejected', reason: P.string, message: P.string }, (error) => ({
        kind: 'rejected',
        reason: error.reason === '' ? error.message : error.reason,
        error: error as unknown as RejectedError,
      }))
      .with({ name: 'OutcomeUnknownError', outcome: 'unknown', message: P.string }, (error) =>
        unknown(error as unknown as OutcomeUnknownError),
      )
      .otherwise((other) => unknown(new OutcomeUnknownError(`the client failed${kindOf(other)}`)));
  } catch {
    // An error that throws when it is looked at.
    return unknown(new OutcomeUnknownError('the client failed'));
  }
}

function unknown(error: SendError): Verdict {
  return { kind: 'unknown', reason: error.message, error };
}

/** The kind of an error. Its message stays out: it may hold the request. */
function kindOf(failure: unknown): string {
  const name = failure instanceof Error ? failure.name : undefined;
  return name !== undefined && /^[A-Za-z]{1,40}$/.test(name) ? ` with a ${name}` : '';
}
