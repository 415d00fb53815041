import { IssueCollector } from '../../wire/errors.js';
import { optionRules, readOptions } from '../../wire/options.js';
import { campaignRules } from '../../wire/rules.js';
import { hex, sha256 } from '../digest.js';
import { CampaignError, retryTransient } from '../errors.js';
import type { ListedCampaign, Loaded, Loading, RemoveOptions, Sending, SqlLedger, StoredBatch } from '../ledger.js';
import { readForce, whole } from '../options.js';
import type { BatchState, Report } from '../report.js';
import { checkRemovable, type Resolution, resolvedState } from '../report.js';
import { bytesOf, DatabaseFile, gunzip, type SqliteDatabase } from './database.js';
import { beginCampaign, removeCampaign, SqliteLoading } from './load.js';
import { CampaignLock } from './lock.js';
import { type BatchRow, type CampaignRow, countsOf, loadedOf, openTables, readTables, storedOf } from './rows.js';
import { checkContent, now, SqliteSending, type WritableCampaign } from './send.js';
import { lostReason, tablesSql } from './sql.js';
import type { Statements } from './transactions.js';

/**
 * Options of `sqliteLedger`.
 *
 * @category Ledgers
 */
export interface SqliteLedgerOptions {
  /**
   * For how many milliseconds a send tries again what the disk or the database refuses for a while: an answer that came is
   * written down all the same.
   *
   * @defaultValue 60000
   */
  readonly patience?: number | undefined;
}

/**
 * A ledger in a SQLite file.
 *
 * @category Ledgers
 */
export interface SqliteLedger extends SqlLedger {}

/**
 * Keeps campaigns on this machine, in one SQLite file: of `node:sqlite` in Node 22.13 or newer, Deno and Bun, or of a
 * database that you opened with better-sqlite3 or libsql, which Node 20 needs.
 *
 * Each mark is on the disk before its request goes out. One process at a time loads, sends or resolves a campaign; the lock
 * ends with the process, however it ended. Anyone may read at any time. The file is its owner's alone, and recipients are
 * deleted, and overwritten, once their batch is accepted.
 *
 * Keep it on a local disk, in a folder that containers share as a whole: beside the file there are its write-ahead log and
 * a small lock for each campaign.
 *
 * @param fileOrDatabase - The path of the file, which is made where there is none; or an opened database of its own.
 * @throws {@link InvalidInputError} `database_expected`, `no_sqlite`, `patience`, `unknown_option`.
 * @example
 * ```ts
 * import { mailing } from 'viber-mailing';
 * import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
 *
 * const ledger = sqliteLedger('./campaigns.db');
 * const message = mailing().from('444').bulk().text('Everything at half price');
 * const sale = await openCampaign('black-friday-2026', { ledger, message });
 * if (!sale.loaded) await sale.load(['375291111111', '375292222222']);
 * for (const { name, report } of await ledger.campaigns()) console.log(name, report.recipients.total); // black-friday-2026 2
 * ```
 * @category Ledgers
 */
export function sqliteLedger(fileOrDatabase: string | SqliteDatabase, options: SqliteLedgerOptions = {}): SqliteLedger {
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const { patience = defaultPatience } = readOptions(options, ['patience'], faults) as SqliteLedgerOptions;
  if (!isDatabase(fileOrDatabase)) faults.add('database_expected', 'file');
  if (!whole(patience, 0, 2_147_483_647)) faults.add('patience', 'patience');
  faults.throwIfAny();
  return new FileLedger(new DatabaseFile(fileOrDatabase), patience);
}

const defaultPatience = 60_000;

function isDatabase(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  try {
    const { exec, prepare } = value as SqliteDatabase;
    return typeof exec === 'function' && typeof prepare === 'function';
  } catch {
    // Nothing that can be looked at.
    return false;
  }
}

/** How many batches are read at once. */
const pageSize = 500;

