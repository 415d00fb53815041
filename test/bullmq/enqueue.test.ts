import { enqueue } from 'viber-mailing/bullmq';
import { openCampaign } from 'viber-mailing/campaign';
import { describe, expect, it } from 'vitest';
import { ledgerAt, loaded } from '../campaign/campaigns.ts';

const queue = { getJob: async () => undefined, addBulk: async () => [] };

describe('enqueue', () => {
  it('says that it needs a queue', async () => {
    const issues = [expect.objectContaining({ code: 'queue_expected', path: 'queue' })];
    await expect(enqueue('mailings' as never, await loaded(1))).rejects.toMatchObject({ name: 'InvalidInputError', issues });
    await expect(enqueue(undefined as never, await loaded(1))).rejects.toMatchObject({ issues });
  });

  it('says that it needs a campaign', async () => {
    const issues = [expect.objectContaining({ code: 'campaign_expected', path: 'campaign' })];
    await expect(enqueue(queue, 'sale' as never)).rejects.toMatchObject({ name: 'InvalidInputError', issues });
  });

  it('of a campaign that is not loaded says so', async () => {
    const sale = await openCampaign('sale', { ledger: ledgerAt() });
    await expect(enqueue(queue, sale)).rejects.toMatchObject({ name: 'CampaignError', code: 'not_loaded' });
  });

  it('adds jobs by the hundreds, each with an id that BullMQ takes', async () => {
    const added: string[][] = [];
    const taking = {
      ...queue,
      addBulk: async (jobs: { opts: { jobId: string } }[]) => added.push(jobs.map(({ opts }) => opts.jobId)),
    };
    expect(await enqueue(taking, await loaded(1201))).toBe(1201);
    expect(added.map((ids) => ids.length)).toEqual([500, 500, 201]);
    expect(added.flat().slice(0, 2)).toEqual(['sale~0', 'sale~1']);
    expect(new Set(added.flat())).toHaveProperty('size', 1201);
  });

  it('lets the job be tried again later, unless the queue says otherwise', async () => {
    const added: object[] = [];
    const addBulk = async (jobs: { opts: object }[]) => added.push(...jobs.map(({ opts }) => opts));
    const sale = await loaded(1);
    await enqueue({ ...queue, addBulk }, sale);
    await enqueue({ ...queue, addBulk, defaultJobOptions: { attempts: 3, removeOnComplete: true } }, sale);
    const backoff = { type: 'exponential', delay: 5000, jitter: 0.5 };
    expect(added).toEqual([
      { attempts: 10, backoff, jobId: 'sale~0' },
      { attempts: 3, backoff, removeOnComplete: true, jobId: 'sale~0' },
    ]);
  });
});
