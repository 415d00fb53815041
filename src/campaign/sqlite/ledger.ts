import { looksLike } from '../../wire/internal.js';
import { isWhole } from '../../wire/options.js';
import { CampaignError, retryTransient } from '../errors.js';
import type { SqlLedger } from '../ledger.js';
import { type OptionChecks, readChecked, readForce } from '../options.js';
import type { BatchState } from '../report.js';
import { type BatchRow, checkRemovable, inPages, resolvedState, storedBatch, unpacked } from '../stored.js';
import { DatabaseFile, type SqliteDatabase } from './database.js';
import { beginLoading, removeCampaign } from './load.js';
import { change, type HeldCampaign, hold, isTaken } from './lock.js';
import { beginSending } from './send.js';
import { lostReason, now, openTables, readTables, type StoredCampaign, type Tables, tablesSql } from './tables.js';

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
 * @param fileOrDatabase - The path of the file, which is made where there is none: a relative one is another file in another
 * working folder. Or an opened database of its own.
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

  const read = async <Value>(name: string, look: (tables: Tables, campaign: StoredCampaign) => Value): Promise<Value> => {
    const found = await readTables(file, (tables) => tables.campaigns(name).map((campaign) => look(tables, campaign)));
    if (!found?.length) throw new CampaignError('not_loaded');
    return found[0] as Value;
  };

  /** Opens a campaign for writing, and ends that where the work with it fails. Refuses a copy of what was loaded, unless told not to. */
  const open = async <Value>(name: string, mayBeCopy: boolean, use: (held: HeldCampaign) => Promise<Value>): Promise<Value> => {
    // Without the lock, and without making a file where there is none.
    await read(name, () => {});
    return hold(file, name, (held) => {
      const { campaign, lock } = held;
      if (campaign === undefined) throw new CampaignError('not_loaded');
      const known = lock.marks();
      // After a power failure the count beside the file may be behind; that of the file itself never is.
      const isCopy = campaign.server !== file.identity() || known === undefined || known > campaign.marks;
      if (isCopy && !mayBeCopy) throw new CampaignError('server_changed');
      return use({ ...held, campaign });
    });
  };

  /** Opens a campaign for some work alone. */
  const during = (name: string, mayBeCopy: boolean, work: (held: HeldCampaign) => unknown): Promise<void> =>
    open(name, mayBeCopy, async (held) => {
      await work(held);
      held.close();
    });

  /** Changes a campaign in one transaction. */
  const write = (name: string, work: (held: HeldCampaign) => void): Promise<void> =>
    during(name, false, (held) => retryTransient(patience, () => change(held, () => work(held))));

  const reportOf = (tables: Tables, campaign: StoredCampaign) =>
    tables.counts(campaign, isTaken(file, campaign.loaded.name)).report();

  /** Batches from one on, in a state or all of them. */
  const pageOf = (tables: Tables, { id, loaded }: StoredCampaign, state: BatchState | undefined, from: number, size: number) => {
    // A batch whose process is gone is stored as `sending`, and shown as `unknown`.
    const stored = state === 'unknown' ? 'sending' : state;
    // Before the rows are read, as a process that ends in between has settled what it was sending.
    const lost = !isTaken(file, loaded.name);
    const rows = tables.all<BatchRow>('batches', id, from, state ?? null, stored ?? null, size);
    return rows.map((row) => storedBatch(lost && row.state === 'sending' ? { ...row, state: 'unknown', reason: lostReason } : row));
  };

  return {
    sql: tablesSql,

    async migrate() {
      file.done((await openTables(file)).database);
    },

    async find(name) {
      return (await readTables(file, (tables) => tables.campaigns(name)))?.[0]?.loaded;
    },

    load: (name) => hold(file, name, (held) => beginLoading(file, name, held)),

    send: (name) => open(name, false, (held) => beginSending(held, patience)),

    report: (name) => read(name, reportOf),

    async *batches(name, state, from = 0) {
      const page = (next: number, size: number) => read(name, (...campaign) => pageOf(...campaign, state, next, size));
      for await (const batch of inPages(from, page)) if (state === undefined || batch.state === state) yield batch;
    },

    async recipients(name, index) {
      const { list, digest } = await read(name, (tables, campaign) => batchOf(tables, campaign, index));
      if (list === null) throw new CampaignError('batch_state', 'its recipients are deleted');
      return unpacked(list, digest, index);
    },

    resolve: (name, index, resolution) =>
      write(name, ({ campaign, tables }) => {
        const { state } = batchOf(tables, campaign, index);
        // Whoever was sending it is gone, since the lock is ours.
        tables.run('resolve', campaign.id, index, resolvedState(state === 'sending' ? 'unknown' : state, resolution), now());
      }),

    cancel: (name) => write(name, ({ campaign, tables }) => tables.run('cancel', campaign.id, now())),

    async campaigns() {
      const listed = (tables: Tables) =>
        tables.campaigns().map((campaign) => ({ name: campaign.loaded.name, report: reportOf(tables, campaign) }));
      return (await readTables(file, listed)) ?? [];
    },

    async remove(name, options) {
      const force = readForce(name, options);
      await during(name, true, async ({ campaign, tables, lock }) => {
        checkRemovable(tables.counts(campaign, false).batches, force);
        await retryTransient(patience, () => removeCampaign(tables, campaign.id));
        lock.setMarks(0);
      });
    },

    adopt: (name) =>
      during(name, true, ({ campaign, tables, lock }) => {
        const row = tables.transaction(() => tables.get<{ marks: number }>('adopt', campaign.id, file.identity()));
        lock.setMarks(row?.marks ?? 0);
      }),
  };
}

const isDatabase = ({ exec, prepare }: Partial<SqliteDatabase>) => typeof exec === 'function' && typeof prepare === 'function';

function batchOf(tables: Tables, { id, loaded }: StoredCampaign, index: number) {
  const row = tables.get<BatchRow & { list: Uint8Array | null; digest: string }>('batch', id, index);
  if (row === undefined) throw new CampaignError('no_batch', `of ${loaded.batches}`);
  return row;
}
