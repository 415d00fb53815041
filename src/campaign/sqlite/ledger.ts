import { CampaignError, retryTransient } from '../errors.js';
import type { ListedCampaign, Loaded, Loading, RemoveOptions, Sending, SqlLedger } from '../ledger.js';
import { isWhole, type OptionChecks, optionFaults, readChecked, readForce } from '../options.js';
import { type BatchState, type Report, type Resolution, resolvedState, type StoredBatch } from '../report.js';
import { type BatchRow, checkRemovable, storedBatch, unpacked } from '../stored.js';
import { DatabaseFile, type SqliteDatabase } from './database.js';
import { beginCampaign, removeCampaign, SqliteLoading } from './load.js';
import { CampaignLock, change, hold } from './lock.js';
import { checkStored, type HeldCampaign, now, SqliteSending } from './send.js';
import { lostReason, tablesSql } from './sql.js';
import { type CampaignRow, loadedIn, openTables, readTables, type Tables } from './tables.js';

/** Options of `sqliteLedger`. */
export interface SqliteLedgerOptions {
  /**
   * For how many milliseconds a send tries again what the disk or the database refuses for a while: an answer that came is
   * written down all the same.
   *
   * @defaultValue 60000
   */
  readonly patience?: number | undefined;
}

/** A ledger in a SQLite file. */
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
 */
