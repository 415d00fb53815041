/**
 * Campaigns for those whose workers run on BullMQ: a job for each batch.
 *
 * @module viber-mailing/bullmq
 */

export { type BatchJobData, type BatchQueue, enqueue, type NewBatchJob, type RetryOptions } from './enqueue.js';
export { type AcceptedBatch, type BatchJob, type ProcessBatch, type ProcessorOptions, processor } from './processor.js';
