/**
 * More recipients than one request should hold: loaded once, sent in batches, resumed at any moment.
 *
 * @module viber-mailing/campaign
 */

export type { Campaign, OpenedCampaign } from './campaign.js';
export type { CampaignClient, CampaignMailing } from './deliver.js';
export { CampaignError, type CampaignErrorCode, type UnsettledBatch } from './errors.js';
export type * from './ledger.js';
export { openCampaign } from './open-campaign.js';
export type { CampaignOptions, LoadOptions, Rate, SendCampaignOptions, StreamCampaignOptions } from './options.js';
export {
  type Batch,
  type BatchState,
  type ByState,
  type NumberedBatch,
  type Progress,
  type Report,
  type Resolution,
  reportOf,
  type SentBatch,
  type StoredBatch,
  type Tally,
} from './report.js';
export type { SqliteDatabase, SqliteStatement } from './sqlite/database.js';
export { type SqliteLedger, type SqliteLedgerOptions, sqliteLedger } from './sqlite/ledger.js';
export { contentDigest, resolvedState } from './stored.js';
