import { optionRules, readOptions } from '../../wire/account.js';
import { Faults } from '../../wire/issue.js';
import { campaignRules } from '../../wire/rules.js';
import { whole } from '../send-campaign-options.js';
import type { PostgresPool } from './pool.js';

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
  const faults = new Faults({ ...optionRules, ...campaignRules });
  const read = readOptions(options, ['pool', 'schema', 'lease', 'keep'], faults);
  const { pool, schema = 'viber_mailing', lease, keep = false } = read as Partial<PostgresLedgerOptions>;
  if (typeof pool?.connect !== 'function' || typeof pool.on !== 'function') faults.add('pool_expected', 'pool');
  if (typeof schema !== 'string' || !schemas.test(schema)) faults.add('schema_name', 'schema');
  if (lease !== undefined && !whole(lease, 1001, 2_147_483_647)) faults.add('lease', 'lease');
  if (typeof keep !== 'boolean') faults.add('keep', 'keep');
  faults.refuse();
  return { pool: pool as PostgresPool, schema: `"${schema}"`, lease, keep };
}

const schemas = /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/;