class FileLedger implements SqliteLedger {
  readonly sql = tablesSql;
  readonly #file: DatabaseFile;
  readonly #patience: number;

  constructor(file: DatabaseFile, patience: number) {
    this.#file = file;
    this.#patience = patience;
  }

  async migrate(): Promise<void> {
    const sql = await openTables(this.#file, this.#patience);
    this.#file.done(sql.database);
  }

  async find(name: string): Promise<Loaded | undefined> {
    return readTables(this.#file, this.#patience, undefined, (sql) => {
      const row = sql.get<CampaignRow>('campaign', name);
      return row && loadedOf(row);
    });
  }

  async load(name: string): Promise<Loading> {
    const { sql, lock, close } = await this.#lock(name);
    try {
      const row = sql.get<CampaignRow>('campaign', name);
      const context = { file: this.#file, sql, lock, close, before: row && loadedOf(row) };
      return new SqliteLoading(context, row?.id ?? (await beginCampaign(context, name)));
    } catch (error) {
      close();
      throw error;
    }
  }

  async send(name: string): Promise<Sending> {
    const campaign = await this.#open(name);
    try {
      const { id, loaded, sql } = campaign;
      await checkContent(campaign);
      await retryTransient(this.#patience, () => sql.transaction(() => sql.run('expire', id, lostReason, now())));
      return new SqliteSending(campaign, countsOf(sql, id, loaded.invalid, true), this.#patience);
    } catch (error) {
      campaign.close();
      throw error;
    }
  }

  async report(name: string): Promise<Report> {
    const report = await readTables(this.#file, this.#patience, undefined, (sql) => {
      const row = sql.get<CampaignRow>('campaign', name);
      return row && this.#reportOf(sql, row);
    });
    if (report === undefined) throw new CampaignError('not_loaded');
    return report;
  }

  async *batches(name: string, state?: BatchState, from = 0): AsyncGenerator<StoredBatch, void, undefined> {
    for (let next = from; ; ) {
      const page = await readTables(this.#file, this.#patience, undefined, (sql) => {
        const row = sql.get<CampaignRow>('campaign', name);
        return row && this.#page(sql, row, state, next);
      });
      if (page === undefined) throw new CampaignError('not_loaded');
      for (const batch of page) if (state === undefined || batch.state === state) yield batch;
      if (page.length < pageSize) return;
      next = (page.at(-1)?.index ?? next) + 1;
    }
  }

  async recipients(name: string, index: number): Promise<Uint8Array> {
    const row = await readTables(this.#file, this.#patience, undefined, (sql) => {
      const campaign = sql.get<CampaignRow>('campaign', name);
      return campaign && { campaign, batch: sql.get<{ list: Uint8Array | null; digest: Uint8Array }>('list', campaign.id, index) };
    });
    if (row === undefined) throw new CampaignError('not_loaded');
    if (row.batch === undefined) throw new CampaignError('no_batch', `of ${row.campaign.batches}`);
    if (row.batch.list === null) throw new CampaignError('batch_state', 'its recipients are deleted');
    const list = gunzip(row.batch.list);
    if (hex(await sha256(list)) !== hex(bytesOf(row.batch.digest)))
      throw new CampaignError('ledger_damaged', `the recipients of batch ${index}`);
    return list;
  }

