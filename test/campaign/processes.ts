import Database from 'libsql';
import { type Ledger, type SqliteLedger, sqliteLedger } from 'viber-mailing/campaign';

/** A ledger as another process has it, which can be ended without a word. */
export interface Killable {
  readonly ledger: SqliteLedger;
  /** Ends it: nothing is written down any more, and the system lets go of its locks. */
  kill(): void;
  /** Runs SQL in the same file, as a person with the shell of SQLite may. */
  run(sql: string): void;
  /** Reads with SQL. */
  read<Row>(sql: string): Row[];
}

/** The ledger of a process of its own in a file: on Node 20 that is a database of libsql. */
export function ledgerIn(file: string, patience?: number): Killable {
  const open = new Set<Process>();
  class Process extends Database {
    constructor(path: string, options?: Database.Options) {
      super(path, options);
      open.add(this);
    }

    override close(): this {
      open.delete(this);
      return super.close();
    }
  }
  const database = new Process(file);
  return {
    ledger: sqliteLedger(database, { patience }),
    kill: () => {
      for (const connection of open) {
        if (connection.inTransaction) connection.exec('rollback');
        // What the system does with the locks of a process that is gone.
        connection.exec('pragma locking_mode = normal; select count(*) from sqlite_master');
        connection.close();
      }
    },
    run: (sql) => void database.exec(sql),
    read: (sql) => database.prepare(sql).all() as never,
  };
}

/** The ledgers of several processes on one file, and their end. */
export class Processes {
  readonly #file: string;
  readonly #running = new Map<Ledger, Killable>();

  constructor(file: string) {
    this.#file = file;
  }

  start(): SqliteLedger {
    const process = ledgerIn(this.#file);
    this.#running.set(process.ledger, process);
    return process.ledger;
  }

  kill(ledger: Ledger): void {
    this.#running.get(ledger)?.kill();
  }

  query(sql: string): void {
    ledgerIn(this.#file).run(sql);
  }
}
