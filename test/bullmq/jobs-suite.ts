import type { Queue } from 'bullmq';
import { enqueue, processor } from 'viber-mailing/bullmq';
import { type Campaign, openCampaign } from 'viber-mailing/campaign';
import type { PostgresLedger } from 'viber-mailing/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, greeting, ledgerAt, loaded, phones } from '../campaign/campaigns.ts';
import { accept, later, lost, refuse, type Script, scripted, unreachable } from '../campaign/scripted-client.ts';
import { Processes } from '../postgres/processes.ts';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import type { Backend, Options } from './backends.ts';

let campaigns = 0;

/** How batches go through BullMQ, whatever keeps its jobs. The ledger is in PostgreSQL. */
export function jobsSuite(title: string, start: (server: PostgresServer) => Promise<Backend>): void {
  describe(title, () => {
    let server: PostgresServer;
    let books: Processes;
    let ledger: PostgresLedger;
    let backend: Backend;
    let sale: Campaign;
    let queue: Queue;
    const closing: (() => Promise<unknown>)[] = [];

    beforeAll(async () => {
      server = await startPostgres();
      books = await Processes.begin(server);
      ledger = books.start();
      backend = await start(server);
    });

    afterAll(async () => {
      await backend.close();
      await books.end();
      await server.close();
    });

    beforeEach(async () => {
      sale = await openCampaign(`sale-${++campaigns}`, { ledger, message: greeting });
      await sale.load(phones(6), { batchSize: 2 });
      queue = backend.queue(sale.name, { defaultJobOptions: { backoff: 1 } });
      closing.push(() => queue.close());
    });

    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    function work(
      script: Script,
      options: Options<{ concurrency?: number; lockDuration?: number; stalledInterval?: number }> = {},
    ) {
      const { client, posted } = scripted(script, { timeout: 1000 });
      const worker = backend.worker(sale.name, processor({ ledger, client }), options);
      closing.push(() => worker.close(true));
      return { worker, posted };
    }

    /** Waits until so many jobs are completed or failed for good. */
    async function over(count: number): Promise<void> {
      while ((await queue.getCompletedCount()) + (await queue.getFailedCount()) < count) await later(5);
    }

    it('each batch is posted once, and its job is completed with what the API said', async () => {
      expect(await enqueue(queue, sale)).toBe(3);
      const { posted } = work(() => accept(), { concurrency: 2 });
      await over(3);
      expect(posted.toSorted()).toEqual(['375290000000', '375290000002', '375290000004']);
      const uuid = 'cc9c8043-8caf-11ef-b035-9e8f47954dec';
      const results = (await queue.getCompleted()).map(({ returnvalue }) => returnvalue);
      expect(results.toSorted((one, other) => one.index - other.index)).toEqual(
        [0, 1, 2].map((index) => ({ index, size: 2, state: 'accepted', uuid })),
      );
      expect((await sale.report()).batches).toMatchObject({ accepted: 3, total: 3 });
    });

    it('a job holds the name of the campaign and the number of the batch, nothing else', async () => {
      await enqueue(queue, sale);
      const jobs = await queue.getWaiting();
      const held = jobs.map(({ data }) => data).toSorted((one, other) => one.batch - other.batch);
      expect(held).toEqual([0, 1, 2].map((batch) => ({ campaign: sale.name, batch })));
      expect(JSON.stringify(jobs.map((job) => job.asJSON()))).not.toMatch(/375290|Hello|token/);
    });

    it('enqueueing again adds nothing, also from two processes at the same moment', async () => {
      await Promise.all([enqueue(queue, sale), enqueue(queue, sale)]);
      expect(await enqueue(queue, sale)).toBe(0);
      expect(await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')).toBe(3);
      const { posted } = work(() => accept());
      await over(3);
      expect(await enqueue(queue, sale)).toBe(0);
      expect(posted).toHaveLength(3);
    });

    it('a rejected batch fails its job at the first attempt, and gets another job once it is to be sent again', async () => {
      await enqueue(queue, sale);
      const refused = (request: number) => (request === 0 ? refuse(400, 'no money left') : accept());
      const { posted } = work(refused);
      await over(3);
      const [failed] = await queue.getFailed();
      expect(failed).toMatchObject({ attemptsMade: 1, failedReason: expect.stringContaining('no money left') });
      expect(await enqueue(queue, sale)).toBe(0);
      for await (const batch of sale.batches('rejected')) await sale.resolve(batch, 'resend');
      expect(await enqueue(queue, sale)).toBe(1);
      await over(4);
      expect(posted).toHaveLength(4);
      expect(posted[3]).toBe(posted[0]);
      expect((await sale.report()).batches.accepted).toBe(3);
    });

    it('a batch that may have been sent fails its job at the first attempt, and is posted once', async () => {
      await enqueue(queue, sale);
      const { posted } = work((request) => (request === 1 ? lost() : accept()));
      await over(3);
      const [failed] = await queue.getFailed();
      expect(failed).toMatchObject({ attemptsMade: 1, failedReason: expect.stringContaining('may have been sent') });
      expect(posted).toHaveLength(3);
      expect((await sale.report()).batches).toMatchObject({ accepted: 2, unknown: 1 });
    });

    it('what was not sent, and a 429, is retried by the queue', async () => {
      await enqueue(queue, sale);
      const { posted } = work(
        (request) => [unreachable, () => refuse(429, 'slow down'), () => accept()][Math.min(request, 2)]?.() as Response,
      );
      await over(3);
      expect(posted).toHaveLength(5);
      expect(await queue.getCompletedCount()).toBe(3);
      expect((await sale.report()).batches.accepted).toBe(3);
    });

    it('what was not sent in the end is enqueued again', async () => {
      queue = backend.queue(sale.name, { defaultJobOptions: { attempts: 2, backoff: 1 } });
      closing.push(() => queue.close());
      await enqueue(queue, sale);
      const { posted } = work((request) => (request < 6 ? unreachable() : accept()));
      await over(3);
      expect(await queue.getFailedCount()).toBe(3);
      expect(await enqueue(queue, sale)).toBe(3);
      await over(6);
      expect(posted).toHaveLength(9);
      expect((await sale.report()).batches.accepted).toBe(3);
    });

    it('three workers on a ledger that lets one process write use up no attempt', async () => {
      const dir = freshFolder();
      const single = await loaded(9, dir);
      queue = backend.queue('single', { defaultJobOptions: { attempts: 1 } });
      closing.push(() => queue.close());
      await enqueue(queue, single);
      let putOff = () => {};
      const another = new Promise<void>((resolve) => {
        putOff = resolve;
      });
      // The first one has the ledger until another was put off.
      const { client, posted } = scripted(() => another.then(() => accept()));
      for (let place = 0; place < 3; place++) {
        const process = processor({ ledger: ledgerAt(dir), client });
        const counting: typeof process = (job, token) => {
          const moveToDelayed = async (time: number, token?: string) => {
            putOff();
            await job.moveToDelayed?.(time, token);
          };
          return process({ data: job.data, moveToDelayed }, token);
        };
        const worker = backend.worker('single', counting);
        closing.push(() => worker.close(true));
      }
      while ((await queue.getCompletedCount()) + (await queue.getFailedCount()) < 9) {
        await queue.promoteJobs();
        await later(5);
      }
      expect(await queue.getFailed()).toEqual([]);
      expect(posted.toSorted()).toEqual(phones(9));
    });

    it('a job that stalled is delivered again, and its batch is posted once', async () => {
      await enqueue(queue, sale);
      const { deliveries, posted } = await stalledOnce((client) => processor({ ledger, client }));
      expect(deliveries).toBe(2);
      expect(posted.toSorted()).toEqual(['375290000000', '375290000002', '375290000004']);
      expect((await sale.report()).batches.accepted).toBe(3);
    });

    it('without the ledger, a job that stalled posts its batch twice', async () => {
      await enqueue(queue, sale);
      const { deliveries, posted } = await stalledOnce((client) => async ({ data }) => {
        const { batch } = data as { batch: number };
        const { uuid } = await client.send(greeting.to(phones(6).slice(batch * 2, batch * 2 + 2)));
        return { index: batch, size: 2, state: 'accepted', uuid };
      });
      expect(deliveries).toBe(2);
      expect(posted).toHaveLength(4);
    });

    /** A worker takes a job and stops answering the queue; another one gets it again, before the first gets its answer. */
    async function stalledOnce(make: (client: ReturnType<typeof scripted>['client']) => ReturnType<typeof processor>) {
      let answer = (_: Response) => {};
      const { client, posted } = scripted((request) =>
        request === 0 ? new Promise<Response>((resolve) => (answer = resolve)) : accept(),
      );
      const process = make(client);
      const asleep = backend.worker(sale.name, null, { lockDuration: 100, skipStalledCheck: true });
      closing.push(() => asleep.close(true));
      const taken = await asleep.getNextJob('of the first worker');
      if (taken === undefined) throw new Error('there was no job');
      const first = process(taken, 'of the first worker');
      while (posted.length === 0) await later(1);

      let deliveries = 1;
      let busy = () => {};
      const seen = new Promise<void>((resolve) => (busy = resolve));
      const second = backend.worker(
        sale.name,
        async (job, token) => {
          if (job.data && (job.data as { batch: number }).batch === taken.data.batch) deliveries++;
          try {
            return await process(job, token);
          } finally {
            if (deliveries > 1) busy();
          }
        },
        { stalledInterval: 50 },
      );
      closing.push(() => second.close(true));
      await seen;
      answer(accept());
      await first;
      const again = await queue.getJob(taken.id as string);
      while (await again?.isActive()) await later(1);
      const found = deliveries;
      if (await again?.isDelayed()) await again?.promote();
      await over(3);
      return { deliveries: found, posted };
    }
  });
}
