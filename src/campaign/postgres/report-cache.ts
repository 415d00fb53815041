import { TransientError } from '../errors.js';
import { type BatchState, batchStates, Counts, type Report } from '../report.js';

/** A row of the view `report`. */
export type ReportRow = Readonly<Record<`${'batches' | 'recipients'}_${BatchState}` | 'invalid', number>> & {
  readonly campaign: string;
};

export function countsOf(row: ReportRow): Counts {
  const counts = new Counts(row.invalid);
  for (const state of batchStates) {
    counts.batches[state] = row[`batches_${state}`];
    counts.recipients[state] = row[`recipients_${state}`];
  }
  return counts;
}

/** How old the counts of others may be, in milliseconds, or in times of what it takes to count. */
const maxAge = 1000;
const maxShare = 20;

/**
 * The report of a campaign for a worker that asks after every batch: what it moves itself is counted here, what others move
 * is asked for now and then, and once nothing seems to be left.
 */
export class ReportCache {
  readonly #count: () => Promise<ReportRow>;
  /** None until they are asked for: a worker that sends a batch at a time may never do. */
  #counts: Counts | undefined;
  #freshUntil = 0;
  #counting: Promise<Counts> | undefined;

  constructor(count: () => Promise<ReportRow>) {
    this.#count = count;
  }

  move(from: BatchState, to: BatchState, size: number): void {
    this.#counts?.move(from, to, size);
  }

  async report(): Promise<Report> {
    let counts = this.#counts;
    if (counts === undefined || performance.now() >= this.#freshUntil || counts.batches.pending + counts.batches.sending <= 0) {
      this.#counting ??= this.#refresh();
      counts = await this.#counting;
    }
    return counts.report();
  }

  async #refresh(): Promise<Counts> {
    const started = performance.now();
    try {
      this.#counts = countsOf(await this.#count());
      return this.#counts;
    } catch (error) {
      // A send is not ended for what it only shows.
      if (this.#counts !== undefined && error instanceof TransientError) return this.#counts;
      throw error;
    } finally {
      const ended = performance.now();
      this.#freshUntil = ended + Math.max(maxAge, (ended - started) * maxShare);
      this.#counting = undefined;
    }
  }
}
