import { IssueCollector } from '../../wire/errors.js';
import { optionRules, readOptions } from '../../wire/options.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError } from '../errors.js';
import {
  type Ledger,
  type Loaded,
  type Loading,
  type Queryable,
  type Resolution,
  resolvedState,
  type Sending,
  type StoredBatch,
  type Worker,
} from '../ledger.js';
import { whole } from '../options.js';
import type { BatchState, Report } from '../report.js';
import { Database } from './connection.js';
import { beginLoading, type LoadedRow, loadedOf } from './load.js';
import { countsOf, type ReportRow } from './report-cache.js';
import { beginSending, type Ground, type StateRow } from './send.js';
import { statements, tablesSql } from './sql.js';

/**
 * A ledger in PostgreSQL: `send` on any number of machines shares the batches of a campaign among them.
 *
 * @category Ledgers
 */
export interface PostgresLedger extends Ledger {
  /**
   * The SQL of the ledger's tables, as `migrate` runs it: for those who let tools of their own do that. It changes nothing
   * where the tables are there.
   */
  readonly sql: string;
  /**
   * Makes the tables, or brings them up to date. It may be called at each start, also by many workers at once.
   *
   * @throws {@link CampaignError} `ledger_unavailable`.
   */
  migrate(): Promise<void>;
  /**
   * Lets a campaign go on that stopped with `server_changed`: on a restored copy, or on a standby that was promoted.
   *
   * Call it only once a person has compared the campaign's report with the account: what was sent after the copy was made
   * is pending here, and would be sent again.
   *
   * @throws {@link CampaignError} `not_loaded`, `ledger_unavailable`.
   */
  adopt(name: string): Promise<void>;
}

/** How long a send waits for a database that is away, in milliseconds: a restart is over by then. */
const patience = 20_000;

/**
 * Keeps campaigns in PostgreSQL, where any number of workers on any number of machines send them together.
 *
 * A batch is marked, durably, before its request goes out, and is its worker's until the lease is over. One whose worker is
 * gone is then `unknown`, never sent again by itself. Needs PostgreSQL 12 or newer; a pooler in transaction mode may be
 * between. The view `report` in the schema shows where each campaign stands.
 *
 * @param options - `pool`: of `pg`, of which nothing else is needed.
 * @throws {@link InvalidInputError} `pool_expected`, `schema_name`, `lease`, `keep`, `unknown_option`.
 * @example
 * ```ts
 * import { Pool } from 'pg';
 * import { createClient, mailing } from 'viber-mailing';
 * import { openCampaign } from 'viber-mailing/campaign';
 * import { postgresLedger } from 'viber-mailing/postgres';
 *
 * export async function worker(): Promise<void> {
 *   const pool = new Pool({ connectionString: 'postgres://localhost/shop' });
 *   const ledger = postgresLedger({ pool });
 *   await ledger.migrate();
 *
 *   const sale = await openCampaign('black-friday-2026', { ledger });
 *   if (!sale.loaded) {
 *     const rows = await pool.query<{ phone: string }>('select distinct phone from customers order by phone');
 *     await sale.load(mailing().bulk().text('Everything at half price'), rows.rows, ({ phone }) => phone);
 *   }
 *   const client = createClient({ token: 'my-token', from: '444' });
 *   for await (const batch of sale.send(client)) console.log(`batch ${batch.index}: ${batch.state}`);
 *   await pool.end();
 * }
 * ```
 * @category Ledgers
 */
export function postgresLedger(options: PostgresLedgerOptions): PostgresLedger {
  const { pool, schema, lease, keep } = readPostgresLedgerOptions(options);
  return new TableLedger(schema, { database: new Database(pool), sql: statements(schema), lease, keep, patience });
}

const atOnce = 500;

interface BatchRow {
  readonly index: number;
  readonly size: number;
  readonly state: BatchState;
  readonly uuid: string | null;
  readonly reason: string | null;
}

/** The ledger in the tables of a schema, whose name is quoted. */
export class TableLedger implements PostgresLedger {
  readonly sql: string;
  readonly #ground: Ground;

  constructor(schema: string, ground: Ground) {
    this.sql = tablesSql(schema);
    this.#ground = ground;
  }

  async migrate(): Promise<void> {
    await this.#ground.database.run(this.sql);
  }

  async find(name: string): Promise<Loaded | undefined> {
    const { database, sql } = this.#ground;
    const [row] = await database.run<LoadedRow>(sql.find, [name]);
    return row && loadedOf(row);
  }

