import { CampaignError } from '../errors.js';
import type { Loaded, Loading, NewBatch, Queryable } from '../ledger.js';
import { CallerSession, type Database, type Session } from './connection.js';
import { type Statements, tablesVersion } from './sql.js';

/** Begins a transaction, or a part of the caller's, and looks what is there. */
export async function beginLoading(database: Database, sql: Statements, name: string, tx?: Queryable): Promise<Loading> {
  const transaction = tx === undefined ? new OwnTransaction(await database.session()) : new CallersTransaction(tx);
  try {
    await transaction.begin();
    const [lock] = await transaction.session.run<{ locked: boolean }>(sql.lock, [name]);
    if (lock?.locked !== true) throw new CampaignError('ledger_busy', `it is loaded at this moment`);
    const [row] = await transaction.session.run<BeginRow>(sql.begin, [name]);
    checkServer(row as BeginRow);
    if (row !== undefined && row.id !== null) {
      await transaction.end(false);
      return new Comparing(loadedOf(row));
    }
    const [number] = await transaction.session.run<{ id: string }>(sql.number);
    return new PostgresLoading(transaction, sql, name, number?.id as string);
  } catch (error) {
    await transaction.end(false);
    throw error;
  }
}

/** A new campaign. It is there for others once the transaction is committed. */
class PostgresLoading implements Loading {
  readonly before = undefined;
  readonly #transaction: Transaction;
  readonly #sql: Statements;
  readonly #name: string;
  readonly #id: string;
  #complete = false;

  constructor(transaction: Transaction, sql: Statements, name: string, id: string) {
    this.#transaction = transaction;
    this.#sql = sql;
    this.#name = name;
    this.#id = id;
  }

  async add({ index, size, list, digest }: NewBatch): Promise<void> {
    await this.#transaction.session.run(this.#sql.add, [this.#id, index, size, await gzip(list), digest]);
  }

  async commit({ head, batches, batchSize, recipients, invalid, content }: Loaded): Promise<void> {
    const row = [this.#id, this.#name, JSON.stringify(head), batches, batchSize, recipients, invalid, content];
    await this.#transaction.session.run(this.#sql.commit, row);
    await this.#transaction.commit();
    this.#complete = true;
  }

  async close(): Promise<void> {
    await this.#transaction.end(this.#complete);
  }
}

/** A campaign that is there. The tables let nothing of it get lost. */
class Comparing implements Loading {
  constructor(readonly before: Loaded) {}

  async add(): Promise<void> {}

  async commit(): Promise<void> {}

  async close(): Promise<void> {}
}

interface Transaction {
  readonly session: Session;
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Ends it; undoes it where it was not committed. */
  end(committed: boolean): Promise<void>;
}

class OwnTransaction implements Transaction {
  readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  async begin(): Promise<void> {
    await this.session.run('begin isolation level read committed read write');
  }

  async commit(): Promise<void> {
    await this.session.run('commit');
  }

  async end(committed: boolean): Promise<void> {
    try {
      if (!committed) await this.session.run('rollback');
    } catch {
      // A connection that is closed undoes it as well.
    } finally {
      this.session.end();
    }
  }
}

/** A part of the caller's transaction: undone, it leaves the rest as it was. */
class CallersTransaction implements Transaction {
  readonly session: Session;
  #begun = false;

  constructor(client: Queryable) {
    this.session = new CallerSession(client);
  }

  async begin(): Promise<void> {
    // It fails where no transaction was begun.
    await this.session.run('savepoint viber_mailing_load');
    this.#begun = true;
  }

  async commit(): Promise<void> {
    await this.session.run('release savepoint viber_mailing_load');
  }

  async end(committed: boolean): Promise<void> {
    if (committed || !this.#begun) return;
    try {
      await this.session.run('rollback to savepoint viber_mailing_load');
      await this.session.run('release savepoint viber_mailing_load');
    } catch {
      // The transaction is gone, and the load with it.
    }
  }
}

/** What was loaded, as it comes out of the database. Big numbers are texts, whatever the caller's `pg` makes of them. */
export interface LoadedRow {
  readonly head: string;
  readonly batches: number;
  readonly batch_size: number;
  readonly recipients: string;
  readonly invalid: string;
  readonly content: string;
}

/** What was loaded, and the server as it is. Without an id nothing was. */
export type BeginRow = ServerRow & (({ readonly id: string; readonly same: boolean } & LoadedRow) | { readonly id: null });

interface ServerRow {
  readonly version: number | null;
  readonly fsync: string;
  readonly encoding: string;
}

export function loadedOf({ head, batches, batch_size, recipients, invalid, content }: LoadedRow): Loaded {
  return {
    head: JSON.parse(head),
    batches,
    batchSize: batch_size,
    recipients: Number(recipients),
    invalid: Number(invalid),
    content,
  };
}

/** Refuses a server that would lose marks or could not write them, and tables that this version does not know. */
export function checkServer({ version, fsync, encoding }: ServerRow): void {
  if (version !== tablesVersion) throw new CampaignError('not_migrated', `version ${version ?? 'none'}, not ${tablesVersion}`);
  checkFsync(fsync);
  if (encoding !== 'UTF8') throw new CampaignError('server_unsafe', `server_encoding = ${encoding}`);
}

export function checkFsync(fsync: string): void {
  if (fsync !== 'on') throw new CampaignError('server_unsafe', `fsync = ${fsync}`);
}

interface Zlib {
  gzip(bytes: Uint8Array, options: { readonly level: number }, done: (error: unknown, result: Uint8Array) => void): void;
  gunzipSync(bytes: Uint8Array): Uint8Array;
}

// Where `pg` runs, this module is. By its shape: the types of the package need no `@types/node`.
const zlib = (): Promise<Zlib> => import('node:zlib' as string);

/** Compresses some bytes, on another thread. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const { gzip } = await zlib();
  return new Promise((resolve, reject) => {
    gzip(bytes, { level }, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

/** Gives back what was compressed. At once: asking another thread costs more than doing it. */
export async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  return (await zlib()).gunzipSync(bytes);
}

const level = 3;
