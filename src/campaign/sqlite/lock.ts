import { CampaignError, retryTransient, TransientError } from '../errors.js';
import { attempt, codeOf, type DatabaseFile, damaged, type SqliteDatabase, sqliteError } from './database.js';
import { openTables, type StoredCampaign, type Tables } from './tables.js';

/** For how many milliseconds the lock of a campaign is tried: whoever only looks whether it is taken holds it for less. */
const patience = 160;

/** Takes it, or throws `ledger_busy`. */
export function takeLock(file: DatabaseFile, name: string): Promise<CampaignLock> {
  return retryTransient(patience, () => {
    if (file.path === undefined) return lockInMemory(file, name);
    const database = attempt(() => file.openBeside(lockName(name)));
    try {
      // In this mode the lock is kept after the transaction. A count that is lost makes fewer copies noticed: no journal, no sync.
      database.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive');
      database.prepare('pragma journal_mode = off').get();
      database.exec(`pragma synchronous = off; begin exclusive;
        create table if not exists marks (id integer primary key check (id = 1), marks integer not null); commit`);
      return lockIn(database);
    } catch (error) {
      database.close();
      if (damaged.test(codeOf(error) ?? '')) throw new CampaignError('ledger_damaged', `….${lockName(name)}`, [], lockDamaged);
      throw isBusy(error) ? new TransientError('ledger_busy') : sqliteError(error);
    }
  });
}

const lockDamaged =
  'delete that file, which lies beside the database, compare the report with the account, then call ledger.adopt(name)';

/**
 * The right to write a campaign: an exclusive lock of SQLite on a file of its own, which the operating system drops with
 * the process, however it ended. The file also counts the transactions of the campaign, so that an older copy of the
 * database in the place of the newer one is noticed.
 */
type CampaignLock = ReturnType<typeof lockIn>;

function lockIn(database: SqliteDatabase) {
  const insert = database.prepare('insert into marks values (1, ?) on conflict (id) do update set marks = excluded.marks');
  return {
    /** How many transactions of the campaign there were; `undefined` where the file was made anew. */
    marks: (): number | undefined => attempt(() => database.prepare('select marks from marks').get()?.marks),
    setMarks: (marks: number): void => attempt(() => insert.run(marks)),
    release(): void {
      // A statement that was not collected yet keeps a closed database of libsql, and its lock.
      database.exec('pragma locking_mode = normal; select count(*) from marks');
      database.close();
    },
  };
}

/** Campaigns of databases in memory, which only this process has. */
const inMemory = /* @__PURE__ */ new WeakMap<object, Set<string>>();

function lockInMemory(file: DatabaseFile, name: string): CampaignLock {
  const key = name.toLowerCase();
  const names = inMemory.get(file.key) ?? new Set();
  inMemory.set(file.key, names);
  if (names.has(key)) throw new CampaignError('ledger_busy');
  names.add(key);
  return { marks: () => 0, setMarks: () => {}, release: () => void names.delete(key) };
}

/** Whether a process has the lock of a campaign. */
export function isTaken(file: DatabaseFile, name: string): boolean {
  if (file.path === undefined) return inMemory.get(file.key)?.has(name.toLowerCase()) === true;
  let database: SqliteDatabase | undefined;
  try {
    database = file.lookBeside(lockName(name));
    database?.exec('pragma busy_timeout = 0');
    database?.prepare('select count(*) from sqlite_master').get();
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    database?.close();
  }
}

/** How the file of a lock is called, behind the name of the database's. */
export const lockName = (name: string): string => `${name.toLowerCase()}.lock`;
const isBusy = (error: unknown): boolean => codeOf(error) === 'SQLITE_BUSY';

/** A campaign that this process alone may write. */
export interface Held {
  readonly tables: Tables;
  readonly lock: CampaignLock;
  /** Undefined where it is not loaded. */
  readonly campaign: StoredCampaign | undefined;
  /** Ends the use of both. */
  close(): void;
}

/** One that is loaded. */
export type HeldCampaign = Held & { readonly campaign: StoredCampaign };

/** Takes a campaign for writing, or throws `ledger_busy` at once. It is closed where the use of it fails. */
export async function hold<Value>(file: DatabaseFile, name: string, use: (held: Held) => Promise<Value>): Promise<Value> {
  const lock = await takeLock(file, name);
  let close = lock.release;
  try {
    const tables = await openTables(file);
    close = () => {
      try {
        // What was deleted is to be gone from the log, too.
        tables.database.prepare('pragma wal_checkpoint(truncate)').get();
      } catch {
        // Someone reads. The next one does it.
      }
      file.done(tables.database);
      lock.release();
    };
    return await use({ tables, lock, close, campaign: tables.campaigns(name)[0] });
  } catch (error) {
    close();
    throw error;
  }
}

/** Changes a campaign in one transaction, and counts it. */
export function change<Value>({ tables, lock, campaign }: HeldCampaign, work: () => Value): Value {
  let marks = 0;
  const value = tables.transaction(() => {
    marks = tables.get<{ marks: number }>('mark', campaign.id)?.marks ?? 0;
    return work();
  });
  try {
    lock.setMarks(marks);
  } catch {
    // The count in the lock's file stays behind that of the database: fewer copies are noticed.
  }
  return value;
}
