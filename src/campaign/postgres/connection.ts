import { CampaignError, retryTransient, TransientError } from '../errors.js';
import type { Statements } from './sql.js';

/** A pool of connections: `new Pool({ connectionString })` of `pg`, by its shape. */
export interface PostgresPool {
  /** Gives a connection. */
  connect(): Promise<PostgresClient>;
  /** Tells of a connection that broke while nobody used it. */
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** A connection of a pool. */
export interface PostgresClient {
  /** Runs a statement. */
  query(
    text: string,
    values?: unknown[],
  ): Promise<{
    /** What it gives. */
    readonly rows: readonly unknown[];
  }>;
  /** Gives it back to the pool; with `true` it is closed. */
  release(destroy?: boolean): void;
  /** Tells that it broke. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Stops telling. */
  off(event: 'error', listener: (error: Error) => void): unknown;
}

const ignore = () => {};
const listenedTo = /* @__PURE__ */ new WeakSet<PostgresPool>();

/**
 * A pool, used so that it can neither end the process nor hold it up: a connection that breaks is not left to Node's
 * unhandled errors, and every wait has an end.
 */
export class Database {
  /**
   * Whether statements failed for each other under the database's own isolation level, as they do without end where many
   * settle under `serializable`: then each is a transaction of the level that it is written for.
   */
  #conflicts = false;

  constructor(
    private readonly pool: PostgresPool,
    readonly sql: Statements,
    /** How long a failure that may pass by itself is waited for, in milliseconds. */
    readonly patience: number,
    /** Whether the host promises by other means what the server's settings do not. */
    readonly trusted: boolean,
  ) {
    if (!listenedTo.has(pool)) pool.on('error', ignore);
    listenedTo.add(pool);
  }

  /** Runs a statement that does no harm when it is run twice: again, while it fails only for now. */
  run<Row>(statement: keyof Statements, ...values: unknown[]): Promise<readonly Row[]> {
    return retryTransient(this.patience, () => this.once<Row>(statement, ...values));
  }

  /** Runs a statement on a connection of its own. */
  async once<Row>(statement: keyof Statements, ...values: unknown[]): Promise<readonly Row[]> {
    const session = await this.session();
    const isolated = this.#conflicts;
    try {
      if (isolated) await session.run('begin isolation level read committed');
      // With an empty list libpq would take the tables' many statements for one that is prepared.
      const rows = await session.run<Row>(this.sql[statement], values.length > 0 ? values : undefined);
      if (isolated) await session.run('commit');
      return rows;
    } catch (error) {
      this.#conflicts ||= error instanceof TransientError && error.message.includes('(40001)');
      throw error;
    } finally {
      session.end();
    }
  }

  async session(): Promise<ReturnType<typeof sessionOf>> {
    const connecting = this.pool.connect();
    try {
      return sessionOf(await inTime(connecting));
    } catch (error) {
      // One that comes too late goes back to the pool.
      connecting.then((client) => client.release()).catch(ignore);
      throw databaseError(error);
    }
  }
}

function sessionOf(client: PostgresClient) {
  let last: Promise<unknown> = Promise.resolve();
  let broken = false;
  const breaks = () => {
    broken = true;
  };
  client.on('error', breaks);
  return {
    /** Runs a statement, after those that were given before: `pg` wants no two at once. */
    run<Row>(text: string, values?: unknown[]): Promise<readonly Row[]> {
      const answer = last.then(async () => {
        try {
          const { rows } = await inTime(client.query(text, values));
          // Each row is one JSON text: the caller's `pg` may parse all other types as it likes.
          return (rows as readonly { readonly row: string }[] | undefined)?.map(({ row }) => JSON.parse(row) as Row) ?? [];
        } catch (error) {
          // The next statement would be answered within a failed transaction, or by the late answer to this one.
          broken = true;
          throw databaseError(error);
        }
      });
      last = answer.catch(ignore);
      return answer;
    },
    /** Gives it back; it is closed where something went wrong on it. */
    end(): void {
      client.off('error', breaks);
      client.release(broken);
    },
  };
}

/** How long an answer of the database may take, in milliseconds. */
const maxAnswerTime = 15_000;

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new TransientError('ledger_unavailable', `no answer in ${maxAnswerTime / 1000} seconds`, [], noAnswer);
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, maxAnswerTime, late);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer =
  'see that the database is reached and not overloaded, and that the pools of all workers together have no more connections than it, or the pooler before it, gives out; a load whose rows come from the same pool needs two: give it max: 2 or more';

