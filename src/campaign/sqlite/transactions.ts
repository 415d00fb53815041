import { attempt, type SqliteDatabase, type SqliteStatement, sqliteError } from './database.js';
import { statements } from './sql.js';

type Name = keyof typeof statements;

/** Prepares each statement once. */
export class Statements {
  readonly database: SqliteDatabase;
  readonly #prepared = new Map<Name, SqliteStatement>();

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  get<Row>(name: Name, ...values: unknown[]): Row | undefined {
    // Bun gives null for no row, others undefined.
    return attempt(() => (this.#statement(name).get(...values) as Row | undefined | null) ?? undefined);
  }

  all<Row>(name: Name, ...values: unknown[]): Row[] {
    return attempt(() => this.#statement(name).all(...values) as Row[]);
  }

  run(name: Name, ...values: unknown[]): void {
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

  #rollback(): void {
    try {
      this.database.exec('rollback');
    } catch {
      // SQLite has done it already, as on a full disk.
    }
  }

  #statement(name: Name): SqliteStatement {
    let statement = this.#prepared.get(name);
    if (statement === undefined) {
      statement = this.database.prepare(statements[name]);
      this.#prepared.set(name, statement);
    }
    return statement;
  }
}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** How groups of work are committed. */
export interface GroupOptions {
  /** Runs at the beginning of each transaction. */
  readonly before?: () => void;
  /** Runs once it is committed. */
  readonly after?: () => void;
  /** Whether each waits for the disk. */
  readonly sync: boolean;
}

/** Group commit: what is asked for in one turn of the event loop becomes one transaction, with one sync of the disk for all. */
export class GroupCommit {
  readonly #sql: Statements;
  readonly #options: GroupOptions;
  #waiting: Waiting[] = [];

  constructor(sql: Statements, options: GroupOptions) {
    this.#sql = sql;
    this.#options = options;
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
    let values: unknown[];
    try {
      values = this.#sql.transaction(() => {
        this.#options.before?.();
        return group.map(({ work }) => work());
      }, this.#options.sync);
      this.#options.after?.();
    } catch (error) {
      const worded = sqliteError(error);
      for (const { reject } of group) reject(worded);
      return;
    }
    for (const [place, { resolve }] of group.entries()) resolve(values[place] as never);
  }
}

/** After the answers that came in the meantime, where the runtime lets us. */
const nextTurn = (work: () => void): unknown =>
  (globalThis as { setImmediate?: (work: () => void) => unknown }).setImmediate?.(work) ?? setTimeout(work, 0);
