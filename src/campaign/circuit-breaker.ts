import type { Verdict } from './send.js';

const few = 3;
const many = 10;
const blind = 20;

/**
 * Refusals that will come for every batch: a token that is not taken, a sender that is not the account's, no money left.
 * It stops a campaign that would only burn through its batches.
 */
export class Refusals {
  #last: string | undefined;
  #inARow = 0;

  /**
   * Takes the verdicts as they come. Tells whether to stop.
   *
   * @param proven - Whether the API ever took a batch of this campaign: then a refusal is likely to be of one batch alone.
   */
  repeat(verdict: Verdict, proven: boolean): boolean {
    if (verdict.kind === 'accepted' || verdict.kind === 'again') {
      this.#inARow = 0;
      return false;
    }
    const kind = verdict.kind === 'unknown' ? 'unknown' : `${verdict.error.status} ${verdict.reason}`;
    this.#inARow = kind === this.#last ? this.#inARow + 1 : 1;
    this.#last = kind;
    if (verdict.kind === 'unknown') return this.#inARow >= blind;
    return this.#inARow >= (!proven || everyone.includes(verdict.error.status) ? few : many);
  }
}

/** Statuses that say nothing of the batch: the token, what the account may do, the address. */
const everyone: readonly number[] = [401, 403, 404];
