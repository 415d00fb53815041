import { isWhole } from '../../wire/options.js';
import { looksLike } from '../../wire/request-body.js';
import { CampaignError, retryTransient } from '../errors.js';
import type { SqlLedger } from '../ledger.js';
import { type OptionChecks, readChecked, readForce } from '../options.js';
import type { BatchState } from '../report.js';
import { type BatchRow, checkRemovable, inPages, resolvedState, storedBatch, unpacked } from '../stored.js';
import { DatabaseFile, type SqliteDatabase } from './database.js';
import { beginLoading, removeCampaign } from './load.js';
import { change, hold, isTaken } from './lock.js';
import { beginSending, type HeldCampaign } from './send.js';
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
 * @throws {@link InvalidInputError} `database_expected`, `no_sqlite`, `patience`, `options_expected`, `unknown_option`.
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
  const { patience = 60_000 } = readChecked<SqliteLedgerOptions>(options, checks, {
    file: isOne ? undefined : 'database_expected',
  });
  const file = new DatabaseFile(fileOrDatabase, patience);

  const read = async <Value>(name: string, look: (tables: Tables, row: CampaignRow) => Value): Promise<Value> => {
    const found = await readTables(file, (tables) => {
      const row = tables.get<CampaignRow>('campaign', name);
      return row && { value: look(tables, row) };
    });
    if (found === undefined) throw new CampaignError('not_loaded');
    return found.value;
  };

  /** Opens a campaign for writing, and ends that where the work with it fails. Refuses a copy of what was loaded, unless told not to. */
  const open = async <Value>(name: string, mayBeCopy: boolean, use: (campaign: HeldCampaign) => Promise<Value>): Promise<Value> => {
    // Without the lock, and without making a file where there is none.
    await read(name, () => {});
    return hold(file, name, (held) => {
      const { row } = held;
      if (row === undefined) throw new CampaignError('not_loaded');
      const known = held.lock.marks();
      // After a power failure the count beside the file may be behind; that of the file itself never is.
      const isCopy = row.server !== file.identity() || known === undefined || known > row.marks;
      if (isCopy && !mayBeCopy) throw new CampaignError('server_changed');
      return use({ ...held, id: row.id, loaded: loadedIn(row) });
    });
  };

  /** Changes a campaign in one transaction. */
  const write = (name: string, work: (campaign: HeldCampaign) => void): Promise<void> =>
    open(name, false, async (campaign) => {
      await retryTransient(patience, () => change(campaign, campaign.id, () => work(campaign)));
      campaign.close();
    });

  const reportOf = (tables: Tables, row: CampaignRow) => tables.counts(row, isTaken(file, row.name)).report();

  /** Batches from one on, in a state or all of them. */
  const pageOf = (tables: Tables, { id, name }: CampaignRow, state: BatchState | undefined, from: number, size: number) => {
    // A batch whose process is gone is stored as `sending`, and shown as `unknown`.
    const stored = state === 'unknown' ? 'sending' : state;
    const rows = tables.all<BatchRow>('batches', id, from, state ?? null, stored ?? null, size);
    const lost = rows.some((row) => row.state === 'sending') && !isTaken(file, name);
    return rows.map((row) => storedBatch(lost && row.state === 'sending' ? { ...row, state: 'unknown', reason: lostReason } : row));
  };

  return {
    sql: tablesSql,

    async migrate() {
      file.done((await openTables(file)).database);
    },

    async find(name) {
      const row = await readTables(file, (tables) => tables.get<CampaignRow>('campaign', name));
      return row && loadedIn(row);
    },

    load: (name) => hold(file, name, (held) => beginLoading(file, name, held)),

    send: (name) => open(name, false, (campaign) => beginSending(campaign, patience)),

    report: (name) => read(name, reportOf),

    async *batches(name, state, from = 0) {
      const page = (next: number, size: number) => read(name, (tables, row) => pageOf(tables, row, state, next, size));
      for await (const batch of inPages(from, page)) if (state === undefined || batch.state === state) yield batch;
    },

    async recipients(name, index) {
      const { list, digest } = await read(name, (tables, { id, batches }) => batchOf(tables, id, batches, index));
      if (list === null) throw new CampaignError('batch_state', 'its recipients are deleted');
      return unpacked(list, digest, index);
    },

    resolve: (name, index, resolution) =>
      write(name, ({ id, loaded, tables }) => {
        const { state } = batchOf(tables, id, loaded.batches, index);
        // Whoever was sending it is gone, since the lock is ours.
        tables.run('resolve', id, index, resolvedState(state === 'sending' ? 'unknown' : state, resolution), now());
      }),

    cancel: (name) => write(name, ({ id, tables }) => tables.run('cancel', id, now())),

    async campaigns() {
      const listed = (tables: Tables) =>
        tables.all<CampaignRow>('campaigns').map((row) => ({ name: row.name, report: reportOf(tables, row) }));
      return (await readTables(file, listed)) ?? [];
    },

    async remove(name, options) {
      const force = readForce(name, options);
      await open(name, true, async ({ id, loaded, tables, lock, close }) => {
        checkRemovable(tables.counts({ id, invalid: loaded.invalid }, false).batches, force);
        await retryTransient(patience, () => removeCampaign(tables, id));
        lock.setMarks(0);
        close();
      });
    },

    adopt: (name) =>
      open(name, true, async ({ id, tables, lock, close }) => {
        const row = tables.transaction(() => tables.get<{ marks: number }>('adopt', id, file.identity()));
        lock.setMarks(row?.marks ?? 0);
        close();
      }),
  };
}

const isDatabase = ({ exec, prepare }: Partial<SqliteDatabase>) => typeof exec === 'function' && typeof prepare === 'function';

function batchOf(tables: Tables, id: number, batches: number, index: number) {
  const row = tables.get<BatchRow & { list: Uint8Array | null; digest: string }>('batch', id, index);
  if (row === undefined) throw new CampaignError('no_batch', `of ${batches}`);
  return row;
}
