import { type SqliteDatabase, type SqliteLedger, sqliteLedger } from 'viber-mailing/campaign';

/** The ledger in a file, with the SQLite of the runtime where it has one. */
export async function ledgerOn(file: string, patience?: number): Promise<SqliteLedger> {
  return sqliteLedger(process.getBuiltinModule('node:sqlite') === undefined ? await connectionTo(file) : file, { patience });
}

/** The file as a person with the shell of SQLite has it. */
export async function connectionTo(file: string): Promise<SqliteDatabase> {
  const sqlite = process.getBuiltinModule('node:sqlite' as string) as
    | { DatabaseSync: new (path: string) => SqliteDatabase }
    | undefined;
  if (sqlite !== undefined) return new sqlite.DatabaseSync(file);
  const { default: Database } = await import('libsql');
  return new Database(file);
}
