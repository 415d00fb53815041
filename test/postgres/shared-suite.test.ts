import type { Ledger } from 'viber-mailing/campaign';
import type { PostgresLedger } from 'viber-mailing/postgres';
import { afterAll, beforeAll } from 'vitest';
import { ledgerSuite } from '../campaign/ledger-suite.ts';
import { Processes } from './processes.ts';
import { type PostgresServer, startPostgres } from './server.ts';

let server: PostgresServer;
let processes: Processes;

beforeAll(async () => {
  server = await startPostgres();
  processes = await Processes.begin(server);
});

afterAll(async () => {
  await processes.end();
  await server.close();
});

ledgerSuite('a ledger in PostgreSQL', false, async () => {
  await processes.clear();
  return {
    process: () => processes.start(),
    kill: (process: Ledger) => processes.kill(process as PostgresLedger),
    query: async (sql) => void (await processes.sql(`set search_path to ${processes.schema}; ${sql}`)),
  };
});
