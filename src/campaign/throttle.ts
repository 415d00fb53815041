import type { RejectedError, SendError } from '../client/errors.js';
import type { RetryNotice } from '../client/options.js';
import { retryDelay } from '../client/retry.js';
import type { Rate } from './options.js';

export interface ThrottleOptions {
  /** How many requests may be under way at once. */
  readonly concurrency: number;
  readonly rate: Rate | undefined;
  /** How often in a row the whole campaign may be told to come again before it ends. */
  readonly retries: number;
  readonly onRetry: ((notice: RetryNotice) => unknown) | undefined;
}

/** A request's right to begin. */
export interface Turn {
  readonly round: number;
}

/**
 * A rate limit that adapts. A refusal that asks to come later, or a server that is not there, slows all of a campaign down:
 * everyone waits, then one request at a time goes out, and one more for each that got through.
 */
// Times are of the monotonic clock: the other one may jump.
export class Throttle {
  readonly #options: ThrottleOptions;
  readonly #spacing: number;
  #limit: number;
  #underWay = 0;
  #notBefore = 0;
  #next = 0;
  #round = 0;
  #strikes = 0;
  #stopped = false;
  #wakers: (() => void)[] = [];

  constructor(options: ThrottleOptions) {
    this.#options = options;
    this.#spacing = options.rate === undefined ? 0 : options.rate.per / options.rate.batches;
    this.#limit = options.concurrency;
  }

  /** Whether a turn may still be used: not once the campaign is to stop, or to wait. */
  isCurrent({ round }: Turn): boolean {
    return !this.#stopped && round === this.#round;
  }

  /** Waits until a request may begin; `undefined` once the campaign is to stop. */
  async acquire(): Promise<Turn | undefined> {
    while (!this.#stopped) {
      const wait = this.#wait();
      if (wait <= 0) {
        this.#underWay++;
        this.#next = Math.max(performance.now(), this.#next) + this.#spacing;
        return { round: this.#round };
      }
      await this.#asleep(wait);
    }
    return undefined;
  }

  /** Ends a turn. */
  release(): void {
    this.#underWay--;
    this.#wake();
  }

  /** A request got through to the API. */
  succeeded({ round }: Turn): void {
    if (round !== this.#round) return;
    this.#strikes = 0;
    if (this.#limit < this.#options.concurrency) this.#limit++;
  }

  /** A request is to come again. Tells whether it may, after the wait that begins here. */
  async backOff({ round }: Turn, failure: Error): Promise<boolean> {
    // Those that were under way together are one strike.
    const first = round === this.#round;
    const strikes = first ? this.#strikes + 1 : this.#strikes;
    const delay = strikes > this.#options.retries ? undefined : retryDelay(failure as SendError, strikes);
    if (delay === undefined) return false;
    this.#notBefore = Math.max(this.#notBefore, performance.now() + delay);
    if (!first) return true;
    this.#strikes = strikes;
    this.#round++;
    this.#limit = 1;
    const { outcome, status } = failure as RejectedError & { readonly outcome: 'not-sent' | 'rejected' };
    await this.#options.onRetry?.({ attempt: strikes, delay, outcome, status });
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** Lets those that wait look again. */
  #wake(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const wake of wakers) wake();
  }

  #wait(): number {
    if (this.#underWay >= this.#limit) return Number.POSITIVE_INFINITY;
    return Math.max(this.#notBefore, this.#next) - performance.now();
  }

  #asleep(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = time === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, Math.ceil(time));
      this.#wakers.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/**
 * Back pressure: as many permits as requests may be under way, each held from a request's beginning until the caller is
 * through with its batch. So a caller who is slow slows the sending down, and one who leaves knows how much more was sent.
 */
export class Semaphore {
  #free: number;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(permits: number) {
    this.#free = permits;
  }

  /** Takes a permit, if one gets free in so many milliseconds. */
  async acquire(timeout: number): Promise<boolean> {
    const end = performance.now() + timeout;
    while (this.#free === 0 && !this.#closed && performance.now() < end) await this.#freed(Math.max(end - performance.now(), 0));
    if (this.#closed || this.#free === 0) return false;
    this.#free--;
    return true;
  }

  /** Waits until a permit is free, however long. */
  async wait(): Promise<void> {
    while (this.#free === 0 && !this.#closed) await this.#freed();
  }

  release(): void {
    this.#free++;
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #freed(timeout?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = timeout === undefined ? undefined : setTimeout(resolve, timeout);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