/** What a failure of `pg` means. Its message stays out: it may hold what was written. */
function databaseError(error: unknown): unknown {
  if (error instanceof CampaignError) return error;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof message === 'string' && message.includes('after calling end on the pool'))
    return new CampaignError('ledger_unavailable', 'the pool was ended', [], 'end the pool once nothing uses the ledger any more');
  const told = /^[A-Z0-9]{5}$/.test(`${code}`) ? code : (foundByPg.exec(`${message}`)?.[0] ?? code);
  // `pg` has no code where a connection broke.
  if (typeof told !== 'string' || !(foundByPg.test(told) || /^[A-Z0-9_]{3,30}$/.test(told)))
    return new TransientError('ledger_unavailable', 'the connection was lost');
  if (noTables.test(told)) return new CampaignError('not_migrated', told);
  const wayOut = waysOut.find(([codes]) => codes.test(told))?.[1];
  return new (transient.test(told) ? TransientError : CampaignError)('ledger_unavailable', told, [], wayOut);
}

/** What `pg` and libpq find by themselves, which has words in the place of a code. */
const foundByPg = /\b(?:query read timeout|timeout exceeded|certificate|SSL connections|SASL|no password)\b/i;

/** A table, schema, column or function that is missing. */
const noTables = /^(?:42P01|3F000|42703|42883)$/;

/**
 * What may pass by itself: connections lost or refused, transactions to be repeated, timeouts and locks, a server that is
 * short of something, starts, stops, or was made the standby of another. Codes with an E are of the system.
 */
const transient = /^(?:08|40|53|57P|58)...?$|^(?:25006|25P0[34]|55P03|57014)$|^E[A-Z]{3,}|timeout/;

const readOnly =
  'this server is a standby, or the role may only read: connect to the primary, without default_transaction_read_only';

/** Where the usual way out would lead astray. Classes of codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const waysOut: readonly (readonly [RegExp, string])[] = [
  [
    /^42501$/,
    'grant the role usage on the schema, select, insert, update and delete on its tables, usage on its sequences, and temporary on the database; for migrate() create on the database, too',
  ],
  [/^25006$/, readOnly],
  [
    /^(?:0A000|55000)$/,
    'this server cannot do what a ledger needs, as a standby or another product with the same protocol: use the primary of a PostgreSQL from 12 on',
  ],
  [/^28|SASL|password/, 'the server does not let the role in: see the user and the password of the pool, and pg_hba.conf'],
  [/SSL/, 'the server speaks no TLS: leave ssl out of the pool, or turn it on in the server'],
  [/certificate/, "the server's is not trusted: give the pool ssl: { ca }, and no sslmode in connectionString, which undoes that"],
  [/read timeout/, "the pool's query_timeout ended it: raise it or leave it out, then go on"],
  [/timeout exceeded/, noAnswer],
  [/^3D000$/, 'the server has no such database: see the database of the pool'],
  [/^53100$/, 'the disk of the database server is full: make room, then go on'],
  [/^53300$/, "the server has no connection left: lower the pools' max, or put a pooler in between"],
  [/^57014$/, "statement_timeout or a person cancelled it: raise that setting for the ledger's role, then go on"],
  [/^55P03$/, "another session holds the row for longer than lock_timeout: end it, or raise that setting for the ledger's role"],
  [/^25P0[34]$/, "the server ends transactions that take long: raise transaction_timeout for the ledger's role, then go on"],
];

/** The server as it is, beside what was asked for. */
export interface ServerRow {
  /** `server_version_num`: 120022 of 12.22. */
  readonly version: number;
  readonly encoding: string;
  readonly fsync: string;
  readonly standby: boolean;
  /** Which server it is, where that was asked for, with a question mark for what the host does not tell. */
  readonly server?: string;
}

const unsafe = (detail: string, wayOut?: string) => new CampaignError('server_unsafe', detail, [], wayOut);

/** Refuses a server that lacks what the ledger asks for. */
export function checkVersion(version: number): void {
  if (version < 120_000) throw unsafe(`version ${Math.floor(version / 10_000)}`, 'use PostgreSQL from 12 on');
}

/** Refuses a server that cannot keep what is written, or is not known again: a restored copy of it would not be noticed. */
export function checkServer({ version, standby, encoding, fsync, server }: ServerRow, trusted: boolean): void {
  checkVersion(version);
  if (standby) throw new TransientError('ledger_unavailable', 'it is a standby', [], readOnly);
  if (encoding !== 'UTF8') throw unsafe(`server_encoding = ${encoding}`, 'make a database with the encoding UTF8');
  if (trusted) return;
  checkFsync(fsync);
  if (server?.includes('?')) throw unsafe(`it does not tell which server it is: ${server}`);
}

export function checkFsync(fsync: string): void {
  if (fsync !== 'on') throw unsafe(`fsync = ${fsync}`);
}
