import * as v from 'valibot';
import { campaignName } from '../options.js';

/**
 * What a job holds: which batch it is. Recipients, texts and tokens stay out of the queue.
 *
 * @category BullMQ
 */
export interface BatchJobData {
  /** The campaign's name. */
  readonly campaign: string;
  /** The batch's number, from 0. */
  readonly batch: number;
}

/**
 * A job as BullMQ gives it to a worker, by its shape.
 *
 * @category BullMQ
 */
export interface BatchJob {
  /** What `enqueue` put there. */
  readonly data: unknown;
  /** Puts the job off, without counting an attempt. */
  moveToDelayed?(timestamp: number, token?: string): Promise<void>;
}

/**
 * A queue of BullMQ, by its shape.
 *
 * @category BullMQ
 */
export interface BatchQueue {
  /** What the queue gives every job. It comes before what `enqueue` would give. */
  readonly defaultJobOptions?: object | undefined;
  /** Gives a job by its id. */
  getJob(id: string): Promise<
    | {
        /** When it was completed or failed. */
        readonly finishedOn?: number | null | undefined;
      }
    | undefined
  >;
  /** Adds jobs, all of them or none. */
  addBulk(jobs: NewBatchJob[]): Promise<unknown>;
}

/**
 * A job to be added.
 *
 * @category BullMQ
 */
export interface NewBatchJob {
  /** The campaign's name. */
  name: string;
  /** Which batch it is. */
  data: BatchJobData;
  /** Its id, and how it is retried. */
  opts: RetryOptions & {
    /** The same for the same batch, so that it is in the queue once. */
    jobId: string;
  };
}

/**
 * How the queue retries a job.
 *
 * @category BullMQ
 */
export interface RetryOptions {
  /** How often the job is tried in all. */
  attempts?: number;
  /** The waits in between. */
  backoff?: {
    /** How the wait grows. */
    type: string;
    /** The first wait, in milliseconds. */
    delay: number;
    /** Which share of the wait is left to chance. */
    jitter: number;
  };
}

const JobDataSchema = /* @__PURE__ */ v.strictObject({
  campaign: /* @__PURE__ */ v.pipe(/* @__PURE__ */ v.string(), /* @__PURE__ */ v.regex(campaignName)),
  batch: /* @__PURE__ */ v.pipe(/* @__PURE__ */ v.number(), /* @__PURE__ */ v.integer(), /* @__PURE__ */ v.minValue(0)),
});

/** What a job holds; `undefined` where it is none of ours. */
export function readJobData(data: unknown): BatchJobData | undefined {
  const read = v.safeParse(JobDataSchema, data);
  return read.success ? read.output : undefined;
}

/**
 * The id of a batch's job. BullMQ takes neither a colon nor a bare number; names of campaigns have no tilde.
 *
 * @param number - The number of the job among those of this batch, from 1: BullMQ ignores a job whose id it has, also when that is over.
 */
export function jobId(campaign: string, batch: number, number: number): string {
  return number === 1 ? `${campaign}~${batch}` : `${campaign}~${batch}~${number}`;
}

/** Fails a job for good. BullMQ knows it by its name, so that BullMQ itself need not be loaded. */
export class UnrecoverableError extends Error {
  override readonly name = 'UnrecoverableError';

  /** @param cause - Says why, in a sentence that holds no phone, text or token. */
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** Says that the job was put off. BullMQ knows it by its name. */
export class DelayedError extends Error {
  override readonly name = 'DelayedError';
}
