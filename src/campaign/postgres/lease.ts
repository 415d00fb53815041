import { refuse } from '../../wire/invalid-input-error.js';
import { campaignRules } from '../../wire/rules.js';
import type { Worker } from '../ledger.js';

/** The time after which an answer of a client that tells no timeout is not waited for, in milliseconds. */
const usualTimeout = 60_000;
const room = 30_000;
const leastRoom = 1000;

/** How long a batch is a worker's. */
export class Lease {
  /** In milliseconds, by the database's clock. */
  readonly length: number;
  readonly #timeout: number;

  constructor(length: number | undefined, { timeout = usualTimeout }: Worker) {
    if (length !== undefined && length < timeout + leastRoom) refuse(campaignRules, 'lease', 'lease');
    this.length = length ?? timeout + room;
    this.#timeout = timeout;
  }

  /**
   * Begins right before the claim, so that it is over here no later than in the database. Tells whether a request that
   * begins now will be over by then.
   */
  begin(): () => boolean {
    const until = this.length - this.#timeout;
    const ticks = performance.now();
    const time = Date.now();
    // The one clock stands still while the machine sleeps, and the other one may be set back.
    return () => performance.now() - ticks < until && Date.now() - time < until;
  }
}
