import { type Processor, type Queue, Worker } from 'bullmq';
import { type AcceptedBatch, type BatchJobData, type enqueue, processor } from 'viber-mailing/bullmq';
import { expectTypeOf, it } from 'vitest';
import { ledgerAt } from '../campaign/campaigns.ts';
import { accept, scripted } from '../campaign/scripted-client.ts';

it('queues and workers of BullMQ fit, with types of their own and without', () => {
  const process = processor({ ledger: ledgerAt(), client: scripted(() => accept()).client });
  expectTypeOf(process).toExtend<Processor>();
  expectTypeOf(process).toExtend<Processor<BatchJobData, AcceptedBatch, string>>();
  expectTypeOf<Queue>().toExtend<Parameters<typeof enqueue>[0]>();
  expectTypeOf<Queue<BatchJobData, AcceptedBatch>>().toExtend<Parameters<typeof enqueue>[0]>();
  type Options = ConstructorParameters<typeof Worker>[2];
  expectTypeOf((options: Options & object) => new Worker<BatchJobData, AcceptedBatch>('mailings', process, options)).toBeFunction();
});
