import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openCampaign } from 'viber-mailing/campaign';
import { type PostgresLedger, type PostgresPool, postgresLedger } from 'viber-mailing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, failure, greeting, phones } from '../campaign/campaigns.ts';
import { accept, lost, refuse, scripted } from '../campaign/scripted-client.ts';
import { installPackages } from '../tools/packages.ts';
import { freePort } from './free-port.ts';
import { type PostgresServer, startPostgres } from './server.ts';

type Pool = PostgresPool & { end(): Promise<void> };
interface Pg {
  readonly Pool: new (config: object) => Pool;
  readonly native: Pg | null;
}

let server: PostgresServer;
const folders: string[] = [];
const installed = (packages: readonly string[], options?: readonly string[]) => {
  const folder = installPackages(packages, options);
  folders.push(folder);
  return createRequire(join(folder, 'package.json'));
};

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(async () => {
  await server.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A campaign from its load to its end, with every state, and every recipient sent as it was loaded. */
async function carries(ledger: PostgresLedger): Promise<void> {
  await ledger.migrate();
  await ledger.migrate();
  const sale = await openCampaign('sale', { ledger, message: greeting });
  const people = phones(4500);
  await sale.load([...people, ...people.slice(0, 700)], { unique: true });
  const sent: string[] = [];
  const { client } = scripted((request, list) => {
    if (request === 1) return refuse(400, 'no');
    if (request === 2) return lost();
    sent.push(...list);
    return accept(`receipt ${request}`);
  });
  const report = await sale.send(client, { concurrency: 1 });
  expect(report.recipients).toMatchObject({ total: 4500, accepted: 2500, rejected: 1000, unknown: 1000 });
  sent.push(...(await all(sale.recipients('rejected'))).map(String), ...(await all(sale.recipients('unknown'))).map(String));
  expect(sent.toSorted()).toEqual(people);
  expect(await all(ledger.batches('sale'))).toMatchObject([
    { size: 1000, state: 'accepted', uuid: 'receipt 0', attempts: 1, sentAt: expect.any(Date) },
    { size: 1000, state: 'rejected', reason: 'no' },
    { size: 1000, state: 'unknown' },
    { size: 1000, state: 'accepted' },
    { size: 500, state: 'accepted' },
  ]);
  await sale.resolve({ index: 1 }, 'resend');
  await sale.resolve({ index: 2 }, 'abandon');
  expect((await sale.send(client)).batches).toMatchObject({ accepted: 4, abandoned: 1 });
  await ledger.remove('sale');
  expect(await ledger.campaigns()).toEqual([]);
}

it('pg 8.0.3, the oldest that runs on Node 20, keeps a ledger', async () => {
  const { Pool } = installed(['pg@8.0.3'])('pg') as Pg;
  const pool = new Pool(server.connection);
  await carries(postgresLedger({ pool, schema: 'oldest' }));
  await pool.end();
});

describe('pg-native', () => {
  let pg: Pg | undefined;

  beforeAll(() => {
    try {
      // It is compiled, with the headers of this Node where they are beside it.
      pg = installed(['pg@8.23.1', 'pg-native@3.9.0'], [`--nodedir=${dirname(dirname(process.execPath))}`])('pg') as Pg;
    } catch (error) {
      console.log(`pg-native: not run, as it is not to be compiled here: ${String(error).slice(0, 200)}`);
    }
  });

  it('keeps a ledger', async ({ skip }) => {
    if (pg?.native == null) return skip();
    const pool = new pg.native.Pool(server.connection);
    await carries(postgresLedger({ pool, schema: 'native' }));
    await pool.end();
  });
});

describe('PGlite behind its socket', () => {
  it('is refused before it gets tables, and keeps a ledger where it is trusted', async () => {
    const require = installed(['@electric-sql/pglite@0.5.14', '@electric-sql/pglite-socket@0.2.17', 'pg@8.23.1']);
    const { PGlite } = await import(require.resolve('@electric-sql/pglite'));
    const { PGLiteSocketServer } = await import(require.resolve('@electric-sql/pglite-socket'));
    const db = await PGlite.create();
    const port = await freePort();
    const socket = new PGLiteSocketServer({ db, port, host: '127.0.0.1' });
    await socket.start();
    const pool = new (require('pg') as Pg).Pool({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', max: 1 });
    expect(await failure(postgresLedger({ pool }).migrate())).toMatchObject({
      code: 'server_unsafe',
      message: expect.stringMatching(/give postgresLedger durability: 'trusted'/),
    });
    const { rows } = await db.query(`select from pg_namespace where nspname = 'viber_mailing'`);
    expect(rows).toEqual([]);
    await carries(postgresLedger({ pool, durability: 'trusted' }));
    await pool.end();
    await socket.stop();
    await db.close();
  });
});
