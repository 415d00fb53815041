/**
 * Campaigns on many machines: the ledger in PostgreSQL.
 *
 * @module viber-mailing/postgres
 */

export type { PostgresClient, PostgresLedgerOptions, PostgresPool } from './ledger.js';
export { type PostgresLedger, postgresLedger } from './ledger.js';
