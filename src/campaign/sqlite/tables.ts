import { CampaignError, retryTransient } from '../errors.js';
import type { Loaded } from '../ledger.js';
import { type BatchState, Counts } from '../report.js';
import { loadedOf } from '../stored.js';
import { attempt, type DatabaseFile, type SqliteDatabase, type SqliteStatement, sqliteError } from './database.js';
import { statements, tablesSql, tablesVersion } from './sql.js';

/** A campaign as it is stored. */
export interface CampaignRow extends Omit<Loaded, 'head' | 'numbered'> {
  readonly id: number;
  readonly server: string;
  readonly marks: number;
  readonly head: string;
  readonly numbered: number;
}

/** What was loaded. */
export function loadedIn(row: CampaignRow): Loaded {
  return loadedOf({ ...row, head: JSON.parse(row.head), numbered: row.numbered === 1 });
}

/** The ledger's tables on one connection. Each statement is prepared once. */
export class Tables {
  readonly database: SqliteDatabase;
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  get<Row>(name: keyof typeof statements, ...values: unknown[]): Row | undefined {
    // Bun gives null for no row, others undefined.
    return attempt(() => this.#statement(name).get(...values) ?? undefined);
  }

  all<Row>(name: keyof typeof statements, ...values: unknown[]): Row[] {
    return attempt(() => this.#statement(name).all(...values));
  }

  run(name: keyof typeof statements, ...values: unknown[]): void {
    attempt(() => this.#statement(name).run(...values));
  }

  /**
   * Does some work as one transaction.
   *
   * @param sync - Whether it waits for the disk. Where it does not, a later one that does makes it durable as well.
   */
  transaction<Value>(work: () => Value, sync = true): Value {
    return attempt(() => {
      if (!sync) this.database.exec('pragma synchronous = normal');
      try {
        this.database.exec('begin immediate');
        const value = work();
        this.database.exec('commit');
        return value;
      } catch (error) {
        this.#rollback();
        throw error;
      } finally {
        if (!sync) this.database.exec('pragma synchronous = full');
      }
    });
  }

  /** Counts batches by state; `alive`: whether a process has the campaign, so that what is `sending` is under way. */
  counts({ id, invalid }: Pick<CampaignRow, 'id' | 'invalid'>, alive: boolean): Counts {
    const counts = new Counts(invalid);
    for (const { state, recipients, batches } of this.all<{ state: BatchState; recipients: number; batches: number }>('counts', id))
      counts.add(state === 'sending' && !alive ? 'unknown' : state, recipients, batches);
    return counts;
  }

  #rollback(): void {
    try {
      this.database.exec('rollback');
    } catch {
      // SQLite has done it already, as on a full disk.
    }
  }

  #statement(name: keyof typeof statements): SqliteStatement {
    const statement = this.#prepared.get(name) ?? this.database.prepare(statements[name]);
    this.#prepared.set(name, statement);
    return statement;
  }
}

/** A connection for writing, with the tables. */
export function openTables(file: DatabaseFile): Promise<Tables> {
  return retryTransient(file.patience, () => {
    const database = file.write();
    try {
      const tables = new Tables(database);
      if (!hasTables(database)) tables.transaction(() => database.exec(tablesSql));
      checkVersion(tables);
      return tables;
    } catch (error) {
      file.done(database);
      throw error;
    }
  });
}

/** Looks into the file; `undefined` where there is none, or no tables in it. */
export function readTables<Value>(file: DatabaseFile, look: (tables: Tables) => Value): Promise<Value | undefined> {
  return retryTransient(file.patience, () => {
    if (!file.exists) return undefined;
    const database = file.read();
    try {
      if (!hasTables(database)) return undefined;
      const tables = new Tables(database);
      checkVersion(tables);
      return look(tables);
    } finally {
      file.done(database);
    }
  });
}

function hasTables(database: SqliteDatabase): boolean {
  return attempt(() => database.prepare("select 1 from sqlite_master where type = 'table' and name = 'migrations'").get() != null);
}

/** Refuses tables that this version does not know. */
function checkVersion(tables: Tables): void {
  const version = tables.get<{ version: number | null }>('version')?.version;
  if (version !== tablesVersion) throw new CampaignError('not_migrated', `version ${version ?? 'none'}, not ${tablesVersion}`);
}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit: what is asked for in one turn of the event loop becomes one transaction, with one sync of the disk for all. */
export class GroupCommit {
  readonly #transact: <Value>(work: () => Value) => Value;
  #waiting: Waiting[] = [];

  constructor(transact: <Value>(work: () => Value) => Value) {
    this.#transact = transact;
  }

  run<Value>(work: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      if (this.#waiting.length === 1) nextTurn(() => this.#commit());
    });
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const values = this.#transact(() => group.map(({ work }) => work()));
      for (const [place, { resolve }] of group.entries()) resolve(values[place] as never);
    } catch (error) {
      const worded = sqliteError(error);
      for (const { reject } of group) reject(worded);
    }
  }
}

/** After the answers that came in the meantime, where the runtime lets us. */
const nextTurn = (work: () => void): unknown =>
  (globalThis as { setImmediate?: (work: () => void) => unknown }).setImmediate?.(work) ?? setTimeout(work, 0);
