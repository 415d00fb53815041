import type { BatchOutcome } from './deliver.js';

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

  /**
   * Takes the outcomes as they come. Tells whether to stop.
   *
   * @param proven - Whether the API ever took a batch of this campaign: then a refusal is likely to be of one batch alone.
   */
  opens(outcome: BatchOutcome, proven: boolean): boolean {
    if (outcome.kind === 'accepted' || outcome.kind === 'retry') {
      this.#inARow = 0;
      return false;
    }
    const kind = outcome.kind === 'unknown' ? 'unknown' : `${outcome.error.status} ${outcome.reason}`;
    this.#inARow = kind === this.#last ? this.#inARow + 1 : 1;
    this.#last = kind;
    if (outcome.kind === 'unknown') return this.#inARow >= unknownThreshold;
    return this.#inARow >= (!proven || accountStatuses.includes(outcome.error.status) ? unprovenThreshold : provenThreshold);
  }
}
