/**
 * Campaigns on many machines: the ledger in PostgreSQL.
 *
 * @module viber-mailing/postgres
 */

export type { PostgresClient, PostgresPool } from './connection.js';
export { type PostgresLedger, type PostgresLedgerOptions, postgresLedger } from './ledger.js';
