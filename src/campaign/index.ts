/**
 * More recipients than one request should hold: loaded once, sent in batches, resumed at any moment.
 *
 * @module viber-mailing/campaign
 */

export type { CampaignClient, CampaignMailing } from './batch-client.js';
export { type Campaign, openCampaign } from './campaign.js';
export { CampaignError, type CampaignErrorCode } from './errors.js';
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
  Queryable,
  Resolution,
  Sending,
  Settlement,
  StoredBatch,
  Worker,
} from './ledger.js';
export type { CampaignOptions, LoadOptions, Rate, SendCampaignOptions } from './options.js';
export type { Batch, BatchState, ByState, Progress, Report, SentBatch, Tally } from './report.js';
