import { CampaignError, retryTransient } from '../errors.js';
import type { Loaded, StoredBatch } from '../ledger.js';
import { type BatchState, Counts } from '../report.js';
import { attempt, type DatabaseFile, type SqliteDatabase } from './database.js';
import { tablesSql, tablesVersion } from './sql.js';
import { Statements } from './transactions.js';

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
function hasTables(database: SqliteDatabase): boolean {
  return attempt(() => database.prepare("select 1 from sqlite_master where type = 'table' and name = 'migrations'").get() != null);
}

/** Refuses tables that this version does not know. */
function checkVersion(sql: Statements): void {
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

/** A connection for writing, with the tables. */
export function openTables(file: DatabaseFile, patience: number): Promise<Statements> {
  return retryTransient(patience, () => {
    const database = file.write();
    try {
      const sql = new Statements(database);
      if (!hasTables(database)) sql.transaction(() => database.exec(tablesSql));
      checkVersion(sql);
      return sql;
    } catch (error) {
      file.done(database);
      throw error;
    }
  });
}

/** Looks into the file; `none` where there is none, or no tables in it. */
export function readTables<Value, None>(
  file: DatabaseFile,
  patience: number,
  none: None,
  look: (sql: Statements) => Value,
): Promise<Value | None> {
  return retryTransient(patience, () => {
    if (!file.exists) return none;
    const database = file.read();
    try {
      if (!hasTables(database)) return none;
      const sql = new Statements(database);
      checkVersion(sql);
      return look(sql);
    } finally {
      file.done(database);
    }
  });
}
