/**
 * Campaigns for those whose workers run on BullMQ: a job for each batch.
 *
 * @module viber-mailing/bullmq
 */

import { throwIssue } from '../../wire/errors.js';
import { campaignRules } from '../../wire/rules.js';
import type { OpenedCampaign } from '../campaign.js';
import type { BatchJobData } from './processor.js';

export * from './processor.js';

/** A queue of BullMQ, by its shape. */
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

/** A job to be added. */
export interface NewBatchJob {
  /** The campaign's name. */
  name: string;
  /** Which batch it is. */
  data: BatchJobData;
  /** How it is retried, and its id. */
  opts: {
    /** The same for the same batch, so that it is in the queue once. */
    jobId: string;
  };
}

/** Waits of 21 to 43 minutes in all: a 429 or a server that is away passes. */
const retrying = { attempts: 10, backoff: { type: 'exponential', delay: 5000, jitter: 0.5 } };

/** How many jobs are added at once. */
const atOnce = 500;

/**
 * Puts a job into the queue for each pending batch of a campaign that has none there.
 *
 * Calling it again does no harm, also from several processes at once, and is the way to go on after batches were resolved
 * with `'resend'`, or after jobs failed because the server stayed away: what is pending then gets a new job.
 *
 * A job is tried 10 times, waiting up to 5 seconds first and up to twice as long each time, at least half of that: 21 to 43 minutes
 * in all, unless the queue's `defaultJobOptions` say otherwise.
 *
 * @param queue - A `Queue` of BullMQ.
 * @param campaign - The campaign, loaded.
 * @returns How many jobs were added.
 * @throws {@link InvalidInputError} `queue_expected`, `campaign_expected`. {@link CampaignError} `not_loaded`,
 * `ledger_damaged`, `ledger_unavailable`.
 * @example
 * ```ts
 * import { Queue } from 'bullmq';
 * import { Pool } from 'pg';
 * import { openCampaign } from 'viber-mailing/campaign';
 * import { enqueue } from 'viber-mailing/bullmq';
 * import { postgresLedger } from 'viber-mailing/postgres';
 *
 * export async function start(): Promise<void> {
 *   const ledger = postgresLedger({ pool: new Pool({ connectionString: 'postgres://localhost/shop' }) });
 *   const queue = new Queue('mailings', { connection: { host: 'localhost' } });
 *   console.log(await enqueue(queue, await openCampaign('black-friday-2026', { ledger })));
 * }
 * ```
 */
export async function enqueue(queue: BatchQueue, campaign: OpenedCampaign): Promise<number> {
  if (typeof queue?.addBulk !== 'function') throwIssue(campaignRules, 'queue_expected', 'queue');
  if (typeof campaign?.batches !== 'function') throwIssue(campaignRules, 'campaign_expected', 'campaign');
  const { name } = campaign;
  let added = 0;
  let indexes: number[] = [];
  const add = async () => {
    const jobs = (await Promise.all(indexes.map((index) => newJob(queue, name, index)))).filter((job) => job !== undefined);
    if (jobs.length > 0) await queue.addBulk(jobs);
    added += jobs.length;
    indexes = [];
  };
  for await (const { index } of campaign.batches('pending')) if (indexes.push(index) === atOnce) await add();
  await add();
  return added;
}

/** The job of a pending batch; `undefined` where the queue has one to come or under way. */
async function newJob(queue: BatchQueue, campaign: string, batch: number): Promise<NewBatchJob | undefined> {
  // BullMQ ignores a job whose id it has, also when that is over, and takes neither a colon nor a bare number; names of
  // campaigns have no tilde.
  for (let number = 1; ; number++) {
    const jobId = `${campaign}~${batch}${number === 1 ? '' : `~${number}`}`;
    const job = await queue.getJob(jobId);
    if (job === undefined)
      return { name: campaign, data: { campaign, batch }, opts: { ...retrying, ...queue.defaultJobOptions, jobId } };
    if (job.finishedOn == null) return undefined;
  }
}
