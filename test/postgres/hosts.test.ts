import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool, type PoolConfig } from 'pg';
import { openCampaign } from 'viber-mailing/campaign';
import { type PostgresLedger, postgresLedger } from 'viber-mailing/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { all, failure, greeting, phones } from '../campaign/campaigns.ts';
import { accept, lost, refuse, scripted } from '../campaign/scripted-client.ts';
import { begin, claimed, loadedInto, statesOf } from './books.ts';
import { Processes } from './processes.ts';
import { type PostgresServer, startPostgres } from './server.ts';

let server: PostgresServer;
let books: Processes;
let ledger: PostgresLedger;
const pools: Pool[] = [];

beforeAll(async () => {
  server = await startPostgres();
  books = await Processes.begin(server);
});

beforeEach(async () => {
  await books.clear();
  ledger = books.start();
});

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end();
});

afterAll(async () => {
  await books.end();
  await server.close();
});

/** The ledger through a pool with settings of its own. */
function through(config: PoolConfig, options: { patience?: number; durability?: 'trusted' } = {}): PostgresLedger {
  const pool = new Pool({ ...server.connection, ...config });
  pools.push(pool);
  return postgresLedger({ pool, schema: books.schema, ...options });
}

/** Holds the row of a batch, or the whole table, until it is told to let go. */
async function holding(lock: string): Promise<() => Promise<void>> {
  const pool = new Pool(server.connection);
  const client = await pool.connect();
  await client.query('begin');
  await client.query(lock.replaceAll('books', books.schema));
  return async () => {
    await client.query('rollback');
    client.release();
    await pool.end();
  };
}

const row = 'select from books.batches where index = 0 for update';

