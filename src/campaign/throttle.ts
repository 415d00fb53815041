import { type RejectedError, retryDelay, type SendError } from '../client/errors.js';
import type { ClientPolicy } from '../wire/internal.js';
import type { BatchOutcome } from './deliver.js';
import type { ReadSendOptions } from './options.js';

/** Puts callers to sleep until all are woken. */
export class Sleepers {
  #wakers: (() => void)[] = [];

  /** @param time - In milliseconds, after which it wakes by itself. */
  sleep(time = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve) => {
      const timer = time === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, Math.ceil(time));
      this.#wakers.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  wake(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const wake of wakers) wake();
  }
}

/** How often in a row a campaign may be told to come again before it ends, by a client that does not say. */
const defaultRetries = 2;

/** A request's right to begin, in the round in which it was given. */
export type Turn = number;

/**
 * A rate limit that adapts. A refusal that asks to come later, or a server that is not there, slows all of a campaign down:
 * everyone waits, then one request at a time goes out, and one more for each that got through.
 */
// Times are of the monotonic clock: the other one may jump.
export class Throttle {
  readonly #spacing: number;
  readonly #sleepers = new Sleepers();
  #limit: number;
  #underWay = 0;
  #notBefore = 0;
  #next = 0;
  #round = 0;
  #strikes = 0;
  #stopped = false;

  constructor(
    private readonly options: ReadSendOptions,
    private readonly policy: ClientPolicy | undefined,
  ) {
    this.#spacing = options.rate === undefined ? 0 : options.rate.per / options.rate.batches;
    this.#limit = options.concurrency;
  }

  /** Whether a turn may still be used: not once the campaign is to stop, or to wait. */
  isCurrent(turn: Turn): boolean {
    return !this.#stopped && turn === this.#round;
  }

  /** Waits until a request may begin; `undefined` once the campaign is to stop. */
  async acquire(): Promise<Turn | undefined> {
    while (!this.#stopped) {
      const now = performance.now();
      const wait = this.#underWay < this.#limit ? Math.max(this.#notBefore, this.#next) - now : Number.POSITIVE_INFINITY;
      if (wait <= 0) {
        this.#underWay++;
        this.#next = Math.max(now, this.#next) + this.#spacing;
        return this.#round;
      }
      await this.#sleepers.sleep(wait);
    }
    return undefined;
  }

  release(): void {
    this.#underWay--;
    this.#sleepers.wake();
  }

  /** A request got through to the API. */
  succeeded(turn: Turn): void {
    if (turn !== this.#round) return;
    this.#strikes = 0;
    if (this.#limit < this.options.concurrency) this.#limit++;
  }

  /** A request is to come again. Tells whether it may, after the wait that begins here. */
  async backOff(turn: Turn, failure: Error): Promise<boolean> {
    // Requests of one round that fail count once.
    const first = turn === this.#round;
    const strikes = first ? this.#strikes + 1 : this.#strikes;
    const delay = strikes > (this.policy?.retry ?? defaultRetries) ? undefined : retryDelay(failure as SendError, strikes);
    if (delay === undefined) return false;
    this.#notBefore = Math.max(this.#notBefore, performance.now() + delay);
    if (!first) return true;
    this.#strikes = strikes;
    this.#round++;
    this.#limit = 1;
    const { outcome, status } = failure as RejectedError;
    await this.policy?.onRetry?.({ attempt: strikes, delay, outcome, status });
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#sleepers.wake();
  }
}

/**
 * Back pressure: as many permits as requests may be under way, each held from a request's beginning until the caller is
 * through with its batch. So a caller who is slow slows the sending down, and one who leaves knows how much more was sent.
 */
export class Semaphore {
  readonly #sleepers = new Sleepers();
  #closed = false;

  constructor(private free: number) {}

  /** Takes a permit, if one gets free in so many milliseconds. */
  async acquire(timeout: number): Promise<boolean> {
    const end = performance.now() + timeout;
    // Of several that one release wakes the others sleep on: nothing is awaited between the look and the taking.
    while (this.free === 0 && !this.#closed && performance.now() < end) await this.#sleepers.sleep(end - performance.now());
    if (this.#closed || this.free === 0) return false;
    this.free--;
    return true;
  }

  /** Waits until a permit is free. */
  async wait(): Promise<void> {
    while (this.free === 0 && !this.#closed) await this.#sleepers.sleep();
  }

  release(): void {
    this.free++;
    this.#sleepers.wake();
  }

  close(): void {
    this.#closed = true;
    this.#sleepers.wake();
  }
}

/** After how many equal refusals in a row it opens where no batch was ever accepted, and where one was. */
const unprovenThreshold = 3;
const provenThreshold = 10;
/** After how many unknown outcomes in a row. */
const unknownThreshold = 20;
/** Statuses that say nothing of the batch: the token, what the account may do, the address. */
const accountStatuses: readonly number[] = [401, 403, 404];

/**
 * Opens on refusals that will come for every batch: a token that is not taken, a sender that is not the account's, no money
 * left. It stops a campaign that would only burn through its batches.
 */
export class CircuitBreaker {
  #last: string | undefined;
  #inARow = 0;

  /** @param proven - Whether the API ever took a batch of this campaign: then a refusal is likely to be of one batch alone. */
  constructor(private proven = false) {}

  /** Takes the outcomes as they come. Tells whether to stop. */
  opens(outcome: BatchOutcome): boolean {
    this.proven ||= outcome.state === 'accepted';
    const kind = outcome.state === 'rejected' ? `${outcome.error.status} ${outcome.reason}` : outcome.state;
    this.#inARow = kind === this.#last ? this.#inARow + 1 : 1;
    this.#last = kind;
    if (outcome.state === 'unknown') return this.#inARow >= unknownThreshold;
    if (outcome.state !== 'rejected') return false;
    return this.#inARow >= (!this.proven || accountStatuses.includes(outcome.error.status) ? unprovenThreshold : provenThreshold);
  }
}