export function sqliteLedger(fileOrDatabase: string | SqliteDatabase, options: SqliteLedgerOptions = {}): SqliteLedger {
  const faults = optionFaults();
  const checks: OptionChecks = { patience: [isWhole(0, 2_147_483_647), 'patience'] };
  const { patience = defaultPatience } = readChecked<SqliteLedgerOptions>(options, checks, faults);
  if (!isDatabase(fileOrDatabase)) faults.add('database_expected', 'file');
  faults.throwIfAny();
  return new FileLedger(new DatabaseFile(fileOrDatabase, patience));
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

interface StoredRow extends BatchRow {
  readonly list: Uint8Array | null;
  readonly digest: string;
}

class FileLedger implements SqliteLedger {
  readonly sql = tablesSql;
  readonly #file: DatabaseFile;

  constructor(file: DatabaseFile) {
    this.#file = file;
  }

  async migrate(): Promise<void> {
    this.#file.done((await openTables(this.#file)).database);
  }

  async find(name: string): Promise<Loaded | undefined> {
    const row = await readTables(this.#file, (tables) => tables.get<CampaignRow>('campaign', name));
    return row && loadedIn(row);
  }

  async load(name: string): Promise<Loading> {
    const held = await hold(this.#file, name);
    try {
      const row = held.tables.get<CampaignRow>('campaign', name);
      return new SqliteLoading(held, row?.id ?? (await beginCampaign(this.#file, name, held)), row && loadedIn(row));
    } catch (error) {
      held.close();
      throw error;
    }
  }

  async send(name: string): Promise<Sending> {
    const campaign = await this.#open(name);
    const { id, tables } = campaign;
    try {
      await checkStored(campaign);
      await this.#retry(() => tables.transaction(() => tables.run('expire', id, lostReason, now())));
      return new SqliteSending(campaign, this.#file.patience);
    } catch (error) {
      campaign.close();
      throw error;
    }
  }

  report(name: string): Promise<Report> {
    return this.#read(name, (tables, row) => this.#reportOf(tables, row));
  }

  async *batches(name: string, state?: BatchState, from = 0): AsyncGenerator<StoredBatch, void, undefined> {
    for (let next = from; ; ) {
      const page = await this.#read(name, (tables, row) => this.#page(tables, row, state, next));
      for (const batch of page) if (state === undefined || batch.state === state) yield batch;
      if (page.length < pageSize) return;
      next = (page.at(-1)?.index ?? next) + 1;
    }
  }

  async recipients(name: string, index: number): Promise<Uint8Array> {
    const { list, digest } = await this.#read(name, (tables, row) => batchOf(tables, row, index));
    if (list === null) throw new CampaignError('batch_state', 'its recipients are deleted');
    return unpacked(list, digest, index);
  }

  async resolve(name: string, index: number, resolution: Resolution): Promise<void> {
    await this.#change(name, ({ id, loaded, tables }) => {
      const { state } = batchOf(tables, { id, batches: loaded.batches }, index);
      // Whoever was sending it is gone, since the lock is ours.
      tables.run('resolve', id, index, resolvedState(state === 'sending' ? 'unknown' : state, resolution), now());
    });
  }

  async cancel(name: string): Promise<void> {
    await this.#change(name, ({ id, tables }) => tables.run('cancel', id, now()));
  }

  async campaigns(): Promise<readonly ListedCampaign[]> {
    const listed = await readTables(this.#file, (tables) =>
      tables.all<CampaignRow>('campaigns').map((row) => ({ name: row.name, report: this.#reportOf(tables, row) })),
    );
    return listed ?? [];
  }

  async remove(name: string, options?: RemoveOptions): Promise<void> {
    const force = readForce(name, options);
    const { id, loaded, tables, close } = await this.#open(name, false);
    try {
      checkRemovable(tables.counts({ id, invalid: loaded.invalid }, false).batches, force);
      await this.#retry(() => removeCampaign(tables, id));
    } finally {
      close();
    }
  }

  async adopt(name: string): Promise<void> {
    const { id, tables, lock, close } = await this.#open(name, false);
    try {
      const row = tables.transaction(() => tables.get<{ marks: number }>('adopt', id, this.#file.identity()));
      lock.begin(row?.marks ?? 0);
    } finally {
      close();
    }
  }

  /** Looks at a campaign. */
  async #read<Value>(name: string, look: (tables: Tables, row: CampaignRow) => Value): Promise<Value> {
    const found = await readTables(this.#file, (tables) => {
      const row = tables.get<CampaignRow>('campaign', name);
      return row && { value: look(tables, row) };
    });
    if (found === undefined) throw new CampaignError('not_loaded');
    return found.value;
  }

  #reportOf(tables: Tables, row: CampaignRow): Report {
    return tables.counts(row, CampaignLock.taken(this.#file, row.name)).report();
  }

  /** Batches from one on, in a state or all of them. */
  #page(tables: Tables, { id, name }: CampaignRow, state: BatchState | undefined, from: number): StoredBatch[] {
    // Those of a process that is gone are stored as `sending`.
    const rows =
      state === undefined
        ? tables.all<BatchRow>('batches', id, from, pageSize)
        : tables.all<BatchRow>('batchesIn', id, from, state, state === 'unknown' ? 'sending' : state, pageSize);
    const lost = rows.some((row) => row.state === 'sending') && !CampaignLock.taken(this.#file, name);
    return rows.map((row) => storedBatch(lost && row.state === 'sending' ? { ...row, state: 'unknown', reason: lostReason } : row));
  }

  #retry<Value>(work: () => Value): Promise<Value> {
    return retryTransient(this.#file.patience, work);
  }

  async #change(name: string, work: (campaign: HeldCampaign) => void): Promise<void> {
    const campaign = await this.#open(name);
    try {
      await this.#retry(() => change(campaign, campaign.id, () => work(campaign)));
    } finally {
      campaign.close();
    }
  }

  /** Opens a campaign for writing; unless it is told not to, it refuses a copy of the one that was loaded. */
  async #open(name: string, checkCopy = true): Promise<HeldCampaign> {
    if ((await this.find(name)) === undefined) throw new CampaignError('not_loaded');
    const held = await hold(this.#file, name);
    try {
      const row = held.tables.get<CampaignRow>('campaign', name);
      if (row === undefined) throw new CampaignError('not_loaded');
      if (checkCopy) this.#checkCopy(row, held.lock);
      return { ...held, id: row.id, loaded: loadedIn(row) };
    } catch (error) {
      held.close();
      throw error;
    }
  }

  #checkCopy({ server, marks }: CampaignRow, lock: CampaignLock): void {
    if (this.#file.path === undefined) return;
    const known = lock.marks();
    // After a power failure the count beside the file may be behind; that of the file itself never is.
    if (server !== this.#file.identity() || known === undefined || known > marks) throw new CampaignError('server_changed');
  }
}

function batchOf(tables: Tables, { id, batches }: Pick<CampaignRow, 'id' | 'batches'>, index: number): StoredRow {
  const row = tables.get<StoredRow>('batch', id, index);
  if (row === undefined) throw new CampaignError('no_batch', `of ${batches}`);
  return row;
}
