import { throwIssue } from '../../wire/errors.js';
import { builtin, looksLike } from '../../wire/internal.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError, TransientError } from '../errors.js';

/** An opened database of better-sqlite3, libsql or node:sqlite, by its shape. */
export interface SqliteDatabase {
  /** Runs statements. */
  exec(sql: string): unknown;
  /** Prepares a statement. */
  prepare(sql: string): SqliteStatement;
  /** Closes it. */
  close(): unknown;
}

/** A prepared statement, by its shape. */
export interface SqliteStatement {
  /** The first row. */
  get(...values: any[]): any;
  /** All rows. */
  all(...values: any[]): any[];
  /** Tells how many rows changed. */
  run(...values: any[]): any;
}

/** A SQLite file, or a database that the caller opened. */
export class DatabaseFile {
  /** The path; `undefined` for a database in memory. */
  readonly path: string | undefined;
  readonly #open: (path: string, readOnly: boolean) => SqliteDatabase;
  readonly #given: SqliteDatabase | undefined;

  /** @param patience - For how long what fails only for a while is tried again, in milliseconds. */
  constructor(
    fileOrDatabase: string | SqliteDatabase,
    readonly patience: number,
  ) {
    if (typeof fileOrDatabase === 'string') {
      const sqlite = builtin<any>('node:sqlite');
      // workerd has the module and its names, but nothing that can be opened.
      const opens = ({ DatabaseSync }: any) => {
        new DatabaseSync(':memory:').close();
        return true;
      };
      if (!looksLike<any>(sqlite, opens)) throwIssue(campaignRules, 'no_sqlite', 'file');
      if (fileOrDatabase === ':memory:') this.#given = new sqlite.DatabaseSync(fileOrDatabase);
      else this.path = builtin<any>('node:path').resolve(fileOrDatabase);
      this.#open = (path, readOnly) => new sqlite.DatabaseSync(path, { readOnly });
    } else {
      const Database = fileOrDatabase.constructor as new (path: string, options: object) => SqliteDatabase;
      this.#given = fileOrDatabase;
      const databases = attempt(() => prepare(fileOrDatabase, 'pragma database_list').all());
      // Those of sqlite3, D1 and Turso answer later, and cannot keep a ledger.
      if (!Array.isArray(databases)) throwIssue(campaignRules, 'database_expected', 'file');
      this.path = databases.find(({ name }) => name === 'main')?.file || undefined;
      // The others refuse the spelling of node:sqlite, which alone opens a database by a method.
      const spelling = typeof (fileOrDatabase as { open?: unknown }).open === 'function' ? 'readOnly' : 'readonly';
      this.#open = (path, readOnly) => new Database(path, { [spelling]: readOnly });
    }
  }

