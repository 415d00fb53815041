import { CampaignError } from '../errors.js';
import type { Loaded, StoredBatch } from '../ledger.js';
import { type BatchState, Counts } from '../report.js';
import { attempt, type SqliteDatabase } from './database.js';
import { tablesVersion } from './sql.js';
import type { Statements } from './transactions.js';

/** A campaign, as it is stored. */
export interface CampaignRow {
  readonly id: number;
  readonly name: string;
  readonly head: string;
  readonly message: string;
  readonly batches: number;
  readonly batch_size: number;
  readonly numbered: number;
  readonly recipients: number;
  readonly invalid: number;
  readonly content: string;
  readonly server: string;
  readonly marks: number;
}

/** A batch, as it is stored. */
export interface BatchRow {
  readonly index: number;
  readonly size: number;
  readonly state: BatchState;
  readonly attempts: number;
  readonly sent_at: string | null;
  readonly uuid: string | null;
  readonly reason: string | null;
}

/** Whether the tables are there. */
export function hasTables(database: SqliteDatabase): boolean {
  return attempt(() => database.prepare("select 1 from sqlite_master where type = 'table' and name = 'migrations'").get() != null);
}

/** Refuses tables that this version does not know. */
export function checkVersion(sql: Statements): void {
  const version = sql.get<{ version: number | null }>('version')?.version;
  if (version !== tablesVersion) throw new CampaignError('not_migrated', `version ${version ?? 'none'}, not ${tablesVersion}`);
}

/** What was loaded. */
export function loadedOf(row: CampaignRow): Loaded {
  const { name, head, message, batches, recipients, invalid, content } = row;
  return {
    name,
    head: JSON.parse(head),
    message,
    batches,
    batchSize: row.batch_size,
    numbered: row.numbered === 1,
    recipients,
    invalid,
    content,
  };
}

/** A batch as others see it. */
export function storedOf({ index, size, state, attempts, sent_at, uuid, reason }: BatchRow): StoredBatch {
  return {
    index,
    size,
    state,
    attempts,
    sentAt: sent_at === null ? undefined : new Date(sent_at),
    uuid: uuid ?? undefined,
    reason: reason ?? undefined,
  };
}

/** Counts batches by state; `alive`: whether a process has the campaign, so that what is `sending` is under way. */
export function countsOf(sql: Statements, id: number, invalid: number, alive: boolean): Counts {
  const counts = new Counts(invalid);
  for (const row of sql.all<{ state: BatchState; batches: number; recipients: number }>('counts', id)) {
    const state = row.state === 'sending' && !alive ? 'unknown' : row.state;
    counts.batches[state] += row.batches;
    counts.recipients[state] += row.recipients;
  }
  return counts;
}
