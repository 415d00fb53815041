import { CampaignError } from '../errors.js';
import { attempt, type DatabaseFile, type SqliteDatabase } from './database.js';

/** How often the lock of a campaign is tried: whoever only looks whether it is taken holds it for less than this. */
const tries = 5;
const pause = 10;

/** Campaigns of databases in memory, which only this process has. */
const held = /* @__PURE__ */ new WeakMap<object, Set<string>>();

/**
 * The right to write a campaign: an exclusive lock of SQLite on a file of its own, which the operating system drops with
 * the process, however it ended. The file also counts the transactions of the campaign, so that an older copy of the
 * database in the place of the newer one is noticed.
 */
export class CampaignLock {
  readonly #release: () => void;
  readonly #file: SqliteDatabase | undefined;

  private constructor(file: SqliteDatabase | undefined, release: () => void) {
    this.#file = file;
    this.#release = release;
  }

  /** Takes it, or throws `ledger_busy` at once. */
  static async take(file: DatabaseFile, name: string): Promise<CampaignLock> {
    const path = lockPath(file, name);
    if (path === undefined) return CampaignLock.#inMemory(file, name);
    for (let attempts = 1; ; attempts++) {
      const database = attempt(() => file.openBeside(path, false));
      try {
        // The lock outlasts the transaction. Nothing in this file is worth a journal or a sync.
        database.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive');
        database.prepare('pragma journal_mode = off').get();
        database.exec(
          'pragma synchronous = off; begin exclusive; create table if not exists marks (id integer primary key check (id = 1), marks integer not null); commit',
        );
        return new CampaignLock(database, () => {
          // A statement that was not collected yet keeps a closed database of libsql, and its lock.
          database.exec('pragma locking_mode = normal; select count(*) from marks');
          database.close();
        });
      } catch (error) {
        database.close();
        if (!isBusy(error)) throw attempt(() => raise(error));
        if (attempts === tries) throw new CampaignError('ledger_busy');
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Whether a process has it. */
  static taken(file: DatabaseFile, name: string): boolean {
    const path = lockPath(file, name);
    if (path === undefined) return held.get(file.key)?.has(name.toLowerCase()) === true;
    let database: SqliteDatabase | undefined;
    try {
      database = file.openBeside(path, true);
      database?.exec('pragma busy_timeout = 0');
      database?.prepare('select count(*) from sqlite_master').get();
      return false;
    } catch (error) {
      return isBusy(error);
    } finally {
      database?.close();
    }
  }

  static #inMemory(file: DatabaseFile, name: string): CampaignLock {
    const names = held.get(file.key) ?? new Set();
    held.set(file.key, names);
    const key = name.toLowerCase();
    if (names.has(key)) throw new CampaignError('ledger_busy');
    names.add(key);
    return new CampaignLock(undefined, () => names.delete(key));
  }

  /** How many transactions of the campaign there were; `undefined` where the file was made anew. */
  marks(): number | undefined {
    return attempt(() => this.#file?.prepare('select marks from marks').get()?.marks);
  }

  /** Begins to count. */
  begin(marks: number): void {
    attempt(() =>
      this.#file?.prepare('insert into marks values (1, ?) on conflict (id) do update set marks = excluded.marks').run(marks),
    );
  }

  /** Notes how many there are. */
  note(marks: number): void {
    try {
      this.begin(marks);
    } catch {
      // The count stays behind: that only makes fewer copies noticed.
    }
  }

  release(): void {
    this.#release();
  }
}

function lockPath(file: DatabaseFile, name: string): string | undefined {
  return file.beside(`${name.toLowerCase()}.lock`);
}

function isBusy(error: unknown): boolean {
  const { errcode, rawCode, code } = error as { errcode?: number; rawCode?: number; code?: unknown };
  return ((errcode ?? rawCode ?? 0) & 0xff) === 5 || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
}

function raise(error: unknown): never {
  throw error;
}