  /** Whether there is something to read. */
  get exists(): boolean {
    if (this.#given !== undefined || !fs().existsSync(this.path)) return this.#given !== undefined;
    // Told at once: SQLite's own words for these are waited for, as they may be of what passes. Deno may not tell who we are.
    try {
      fs().accessSync(this.path, fs().constants.R_OK);
    } catch (error) {
      if (codeOf(error) === 'EACCES') throw sqliteError(error);
    }
    return !fs().statSync(this.path).isDirectory() || throwIssue(campaignRules, 'database_expected', 'file');
  }

  /** Which file this is: another one for a copy, also where it lies in the same place or is reached by another path. */
  identity(): string {
    if (this.path === undefined) return 'memory';
    return attempt(
      () => `${fs().realpathSync.native(this.path as string)} ${fs().statSync(this.path as string, { bigint: true }).ino}`,
    );
  }

  /** Opens it for writing, and makes the file where there is none. Each connection is closed by {@link done}. */
  write(): SqliteDatabase {
    return attempt(() => {
      const database = this.#given ?? this.#open(privateFile(this.path as string), false);
      database.exec('pragma busy_timeout = 100; pragma synchronous = full; pragma secure_delete = on; pragma trusted_schema = off');
      database.prepare('pragma journal_mode = wal').get();
      return database;
    });
  }

  /** Opens it for reading, also on a file system that cannot be written to. */
  read(): SqliteDatabase {
    if (this.#given !== undefined) return this.#given;
    const path = this.path as string;
    const look = (name: string): SqliteDatabase => {
      const database = this.#open(name, true);
      database.exec('pragma busy_timeout = 1000');
      database.prepare('select count(*) from sqlite_master').get();
      return database;
    };
    return attempt(() => {
      try {
        return look(path);
      } catch (error) {
        // Where nothing can be written SQLite cannot share a file with writers. Without a write-ahead log there are none.
        const log = `${path}-wal`;
        const alone = !fs().existsSync(log) || fs().statSync(log, { bigint: true }).size === 0n;
        if (!alone || codeOf(error) !== 'SQLITE_CANTOPEN') throw error;
        return look(`file:${encodeURI(path).replaceAll('?', '%3f').replaceAll('#', '%23')}?immutable=1`);
      }
    });
  }

  /** Ends the use of a connection. */
  done(database: SqliteDatabase): void {
    if (database !== this.#given) database.close();
  }

  /** Opens another file beside this one, with the same kind of database. */
  openBeside(name: string): SqliteDatabase {
    return this.#open(privateFile(`${this.path}.${name}`), false);
  }

  /** Opens such a file for reading; `undefined` where there is none. */
  lookBeside(name: string): SqliteDatabase | undefined {
    const path = `${this.path}.${name}`;
    return fs().existsSync(path) ? this.#open(path, true) : undefined;
  }

  /** The key of what exists once in a process, as a database in memory. */
  get key(): object {
    return this.#given ?? this;
  }
}

/**
 * Makes a file that is its owner's alone, where there is none. It is linked into its place, as a process that closes a
 * file once more lets go of all its locks of it.
 */
function privateFile(path: string): string {
  if (fs().existsSync(path)) return path;
  const parent = path.replace(/[\\/][^\\/]*$/, '');
  if (parent !== '' && parent !== path) fs().mkdirSync(parent, { recursive: true, mode: 0o700 });
  const fresh = `${path}.${crypto.randomUUID()}`;
  fs().closeSync(fs().openSync(fresh, 'wx', 0o600));
  try {
    fs().linkSync(fresh, path);
  } catch (error) {
    // Another process was faster, or the file system has no links.
    if (!fs().existsSync(path)) {
      if ((error as { code?: string }).code === 'ENOSPC') throw error;
      fs().renameSync(fresh, path);
    }
  } finally {
    if (fs().existsSync(fresh)) fs().unlinkSync(fresh);
  }
  return path;
}

const fs = () => builtin<any>('node:fs');

/**
 * Prepares a statement for whatever database this is: its rows are objects and its numbers are numbers, also where the
 * database was told to give others, and each value is given as often as its number stands in the SQL, since better-sqlite3
 * takes numbered parameters for named ones.
 */
export function prepare(database: SqliteDatabase, sql: string): SqliteStatement {
  const statement = database.prepare(sql.replace(/\?\d/g, '?'));
  for (const otherwise of ['safeIntegers', 'setReadBigInts', 'setReturnArrays'])
    (statement as unknown as Record<string, undefined | ((on: boolean) => unknown)>)[otherwise]?.(false);
  const places = Array.from(sql.matchAll(/\?(\d)/g), ([, number]) => Number(number) - 1);
  const given = (values: unknown[]) => (places.length === 0 ? values : places.map((place) => values[place]));
  return {
    get: (...values) => statement.get(...given(values)),
    all: (...values) => statement.all?.(...given(values)),
    run: (...values) => statement.run(...given(values)),
  };
}

/** Does something with a database, and words its failure. */
export function attempt<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw sqliteError(error);
  }
}

/** What a failure of SQLite means. Its message stays out: it may hold what was written. */
export function sqliteError(error: unknown): unknown {
  if (error instanceof CampaignError) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  if (damaged.test(code)) return new CampaignError('ledger_damaged', code);
  if (/^no such (?:table|column)/.test(String((error as Error).message)))
    return new CampaignError('not_migrated', code, [], 'give the ledger a file of its own, or put its file back from a copy');
  return new (transient.test(code) ? TransientError : CampaignError)('ledger_unavailable', code, [], waysOut[code]);
}

/** Where the usual way out would lead astray. */
const waysOut: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another program has the file locked, as a shell of SQLite in a transaction does: end that, then go on',
  SQLITE_READONLY:
    'the file, its folder or the database was opened for reading alone: see to it that it may be written, then go on',
};

/** The primary result codes by their numbers. https://www.sqlite.org/rescode.html */
const resultCodes = [
  'OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY SCHEMA',
  'TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB',
]
  .join(' ')
  .split(' ');
export const damaged = /^SQLITE_(?:CORRUPT|NOTADB)$/;
const transient = /^(?:SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOMEM|PROTOCOL)|ENOSPC|EMFILE|ENFILE)$/;

/** The primary result code of an error of SQLite, or the system's own code. */
export function codeOf(error: unknown): string | undefined {
  const { errcode, rawCode, errno, code, message } = (error ?? {}) as Record<string, unknown>;
  const number = [errcode, rawCode, errno].find((value) => typeof value === 'number' && value > 0) as number | undefined;
  if (number !== undefined && resultCodes[number & 0xff] !== undefined) return `SQLITE_${resultCodes[number & 0xff]}`;
  const name = typeof code === 'string' ? /^(?:SQLITE_[A-Z]+|E[A-Z]{2,})/.exec(code)?.[0] : undefined;
  if (name !== undefined && name !== 'ERR') return name;
  if (typeof message !== 'string') return undefined;
  if (/(?:connection|database) is not open|closed database/.test(message)) return 'the database was closed';
  // libsql, of a file that cannot be opened.
  return message.startsWith('ConnectionFailed') ? 'SQLITE_CANTOPEN' : undefined;
}