  load(name: string, tx?: Queryable): Promise<Loading> {
    return beginLoading(this.#ground.database, this.#ground.sql, name, tx);
  }

  send(name: string, worker: Worker): Promise<Sending> {
    return beginSending(this.#ground, name, worker);
  }

  async report(name: string): Promise<Report> {
    const { database, sql } = this.#ground;
    const [row] = await database.run<ReportRow>(sql.report, [name]);
    if (row === undefined) throw new CampaignError('not_loaded');
    return countsOf(row).report();
  }

  async *batches(name: string, state?: BatchState, from = 0): AsyncGenerator<StoredBatch, void, undefined> {
    const { database, sql } = this.#ground;
    if ((await this.find(name)) === undefined) throw new CampaignError('not_loaded');
    for (let last = from - 1; ; ) {
      const rows = await database.run<BatchRow>(sql.batches, [name, last, state, atOnce]);
      for (const { uuid, reason, ...batch } of rows) yield { ...batch, uuid: uuid ?? undefined, reason: reason ?? undefined };
      if (rows.length < atOnce) return;
      last = rows.at(-1)?.index ?? last;
    }
  }

  async resolve(name: string, index: number, resolution: Resolution): Promise<void> {
    const { database, sql, keep } = this.#ground;
    const state = resolution === 'sent' ? 'accepted' : 'pending';
    const moved = await database.run(sql.resolve, [name, index, state, keep]);
    if (moved.length > 0) return;
    const [row] = await database.run<StateRow>(sql.state, [name, index]);
    if (row === undefined) throw new CampaignError('not_loaded');
    if (row.state === null) throw new CampaignError('no_batch', `of ${row.batches}`);
    resolvedState(row.state, resolution);
    // It came into a state that can be resolved between the two looks.
    await this.resolve(name, index, resolution);
  }

  async adopt(name: string): Promise<void> {
    const { database, sql } = this.#ground;
    if ((await database.run(sql.adopt, [name])).length === 0) throw new CampaignError('not_loaded');
  }
}

/**
 * Options of `postgresLedger`.
 *
 * @category Ledgers
 */
export interface PostgresLedgerOptions {
  /** A pool of `pg`. It stays yours: close it when you are through. */
  readonly pool: PostgresPool;
  /**
   * The schema of the ledger's tables.
   *
   * @defaultValue `'viber_mailing'`
   */
  readonly schema?: string | undefined;
  /**
   * How long a batch is a worker's, in milliseconds, at least a second longer than its client's timeout. What a worker has not
   * settled by then is `unknown`.
   *
   * @defaultValue 30 seconds more than the client's timeout
   */
  readonly lease?: number | undefined;
  /**
   * Whether the recipients of accepted batches are kept.
   *
   * @defaultValue `false`
   */
  readonly keep?: boolean | undefined;
}

export interface ReadPostgresLedgerOptions {
  readonly pool: PostgresPool;
  /** Quoted. */
  readonly schema: string;
  readonly lease: number | undefined;
  readonly keep: boolean;
}

export function readPostgresLedgerOptions(options: unknown): ReadPostgresLedgerOptions {
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const read = readOptions(options, ['pool', 'schema', 'lease', 'keep'], faults);
  const { pool, schema = 'viber_mailing', lease, keep = false } = read as Partial<PostgresLedgerOptions>;
  if (typeof pool?.connect !== 'function' || typeof pool.on !== 'function') faults.add('pool_expected', 'pool');
  if (typeof schema !== 'string' || !schemas.test(schema)) faults.add('schema_name', 'schema');
  if (lease !== undefined && !whole(lease, 1001, 2_147_483_647)) faults.add('lease', 'lease');
  if (typeof keep !== 'boolean') faults.add('keep', 'keep');
  faults.throwIfAny();
  return { pool: pool as PostgresPool, schema: `"${schema}"`, lease, keep };
}

const schemas = /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/;

/**
 * A pool of connections: `new Pool({ connectionString })` of `pg`, by its shape.
 *
 * @category Ledgers
 */
export interface PostgresPool {
  /** Gives a connection. */
  connect(): Promise<PostgresClient>;
  /** Tells of a connection that broke while nobody used it. */
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * A connection of a pool.
 *
 * @category Ledgers
 */
export interface PostgresClient extends Queryable {
  /** Gives it back to the pool; with `true` it is closed. */
  release(destroy?: boolean): void;
  /** Tells that it broke. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Stops telling. */
  off(event: 'error', listener: (error: Error) => void): unknown;
}
