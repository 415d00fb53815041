/**
 * Campaigns for those whose workers run on BullMQ: a job for each batch.
 *
 * @module viber-mailing/bullmq
 */

export type { BatchJob, BatchJobData, BatchQueue, NewBatchJob, RetryOptions } from './batch-job.js';
export { enqueue } from './enqueue.js';
export { type AcceptedBatch, type ProcessBatch, type ProcessorOptions, processor } from './processor.js';
