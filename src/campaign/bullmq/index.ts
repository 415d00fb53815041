/**
 * Campaigns for those whose workers run on BullMQ: a job for each batch.
 *
 * @module viber-mailing/bullmq
 */

export { enqueue } from './enqueue.js';
export type { BatchJob, BatchJobData, BatchQueue, NewBatchJob, RetryOptions } from './job.js';
export { type AcceptedBatch, type ProcessBatch, type ProcessorOptions, processor } from './processor.js';