  async resolve(name: string, index: number, resolution: Resolution): Promise<void> {
    await this.#change(name, ({ id, loaded, sql }) => {
      const row = sql.get<BatchRow>('batch', id, index);
      if (row === undefined) throw new CampaignError('no_batch', `of ${loaded.batches}`);
      // Whoever was sending it is gone, since the lock is ours.
      const state = resolvedState(row.state === 'sending' ? 'unknown' : row.state, resolution);
      sql.run('resolve', id, index, state, now());
    });
  }

  async cancel(name: string): Promise<void> {
    await this.#change(name, ({ id, sql }) => sql.run('cancel', id, now()));
  }

  async campaigns(): Promise<readonly ListedCampaign[]> {
    const listed = await readTables(this.#file, this.#patience, [], (sql) =>
      sql.all<CampaignRow>('campaigns').map((row) => ({ name: row.name, report: this.#reportOf(sql, row) })),
    );
    return listed;
  }

  async remove(name: string, options?: RemoveOptions): Promise<void> {
    const force = readForce(name, options);
    const { id, loaded, sql, close } = await this.#open(name, false);
    try {
      checkRemovable(countsOf(sql, id, loaded.invalid, false).report(), force);
      await retryTransient(this.#patience, () => removeCampaign(sql, id));
    } finally {
      close();
    }
  }

  async adopt(name: string): Promise<void> {
    const { id, sql, lock, close } = await this.#open(name, false);
    try {
      const row = sql.transaction(() => sql.get<{ marks: number }>('adopt', id, this.#file.identity()));
      lock.begin(row?.marks ?? 0);
    } finally {
      close();
    }
  }

  #reportOf(sql: Statements, { id, name, invalid }: CampaignRow): Report {
    return countsOf(sql, id, invalid, CampaignLock.taken(this.#file, name)).report();
  }

  /** Batches from one on, in a state or all of them. */
  #page(sql: Statements, { id, name }: CampaignRow, state: BatchState | undefined, from: number): StoredBatch[] {
    // Those of a process that is gone are stored as `sending`.
    const rows =
      state === undefined
        ? sql.all<BatchRow>('batches', id, from, pageSize)
        : sql.all<BatchRow>('batchesIn', id, from, state, state === 'unknown' ? 'sending' : state, pageSize);
    const lost = rows.some((row) => row.state === 'sending') && !CampaignLock.taken(this.#file, name);
    return rows.map((row) => storedOf(lost && row.state === 'sending' ? { ...row, state: 'unknown', reason: lostReason } : row));
  }

  /** Changes a campaign in one transaction. */
  async #change(name: string, work: (campaign: WritableCampaign) => void): Promise<void> {
    const campaign = await this.#open(name);
    const { id, sql, lock } = campaign;
    try {
      const row = await retryTransient(this.#patience, () =>
        sql.transaction(() => {
          work(campaign);
          return sql.get<{ marks: number }>('mark', id);
        }),
      );
      lock.note(row?.marks ?? 0);
    } finally {
      campaign.close();
    }
  }

  /** Opens a campaign for writing; unless it is told not to, it refuses a copy of the one that was loaded. */
  async #open(name: string, checkCopy = true): Promise<WritableCampaign> {
    if ((await this.find(name)) === undefined) throw new CampaignError('not_loaded');
    const { sql, lock, close } = await this.#lock(name);
    try {
      const row = sql.get<CampaignRow>('campaign', name);
      if (row === undefined) throw new CampaignError('not_loaded');
      if (checkCopy) this.#checkCopy(row, lock);
      return { id: row.id, loaded: loadedOf(row), sql, lock, close };
    } catch (error) {
      close();
      throw error;
    }
  }

  #checkCopy({ server, marks }: CampaignRow, lock: CampaignLock): void {
    if (this.#file.path === undefined) return;
    const known = lock.marks();
    // After a power failure the count beside the file may be behind; that of the file itself never is.
    if (server !== this.#file.identity() || known === undefined || known > marks) throw new CampaignError('server_changed');
  }

  async #lock(name: string): Promise<{ sql: Statements; lock: CampaignLock; close(): void }> {
    const lock = await CampaignLock.take(this.#file, name);
    try {
      const sql = await openTables(this.#file, this.#patience);
      const close = () => {
        try {
          // What was deleted is to be gone from the log, too.
          sql.database.prepare('pragma wal_checkpoint(truncate)').get();
        } catch {
          // Someone reads. The next one does it.
        }
        this.#file.done(sql.database);
        lock.release();
      };
      return { sql, lock, close };
    } catch (error) {
      lock.release();
      throw error;
    }
  }
}
