import { isWhole } from '../../wire/options.js';
import { looksLike } from '../../wire/request-body.js';
import { CampaignError, retryTransient } from '../errors.js';
import type { SqlLedger } from '../ledger.js';
import { type OptionChecks, readChecked, readForce } from '../options.js';
import type { BatchState, StoredBatch } from '../report.js';
import { type BatchRow, checkRemovable, resolvedState, storedBatch, unpacked } from '../stored.js';
import { DatabaseFile, type SqliteDatabase } from './database.js';
import { beginCampaign, loadingOf, removeCampaign } from './load.js';
import { type CampaignLock, change, hold, isTaken } from './lock.js';
import { checkStored, type HeldCampaign, sendingOf } from './send.js';
import { type CampaignRow, loadedIn, lostReason, now, openTables, readTables, type Tables, tablesSql } from './tables.js';

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
  const checks: OptionChecks = { patience: [isWhole(0, 2_147_483_647), 'patience'] };
  const isOne = typeof fileOrDatabase === 'string' ? fileOrDatabase !== '' : looksLike(fileOrDatabase, isDatabase);
  const { patience = defaultPatience } = readChecked<SqliteLedgerOptions>(options, checks, {
    file: isOne ? undefined : 'database_expected',
  });
  return ledgerIn(new DatabaseFile(fileOrDatabase, patience));
}

const defaultPatience = 60_000;

const isDatabase = ({ exec, prepare }: Partial<SqliteDatabase>) => typeof exec === 'function' && typeof prepare === 'function';

function ledgerIn(file: DatabaseFile): SqliteLedger {
  return {
    sql: tablesSql,

    async migrate() {
      file.done((await openTables(file)).database);
    },

    async find(name) {
      const row = await readTables(file, (tables) => tables.get<CampaignRow>('campaign', name));
      return row && loadedIn(row);
    },

    async load(name) {
      const held = await hold(file, name);
      try {
        const row = held.tables.get<CampaignRow>('campaign', name);
        return loadingOf(held, row?.id ?? (await beginCampaign(file, name, held)), row && loadedIn(row));
      } catch (error) {
        held.close();
        throw error;
      }
    },

    async send(name) {
      const campaign = await open(file, name);
      const { id, tables } = campaign;
      try {
        await checkStored(campaign);
        await retryTransient(file.patience, () => tables.transaction(() => tables.run('expire', id, lostReason, now())));
        return sendingOf(campaign, file.patience);
      } catch (error) {
        campaign.close();
        throw error;
      }
    },

    report: (name) => read(file, name, (tables, row) => reportOf(file, tables, row)),

    async *batches(name, state, from = 0) {
      for (let next = from; ; ) {
        const page = await read(file, name, (tables, row) => pageOf(file, tables, row, state, next));
        for (const batch of page) if (state === undefined || batch.state === state) yield batch;
        if (page.length < pageSize) return;
        next = (page.at(-1)?.index ?? next) + 1;
      }
    },

    async recipients(name, index) {
      const { list, digest } = await read(file, name, (tables, { id, batches }) => batchOf(tables, id, batches, index));
      if (list === null) throw new CampaignError('batch_state', 'its recipients are deleted');
      return unpacked(list, digest, index);
    },

    resolve: (name, index, resolution) =>
      write(file, name, ({ id, loaded, tables }) => {
        const { state } = batchOf(tables, id, loaded.batches, index);
        // Whoever was sending it is gone, since the lock is ours.
        tables.run('resolve', id, index, resolvedState(state === 'sending' ? 'unknown' : state, resolution), now());
      }),

    cancel: (name) => write(file, name, ({ id, tables }) => tables.run('cancel', id, now())),

    async campaigns() {
      const listed = (tables: Tables) =>
        tables.all<CampaignRow>('campaigns').map((row) => ({ name: row.name, report: reportOf(file, tables, row) }));
      return (await readTables(file, listed)) ?? [];
    },

    async remove(name, options) {
      const force = readForce(name, options);
      await withCampaign(open(file, name, false), async ({ id, loaded, tables, lock }) => {
        checkRemovable(tables.counts({ id, invalid: loaded.invalid }, false).batches, force);
        await retryTransient(file.patience, () => removeCampaign(tables, id));
        lock.setMarks(0);
      });
    },

    adopt: (name) =>
      withCampaign(open(file, name, false), ({ id, tables, lock }) => {
        const row = tables.transaction(() => tables.get<{ marks: number }>('adopt', id, file.identity()));
        lock.setMarks(row?.marks ?? 0);
      }),
  };
}

