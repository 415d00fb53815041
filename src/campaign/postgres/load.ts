import { builtin } from '../../wire/internal.js';
import { CampaignError, retryTransient } from '../errors.js';
import type { Loaded, Loading, NewBatch } from '../ledger.js';
import { hex, loadedOf, sha256 } from '../stored.js';
import { checkIdentity, checkServer, type Database, type ServerRow, type Session } from './connection.js';
import { type Statements, tablesVersion } from './sql.js';

/** What a ledger's work stands on. */
export interface Context {
  readonly database: Database;
  readonly sql: Statements;
  /** How long a batch is a worker's, where it was said. */
  readonly lease: number | undefined;
  /** Whether the host promises by other means what the server's settings do not. */
  readonly trusted: boolean;
}

/** The server as it is, and what was loaded. Without an id nothing was. */
export type BeginRow = ServerRow & {
  /** The version of the tables. */
  readonly tables: number | null;
  /** Which server it is. */
  readonly server: string;
} & ((Loaded & { readonly id: number; readonly same: boolean }) | { readonly id: null });

/** Refuses a server that would lose marks or could not write them, and tables that this version does not know. */
export function checkBegin(row: BeginRow, trusted: boolean): void {
  if (row.tables !== tablesVersion)
    throw new CampaignError('not_migrated', `version ${row.tables ?? 'none'}, not ${tablesVersion}`);
  checkServer(row, trusted);
  checkIdentity(row.server, trusted);
}

/** Begins a transaction, and looks what is there. */
export function beginLoading(context: Context, name: string): Promise<Loading> {
  return retryTransient(context.database.patience, () => begin(context, name));
}

async function begin({ database, sql, trusted }: Context, name: string): Promise<Loading> {
  const session = await database.session();
  try {
    await session.run('begin isolation level read committed');
    const [lock] = await session.run<{ locked: boolean }>(sql.lock, [name]);
    if (lock?.locked !== true) throw new CampaignError('ledger_busy', 'it is being loaded');
    const [row] = await session.run<BeginRow>(sql.begin, [name]);
    checkBegin(row as BeginRow, trusted);
    if (row !== undefined && row.id !== null) return new PostgresLoading(session, sql, name, row.id, loadedOf(row));
    const [number] = await session.run<{ id: number }>(sql.number);
    return new PostgresLoading(session, sql, name, number?.id as number, undefined);
  } catch (error) {
    await rollBack(session);
    throw error;
  }
}

/** A load in a transaction: the campaign is there for others once that is committed. */
class PostgresLoading implements Loading {
  readonly before: Loaded | undefined;
  readonly #session: Session;
  readonly #sql: Statements;
  readonly #name: string;
  readonly #id: number;
  #seen = false;
  #committed = false;

  constructor(session: Session, sql: Statements, name: string, id: number, before: Loaded | undefined) {
    this.#session = session;
    this.#sql = sql;
    this.#name = name;
    this.#id = id;
    this.before = before;
  }

  async add({ index, size, list, digest }: NewBatch): Promise<void> {
    await this.#session.run(this.#sql.add, [this.#id, index, size, await compressed(list), digest]);
  }

  async unseen(keys: readonly string[]): Promise<readonly boolean[]> {
    if (!this.#seen) await this.#session.run(this.#sql.seen);
    this.#seen = true;
    const [row] = await this.#session.run<{ fresh: string | null }>(this.#sql.unseen, [JSON.stringify(keys)]);
    return Array.from(row?.fresh ?? '', (fresh) => fresh === '1');
  }

  async commit(loaded: Omit<Loaded, 'name'>): Promise<void> {
    const { head, message, batches, batchSize, numbered, recipients, invalid, content } = loaded;
    const row = [this.#id, this.#name, JSON.stringify(head), message, batches, batchSize, numbered, recipients, invalid, content];
    await this.#session.run(this.#sql.commit, row);
    await this.#session.run('commit');
    this.#committed = true;
  }

  async close(): Promise<void> {
    if (this.#committed) this.#session.end();
    else await rollBack(this.#session);
  }
}

async function rollBack(session: Session): Promise<void> {
  try {
    await session.run('rollback');
  } catch {
    // The connection is closed, which undoes it as well.
  } finally {
    session.end();
  }
}

/** What is used of node:zlib and node:buffer, by its shape: the types of the package need no `@types/node`. */
interface Zlib {
  gzip(bytes: Uint8Array, options: { readonly level: number }, done: (error: unknown, result: Base64) => void): void;
  gunzipSync(bytes: Uint8Array): Uint8Array;
}
interface Base64 {
  toString(encoding: 'base64'): string;
}
interface Bytes {
  readonly Buffer: { from(text: string, encoding: 'base64'): Uint8Array };
}

const level = 3;

/** Bytes compressed by gzip, on another thread, in base64. */
function compressed(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, result: Base64) => (error ? reject(error) : resolve(result.toString('base64')));
    (builtin('node:zlib') as Zlib).gzip(bytes, { level }, done);
  });
}

/** The bytes of base64. */
export function bytesOf(base64: string): Uint8Array {
  return (builtin('node:buffer') as Bytes).Buffer.from(base64, 'base64');
}

/** Recipients as the database gives them. */
export interface Stored {
  /** Compressed, in base64. */
  readonly list: string;
  readonly digest: string;
}

/** The recipients as they were loaded. */
export async function listOf({ list, digest }: Stored, index: number): Promise<Uint8Array> {
  try {
    // At once: asking another thread costs more than doing it.
    const bytes = (builtin('node:zlib') as Zlib).gunzipSync(bytesOf(list));
    if (hex(await sha256(bytes)) === digest) return bytes;
  } catch {
    // Not what was written.
  }
  throw new CampaignError('ledger_damaged', `the recipients of batch ${index}`);
}
