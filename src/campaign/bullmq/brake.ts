import { CampaignError } from '../campaign-error.js';
import { Refusals } from '../refusals.js';
import type { Verdict } from '../verdict.js';

/** How long jobs are held off before one may look again, in milliseconds. */
const pause = 60_000;

/** Holds off the jobs of a campaign whose last batches all came to the same end, so that it does not burn through the rest. */
export class Brake {
  readonly #refusals = new Refusals();
  #proven = false;
  #until = 0;
  #reason = '';

  /** Throws while jobs are held off. */
  check(): void {
    if (performance.now() < this.#until) throw new CampaignError('halted', this.#reason);
  }

  note(verdict: Verdict): void {
    if (verdict.kind === 'accepted') this.#proven = true;
    if (!this.#refusals.repeat(verdict, this.#proven) || !('reason' in verdict)) return;
    this.#until = performance.now() + pause;
    this.#reason = verdict.reason;
  }
}