describe('an answer in hand', () => {
  it.each([
    ['57014', { statement_timeout: 100 }],
    ['55P03', { options: '-c lock_timeout=100' }],
  ] as const)('is written down once the row is free again: %s', async (_, config) => {
    await loadedInto(ledger, 2);
    const sale = await openCampaign('sale', { ledger: through(config), message: greeting });
    let tried = 0;
    const { client, posted } = scripted(async (request) => {
      if (request > 0) return accept();
      const letGo = await holding(row);
      const failed = `select from pg_stat_database where datname = current_database() and xact_rollback > $1`;
      const [before] = await books.sql<{ count: string }>(
        'select xact_rollback as count from pg_stat_database where datname = current_database()',
      );
      // It is let go of once a settlement has failed.
      void (async () => {
        while ((await books.sql(failed, [before?.count])).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        tried++;
        await letGo();
      })();
      return accept('the receipt');
    });
    const report = await sale.send(client, { concurrency: 1 });
    expect(tried).toBe(1);
    expect(report.batches).toMatchObject({ accepted: 2 });
    expect(await all(sale.batches())).toMatchObject([{ uuid: 'the receipt' }, { state: 'accepted' }]);
    expect(posted).toHaveLength(2);
  });

  it('is in the error that ends the send, where it could not be written down', async () => {
    await loadedInto(ledger, 1);
    const impatient = through({ statement_timeout: 100 }, { patience: 200 });
    const sale = await openCampaign('sale', { ledger: impatient, message: greeting });
    let letGo = async () => {};
    const { client } = scripted(async () => {
      letGo = await holding(row);
      return accept('the only receipt');
    });
    const error = await failure(sale.send(client));
    await letGo();
    const unsettled = { index: 0, size: 1, state: 'accepted', uuid: 'the only receipt' };
    expect(error).toMatchObject({ code: 'not_settled', unsettled: [unsettled], batch: unsettled, uuid: 'the only receipt' });
    expect(await statesOf(sale)).toEqual(['sending']);
  });
});

it('a campaign is opened and begun once the tables are free again, and a load does not end while its source thinks', async () => {
  await loadedInto(ledger, 1);
  const letGo = await holding('lock table books.campaigns in access exclusive mode');
  const waiting = through({ statement_timeout: 50 });
  const opened = openCampaign('sale', { ledger: waiting, message: greeting });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await letGo();
  const { client } = scripted(() => accept());
  expect((await (await opened).send(client)).batches.accepted).toBe(1);

  const slow = through({ idle_in_transaction_session_timeout: 50 });
  async function* rows() {
    yield* phones(2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    yield '375299999999';
  }
  const other = await openCampaign('other', { ledger: slow, message: greeting });
  await other.load(rows(), { batchSize: 2 });
  expect((await other.report()).recipients.total).toBe(3);
});

describe('a role', () => {
  const role = async (name: string, grants: readonly string[]) => {
    await books.sql(`create role ${name} login password 'secret'`);
    for (const grant of grants) await books.sql(grant.replaceAll('books', books.schema));
    return { user: name, password: 'secret' };
  };
  const lacks = {
    name: 'CampaignError',
    code: 'ledger_unavailable',
    message: expect.stringMatching(/^the ledger cannot be read or written \(42501\): grant the role usage on the schema, /),
  };

  it('without rights is told which it needs, at once', async () => {
    await loadedInto(ledger, 1);
    const stranger = through(await role('stranger', []));
    for (const attempt of [
      () => stranger.find('sale'),
      () => stranger.load('sale'),
      () => begin(stranger),
      () => stranger.report('sale'),
      () => postgresLedger({ pool: pools[0] as Pool, schema: 'of_its_own' }).migrate(),
    ])
      expect(await failure(attempt())).toMatchObject(lacks);
  });

  it('that may only read sees where a campaign stands, and sends nothing', async () => {
    await loadedInto(ledger, 2);
    const grants = ['grant usage on schema books to reader', 'grant select on all tables in schema books to reader'];
    const reader = through(await role('reader', grants));
    const sale = await openCampaign('sale', { ledger: reader, message: greeting });
    expect((await sale.report()).batches.pending).toBe(2);
    expect(await statesOf(sale)).toEqual(['pending', 'pending']);
    expect((await reader.campaigns()).map(({ name }) => name)).toEqual(['sale']);
    const { client, posted } = scripted(() => accept());
    expect(await failure(sale.send(client))).toMatchObject(lacks);
    expect(posted).toEqual([]);
  });

  it('that sees the view alone reports', async () => {
    await loadedInto(ledger, 2);
    const grants = ['grant usage on schema books to watcher', 'grant select on books.report to watcher'];
    expect((await through(await role('watcher', grants)).report('sale')).batches.pending).toBe(2);
  });

  it('whose transactions only read is told so', async () => {
    await loadedInto(ledger, 1);
    const config = { options: '-c default_transaction_read_only=on' };
    const readOnly = through(config, { patience: 0 });
    expect((await readOnly.report('sale')).batches.pending).toBe(1);
    const untouched = postgresLedger({ pool: pools[0] as Pool, schema: 'untouched', patience: 0 });
    for (const attempt of [() => begin(readOnly), () => readOnly.load('other'), () => untouched.migrate()])
      expect(await failure(attempt())).toMatchObject({
        code: 'ledger_unavailable',
        message: expect.stringMatching(/\(25006\): this server is a standby, or the role may only read: connect to the primary/),
      });
  });
});

it('types that `pg` parses in other ways change nothing', async () => {
  // As some set them for the whole process: numbers as texts, a boolean as 1 or 0, bytes and times as texts, JSON unread.
  const types = { getTypeParser: (oid: number) => (text: string) => (oid === 16 ? Number(text === 't') : text) };
  const parsed = through({ types: types as never });
  const sale = await loadedInto(parsed, 3);
  const { client } = scripted((request) => [accept('x'), refuse(400, 'no')][request] ?? lost());
  const report = await sale.send(client, { concurrency: 1 });
  expect(report).toEqual(await ledger.report('sale'));
  expect(report.batches).toMatchObject({ total: 3, accepted: 1, rejected: 1, unknown: 1 });
  expect(await all(parsed.batches('sale'))).toEqual(await all(ledger.batches('sale')));
  expect(await all(sale.recipients('rejected'))).toEqual(['375290000001']);
  await expect(parsed.remove('sale')).rejects.toMatchObject({ code: 'not_finished' });
  await parsed.remove('sale', { force: true });
  expect(await parsed.campaigns()).toEqual([]);
});

describe('a standby', () => {
  const folder = async () => {
    const [row] = await books.sql<{ folder: string }>(`select current_setting('data_directory') as folder`);
    return row?.folder as string;
  };

  it('reports, and sends, loads and migrates nothing', async () => {
    const sale = await loadedInto(ledger, 2);
    const signal = join(await folder(), 'standby.signal');
    await server.stop();
    writeFileSync(signal, '');
    await server.start({ hot_standby: 'on' });
    const standby = through({}, { patience: 0 });
    expect((await sale.report()).batches.pending).toBe(2);
    for (const attempt of [
      () => standby.migrate(),
      () => standby.load('other'),
      () => begin(standby),
      () => standby.resolve('sale', 0, 'abandon'),
      () => standby.cancel('sale'),
    ])
      expect(await failure(attempt())).toMatchObject({
        code: 'ledger_unavailable',
        message: expect.stringMatching(/: this server is a standby, or the role may only read: connect to the primary/),
      });
    await server.stop();
    rmSync(signal);
    await server.start({});
  });
});

describe('a host', () => {
  const unsafe = (cause: string) => ({
    code: 'server_unsafe',
    message: expect.stringMatching(new RegExp(`\\(${cause}\\): turn fsync on, or give postgresLedger durability: 'trusted'`)),
  });
  const made = async (schema: string) => (await books.sql('select from pg_namespace where nspname = $1', [schema])).length > 0;

  it('that shows `fsync = off`, as Neon does, is refused before it gets tables, and used where it is trusted', async () => {
    await server.restart({ fsync: 'off' });
    const pool = new Pool(server.connection);
    pools.push(pool);
    expect(await failure(postgresLedger({ pool, schema: 'neon' }).migrate())).toMatchObject(unsafe('fsync = off'));
    expect(await made('neon')).toBe(false);
    const trusted = postgresLedger({ pool, schema: 'neon', durability: 'trusted' });
    await trusted.migrate();
    const sale = await loadedInto(trusted, 3);
    expect((await sale.send(scripted(() => accept()).client)).batches.accepted).toBe(3);
    await server.restart({});
  });

  it('that does not tell its place in the log, as Aurora does, is refused, and used, in the same way', async () => {
    await books.sql(`create role aurora login password 'secret'; grant create on database postgres to aurora`);
    // What a host withholds.
    await books.sql('revoke execute on function pg_current_wal_lsn() from public');
    const pool = new Pool({ ...server.connection, user: 'aurora', password: 'secret' });
    pools.push(pool);
    const untold = unsafe('it does not tell which server it is');
    expect(await failure(postgresLedger({ pool, schema: 'aurora' }).migrate())).toMatchObject(untold);
    expect(await made('aurora')).toBe(false);
    const trusted = postgresLedger({ pool, schema: 'aurora', durability: 'trusted' });
    await trusted.migrate();
    const sale = await loadedInto(trusted, 3);
    // The column says what is not known of it, and the ledger goes by the rest.
    const { rows } = await pool.query<{ server: string }>('select server from aurora.campaigns');
    expect(rows).toEqual([{ server: expect.stringMatching(/^\d+\/\?\/\d+$/) }]);
    const distrusting = unsafe('it does not tell which server it is: \\d+/\\?/\\d+');
    expect(await failure(begin(postgresLedger({ pool, schema: 'aurora' })))).toMatchObject(distrusting);
    const sending = await begin(trusted);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
    await books.sql(`update aurora.campaigns set server = '1/?/2'`);
    expect(await failure(begin(trusted))).toMatchObject({ code: 'server_changed' });
    await trusted.adopt('sale');
    expect((await sale.send(scripted(() => accept()).client)).batches.accepted).toBe(3);
    await books.sql('grant execute on function pg_current_wal_lsn() to public');
  });
});
