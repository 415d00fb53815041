import { throwIssue } from '../../wire/errors.js';
import { campaignRules } from '../../wire/rules.js';
import type { OpenedCampaign } from '../opened-campaign.js';
import { type BatchQueue, jobId, type NewBatchJob, type RetryOptions } from './job.js';

/** About an hour and a half in all: a 429 or a server that is away passes. */
const retrying: RetryOptions = { attempts: 10, backoff: { type: 'exponential', delay: 5000, jitter: 0.5 } };

/** How many jobs are added at once. */
const atOnce = 500;

/**
 * Puts a job into the queue for each pending batch of a campaign that has none there.
 *
 * Calling it again does no harm, also from several processes at once, and is the way to go on after batches were resolved
 * with `'resend'`, or after jobs failed because the server stayed away: what is pending then gets a new job.
 *
 * A job is tried 10 times, waiting 5 seconds first and twice as long each time, unless the queue's `defaultJobOptions` say
 * otherwise.
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
 * @category BullMQ
 */
export async function enqueue(queue: BatchQueue, campaign: OpenedCampaign): Promise<number> {
  if (typeof queue?.addBulk !== 'function') throwIssue(campaignRules, 'queue_expected', 'queue');
  if (typeof campaign?.batches !== 'function') throwIssue(campaignRules, 'campaign_expected', 'campaign');
  let added = 0;
  let indexes: number[] = [];
  for await (const { index } of campaign.batches('pending')) {
    if (indexes.push(index) < atOnce) continue;
    added += await add(queue, campaign.name, indexes);
    indexes = [];
  }
  return added + (await add(queue, campaign.name, indexes));
}

async function add(queue: BatchQueue, campaign: string, indexes: readonly number[]): Promise<number> {
  const found = await Promise.all(indexes.map((index) => newJob(queue, campaign, index)));
  const jobs = found.filter((job) => job !== undefined);
  if (jobs.length > 0) await queue.addBulk(jobs);
  return jobs.length;
}

/** The job of a pending batch; `undefined` where the queue has one to come or under way. */
async function newJob(queue: BatchQueue, campaign: string, batch: number): Promise<NewBatchJob | undefined> {
  for (let again = 1; ; again++) {
    const id = jobId(campaign, batch, again);
    const job = await queue.getJob(id);
    if (job === undefined) {
      const opts = { ...retrying, ...queue.defaultJobOptions, jobId: id };
      return { name: campaign, data: { campaign, batch }, opts };
    }
    if (job.finishedOn == null) return undefined;
  }
}
