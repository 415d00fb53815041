/**
 * More recipients than one request should hold: loaded once, sent in batches, resumed at any moment.
 *
 * @module viber-mailing/campaign
 */

export type { Batch, SentBatch } from './batch.js';
export type { CampaignMailing } from './batch-mailing.js';
export { type Campaign, openCampaign } from './campaign.js';
export type { CampaignClient } from './campaign-client.js';
export { CampaignError, type CampaignErrorCode } from './campaign-error.js';
export type { CampaignOptions } from './campaign-options.js';
export { fileLedger } from './file/file-ledger.js';
export type {
  Accepted,
  Claim,
  Ledger,
  Loaded,
  Loading,
  NewBatch,
  NotAccepted,
  NotSent,
  Resolution,
  Sending,
  Settlement,
  StoredBatch,
  Worker,
} from './ledger.js';
export type { LoadOptions } from './load-options.js';
export type { Progress } from './progress.js';
export type { Queryable } from './queryable.js';
export type { BatchState, ByState, Report, Tally } from './report.js';
export type { Rate, SendCampaignOptions } from './send-campaign-options.js';
