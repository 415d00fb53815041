import { type SqliteLedger, sqliteLedger } from 'viber-mailing/campaign';

/** The ledger in a file: Node 20 has no SQLite of its own, so there it is opened with libsql. */
export async function ledgerIn(file: string): Promise<SqliteLedger> {
  if (process.getBuiltinModule('node:sqlite') !== undefined) return sqliteLedger(file);
  const { default: Database } = await import('libsql');
  return sqliteLedger(new Database(file));
}