async function read<Value>(file: DatabaseFile, name: string, look: (tables: Tables, row: CampaignRow) => Value): Promise<Value> {
  const found = await readTables(file, (tables) => {
    const row = tables.get<CampaignRow>('campaign', name);
    return row && { value: look(tables, row) };
  });
  if (found === undefined) throw new CampaignError('not_loaded');
  return found.value;
}

/** Changes a campaign in one transaction. */
function write(file: DatabaseFile, name: string, work: (campaign: HeldCampaign) => void): Promise<void> {
  return withCampaign(open(file, name), (campaign) =>
    retryTransient(file.patience, () => change(campaign, campaign.id, () => work(campaign))),
  );
}

async function withCampaign(opening: Promise<HeldCampaign>, work: (campaign: HeldCampaign) => Promise<void> | void): Promise<void> {
  const campaign = await opening;
  try {
    await work(campaign);
  } finally {
    campaign.close();
  }
}

/** Opens a campaign for writing; unless it is told not to, it refuses a copy of the one that was loaded. */
async function open(file: DatabaseFile, name: string, checkCopy = true): Promise<HeldCampaign> {
  // Without the lock, and without making a file where there is none.
  await read(file, name, () => {});
  const held = await hold(file, name);
  try {
    const row = held.tables.get<CampaignRow>('campaign', name);
    if (row === undefined) throw new CampaignError('not_loaded');
    if (checkCopy && file.path !== undefined) checkOriginal(file, row, held.lock);
    return { ...held, id: row.id, loaded: loadedIn(row) };
  } catch (error) {
    held.close();
    throw error;
  }
}

function checkOriginal(file: DatabaseFile, { server, marks }: CampaignRow, lock: CampaignLock): void {
  const known = lock.marks();
  // After a power failure the count beside the file may be behind; that of the file itself never is.
  if (server !== file.identity() || known === undefined || known > marks) throw new CampaignError('server_changed');
}

function reportOf(file: DatabaseFile, tables: Tables, row: CampaignRow) {
  return tables.counts(row, isTaken(file, row.name)).report();
}

/** How many batches are read at once. */
const pageSize = 500;

/** Batches from one on, in a state or all of them. */
function pageOf(
  file: DatabaseFile,
  tables: Tables,
  { id, name }: CampaignRow,
  state: BatchState | undefined,
  from: number,
): StoredBatch[] {
  // A batch whose process is gone is stored as `sending`, and shown as `unknown`.
  const rows =
    state === undefined
      ? tables.all<BatchRow>('batches', id, from, pageSize)
      : tables.all<BatchRow>('batchesIn', id, from, state, state === 'unknown' ? 'sending' : state, pageSize);
  const lost = rows.some((row) => row.state === 'sending') && !isTaken(file, name);
  return rows.map((row) => storedBatch(lost && row.state === 'sending' ? { ...row, state: 'unknown', reason: lostReason } : row));
}

function batchOf(tables: Tables, id: number, batches: number, index: number) {
  const row = tables.get<BatchRow & { list: Uint8Array | null; digest: string }>('batch', id, index);
  if (row === undefined) throw new CampaignError('no_batch', `of ${batches}`);
  return row;
}
