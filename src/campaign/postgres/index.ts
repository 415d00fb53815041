/**
 * Campaigns on many machines: the ledger in PostgreSQL.
 *
 * @module viber-mailing/postgres
 */

export type { PostgresLedgerOptions } from './options.js';
export type { PostgresClient, PostgresPool } from './pool.js';
export { type PostgresLedger, postgresLedger } from './postgres-ledger.js';
