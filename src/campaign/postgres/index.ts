/**
 * Campaigns on many machines: the ledger in PostgreSQL.
 *
 * @module viber-mailing/postgres
 */

import { isWhole } from '../../wire/options.js';
import { CampaignError, TransientError } from '../errors.js';
import type { Loaded, SqlLedger } from '../ledger.js';
import { type OptionChecks, readChecked, readForce } from '../options.js';
import { type BatchRow as BatchJson, bytesOf, checkRemovable, inPages, resolvedState, storedBatch, unpacked } from '../stored.js';
import { checkServer, checkVersion, Database, type PostgresPool, type ServerRow } from './connection.js';
import { beginLoading } from './load.js';
import { type BatchRow, beginSending, countBatches, countsOf, leaseOf, type ReportRow } from './send.js';
import { statements } from './sql.js';

export type { PostgresClient, PostgresPool } from './connection.js';

/** A ledger in PostgreSQL: `send` on any number of machines shares the batches of a campaign among them. */
export interface PostgresLedger extends SqlLedger {}

/**
 * Keeps campaigns in PostgreSQL, where any number of workers on any number of machines send them together.
 *
 * A batch is marked, durably, before its request goes out, and is its worker's until the lease is over. One whose worker is
 * gone is then `unknown`, never sent again by itself. Needs PostgreSQL 12 or newer; a pooler in session or transaction mode
 * may be between. The view `report` in the schema shows where each campaign stands.
 *
 * @param options - `pool`: of `pg`, of which nothing else is needed.
 * @throws {@link InvalidInputError} `pool_expected`, `schema_name`, `lease`, `patience`, `durability`, `options_expected`, `unknown_option`.
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
 *   const message = mailing().bulk().text('Everything at half price');
 *   const sale = await openCampaign('black-friday-2026', { ledger, message });
 *   if (!sale.loaded) {
 *     const rows = await pool.query<{ phone: string }>('select distinct phone from customers order by phone');
 *     await sale.load(rows.rows, ({ phone }) => phone);
 *   }
 *   const report = await sale.send(createClient({ token: 'my-token', from: '444' }));
 *   console.log(report.batches);
 *   await pool.end();
 * }
 * ```
 */
export function postgresLedger(options: PostgresLedgerOptions): PostgresLedger {
  const checks: OptionChecks = {
    pool: [isPool, 'pool_expected', 'required'],
    schema: [(schema) => typeof schema === 'string' && /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/.test(schema), 'schema_name'],
    lease: [isWhole(1001, maxTime), 'lease'],
    patience: [isWhole(0, maxTime), 'patience'],
    durability: [(durability) => durability === 'trusted', 'durability'],
  };
  const read = readChecked<PostgresLedgerOptions>(options, checks);
  const { pool, schema = 'viber_mailing', lease, patience = 20_000, durability } = read;
  const trusted = durability === 'trusted';
  const database = new Database(pool, statements(`"${schema}"`), patience, trusted);
  /** Campaigns whose stored content was compared with its digest. */
  const checked = new Set<string>();

  const batchOf = async (name: string, index: number) => {
    const [row] = await database.run<BatchRow>('batch', name, index);
    if (row === undefined) throw new CampaignError('not_loaded');
    const { state } = row;
    if (state === null) throw new CampaignError('no_batch', `of ${row.batches}`);
    return { ...row, state };
  };

  const ledger: PostgresLedger = {
    sql: database.sql.tables,

    async migrate() {
      const [server] = (await database.run<ServerRow>('server')) as [ServerRow];
      checkServer(server, trusted);
      const unknown = (error: unknown): never => {
        throw error instanceof TransientError ? error : new CampaignError('server_unsafe', 'it does not tell which server it is');
      };
      // Asked before the tables are made: a server that does not identify itself is to get none.
      if (!trusted) await database.run('identity').catch(unknown);
      await database.run('tables');
    },

    async find(name) {
      const [server] = (await database.run<ServerRow>('server')) as [ServerRow];
      checkVersion(server.version);
      const [row] = await database.run<{ loaded: Loaded }>('find', name);
      return row?.loaded;
    },

    load: (name) => beginLoading(database, name),

    send: async (name, worker) => beginSending(database, name, leaseOf(lease, worker), checked),

    report: async (name) => (await countBatches(database, name)).report(),

    async *batches(name, state, from = 0) {
      if ((await ledger.find(name)) === undefined) throw new CampaignError('not_loaded');
      const page = (next: number, size: number) => database.run<BatchJson>('batches', name, next, state, size);
      yield* inPages(from, async (next, size) => (await page(next, size)).map(storedBatch));
    },

    async recipients(name, index) {
      const { state, list, digest } = await batchOf(name, index);
      if (list === null) throw new CampaignError('batch_state', `it is ${state}`);
      return unpacked(bytesOf(list, 'base64'), digest, index);
    },

    async resolve(name, index, resolution) {
      const { state } = await batchOf(name, index);
      const wanted = resolvedState(state, resolution);
      // Not retried: where its answer got lost the batch may have been claimed again by now, and a second try would resolve that.
      if ((await database.once('resolve', name, index, state, wanted)).length > 0) return;
      // The state changed between the read and the update.
      await ledger.resolve(name, index, resolution);
    },

    async cancel(name) {
      if ((await ledger.find(name)) === undefined) throw new CampaignError('not_loaded');
      await database.run('cancel', name);
    },

    async campaigns() {
      const rows = await database.run<ReportRow>('campaigns');
      return rows.map((row) => ({ name: row.campaign, report: countsOf(row).report() }));
    },

    async remove(name, options) {
      const force = readForce(name, options);
      if ((await database.once('remove', name, force)).length > 0) return;
      checkRemovable((await ledger.report(name)).batches, force);
      // It was finished between the deletion and the report.
      await ledger.remove(name, options);
    },

    async adopt(name) {
      if ((await database.run('adopt', name)).length === 0) throw new CampaignError('not_loaded');
    },
  };
  return ledger;
}

/** Options of `postgresLedger`. */
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
   * How long a failure that may pass by itself is waited for, in milliseconds: a restart, a timeout, a lock, a full disk.
   *
   * @defaultValue 20,000
   */
  readonly patience?: number | undefined;
  /**
   * `'trusted'` for a host that keeps what was committed, and tells copies from the original, by means of its own: Neon, which
   * shows `fsync = off`, or Aurora, which does not say on which timeline it is. A restored copy is then noticed as far as the
   * host lets it be: the column `server` of the table `campaigns` has a question mark for what it does not tell.
   *
   * @defaultValue what the server's settings and functions say is checked
   */
  readonly durability?: 'trusted' | undefined;
}

const maxTime = 2_147_483_647;

/** A single connection of `pg` has what a pool has, but for what tells them apart: it escapes. */
const isPool = (pool: { connect?: unknown; on?: unknown; escapeLiteral?: unknown } | null) =>
  typeof pool?.connect === 'function' && typeof pool.on === 'function' && pool.escapeLiteral === undefined;
