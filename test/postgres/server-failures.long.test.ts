import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { openCampaign } from 'viber-mailing/campaign';
import { type PostgresLedger, type PostgresPool, postgresLedger } from 'viber-mailing/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, greeting, phones } from '../campaign/campaigns.ts';
import { accept, later, scripted } from '../campaign/scripted-client.ts';
import { begin, claimed, loadedInto, statesOf } from './books.ts';
import { poolAround } from './pool-around.ts';
import { Processes } from './processes.ts';
import { type PostgresServer, startPostgres } from './server.ts';

let server: PostgresServer;
let books: Processes;
let ledger: PostgresLedger;

beforeAll(async () => {
  server = await startPostgres();
  books = await Processes.begin(server);
});

beforeEach(async () => {
  await books.clear();
  ledger = books.start();
});

afterAll(async () => {
  await books.end();
  await server.close();
});

describe('a server that lets others not wait for the disk', () => {
  beforeAll(() => server.restart({ synchronous_commit: 'off', wal_writer_delay: '10s' }));
  afterAll(() => server.restart({}));

  const crashed = async (work: () => Promise<unknown>) => {
    await books.sql(`create table if not exists ${books.schema}.control (id int)`);
    await books.sql('checkpoint');
    await work();
    // Written after the marks, without waiting: it shows that a crash loses what was not made durable.
    await books.sql(`insert into ${books.schema}.control values (1)`);
    await server.crash();
    await server.start();
    expect(await books.sql(`select from ${books.schema}.control`)).toEqual([]);
  };

  it('loses no mark when it crashes', async () => {
    const sale = await loadedInto(ledger, 30);
    const sending = await begin(ledger);
    await crashed(async () => {
      for (let i = 0; i < 20; i++) await claimed(sending);
    });
    expect((await sale.report()).batches).toMatchObject({ sending: 20, pending: 10 });
  });

  it('loses no answer when it crashes', async () => {
    const sale = await loadedInto(ledger, 3);
    const sending = await begin(ledger);
    const claims = [await claimed(sending), await claimed(sending)] as const;
    await crashed(() => sending.settle(claims[0], { state: 'accepted', uuid: 'x' }));
    await crashed(() => sending.settle(claims[1], { state: 'rejected', reason: 'no' }));
    expect(await statesOf(sale)).toEqual(['accepted', 'rejected', 'pending']);
  });

  it('loses no load when it crashes', async () => {
    await crashed(() => loadedInto(ledger, 3));
    expect((await books.start().find('sale'))?.batches).toBe(3);
  });

  it("loses no person's word when it crashes", async () => {
    const sale = await loadedInto(ledger, 1);
    const sending = await begin(ledger);
    await sending.settle(await claimed(sending), { state: 'unknown', reason: 'lost' });
    await crashed(() => sale.resolve({ index: 0 }, 'sent'));
    expect(await statesOf(sale)).toEqual(['accepted']);
  });
});

describe('a server with fsync off', () => {
  afterEach(() => server.restart({}));

  const refused = { code: 'server_unsafe', message: expect.stringContaining('(fsync = off)') };

  it('is refused by load and send', async () => {
    const sale = await loadedInto(ledger, 3);
    await server.restart({ fsync: 'off' });
    const { client, posted } = scripted(() => accept());
    const send = () => sale.send(client);
    expect(await failure(send())).toMatchObject(refused);
    const other = await openCampaign('other', { ledger, message: greeting });
    expect(await failure(other.load(phones(1)))).toMatchObject(refused);
    expect(posted).toEqual([]);
  });

  it('hands out nothing to those who send already', async () => {
    const sale = await loadedInto(ledger, 3);
    const sending = await begin(ledger);
    await claimed(sending);
    await server.restart({ fsync: 'off' });
    expect(await failure(sending.claim())).toMatchObject(refused);
    expect((await sale.report()).batches).toMatchObject({ pending: 2, sending: 1 });
  });
});

describe('another server than at the load', () => {
  const changed = { code: 'server_changed', message: expect.stringContaining('compare the report with the account') };

  /** Puts the server back to an earlier life of it, as a restored backup begins: on another timeline. */
  const restored = async () => {
    const [row] = await books.sql<{ folder: string }>(`select current_setting('data_directory') as folder`);
    await server.stop();
    writeFileSync(join(row?.folder as string, 'recovery.signal'), '');
    await server.start({ restore_command: 'false' });
    // It takes connections before it is through with its recovery.
    for (let recovering = true; recovering; ) {
      const [state] = await books.sql<{ recovering: boolean }>('select pg_is_in_recovery() as recovering');
      recovering = state?.recovering === true;
      await new Promise((later) => setTimeout(later, 20));
    }
  };

  it('stops those who send, who begin to, and nothing else, until a person adopts the campaign', async () => {
    const sale = await loadedInto(ledger, 3);
    const sending = await begin(ledger);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
    const before = await books.sql('select pg_walfile_name(pg_current_wal_lsn()) as file');
    await restored();
    expect(await books.sql('select pg_walfile_name(pg_current_wal_lsn()) as file')).not.toEqual(before);

    expect(await failure(sending.claim())).toMatchObject(changed);
    const { client, posted } = scripted(() => accept());
    const send = () => sale.send(client);
    expect(await failure(send())).toMatchObject(changed);
    expect(posted).toEqual([]);
    expect((await sale.report()).batches).toMatchObject({ accepted: 1, pending: 2 });

    await ledger.adopt('sale');
    await send();
    expect((await sale.report()).batches).toMatchObject({ accepted: 3 });
  });

  it('is one of another identity, too', async () => {
    const sale = await loadedInto(ledger, 1);
    await books.sql(`update ${books.schema}.campaigns set server = (select '7' || server from ${books.schema}.campaigns)`);
    expect(await failure(begin(ledger))).toMatchObject(changed);
    expect(await statesOf(sale)).toEqual(['pending']);
  });

  it('is the same one with the tables put back from a dump, too', async () => {
    await loadedInto(ledger, 1);
    const batches = `${books.schema}.batches`;
    await books.sql(`create table ${batches}_copy (like ${batches} including all)`);
    await books.sql(`insert into ${batches}_copy select * from ${batches}`);
    await books.sql(`alter table ${batches} rename to batches_original`);
    await books.sql(`alter table ${batches}_copy rename to batches`);
    expect(await failure(begin(ledger))).toMatchObject(changed);
    await books.sql(`drop table ${batches}`);
    await books.sql(`alter table ${batches}_original rename to batches`);
    await begin(ledger);
  });

  it('tells who settles a batch that it lacks the mark of', async () => {
    await loadedInto(ledger, 1);
    const sending = await begin(ledger);
    const claim = await claimed(sending);
    await books.sql(`update ${books.schema}.batches set state = 'pending', claim = null, lease = null, sent_at = null`);
    await books.sql(`update ${books.schema}.campaigns set server = 'another'`);
    expect(await failure(sending.settle(claim, { state: 'accepted', uuid: 'x' }))).toMatchObject(changed);
  });

  it('cannot be adopted for a campaign that is not there', async () => {
    expect(await failure(ledger.adopt('sale'))).toMatchObject({ code: 'not_loaded' });
  });
});

describe('a server that goes away', () => {
  it.each(['crash', 'stop'] as const)('and comes back does not end a send: %s', async (end) => {
    const sale = await loadedInto(ledger, 60);
    let away: Promise<void> | undefined;
    const { client, posted } = scripted((request) => {
      if (request === 20) away = server[end]().then(() => server.start());
      return later(5);
    });
    await sale.send(client, { concurrency: 4 });
    await away;
    expect(new Set(posted).size).toBe(60);
    expect(posted).toHaveLength(60);
    expect((await sale.report()).batches).toMatchObject({ total: 60, accepted: 60 });
  });

  it('during a load leaves nothing of it, and says so', async () => {
    const sale = await openCampaign('sale', { ledger, message: greeting });
    async function* rows() {
      yield* phones(20);
      await server.crash();
      yield* phones(20);
    }
    expect(await failure(sale.load(rows(), { batchSize: 1 }))).toMatchObject({ code: 'ledger_unavailable' });
    await server.start();
    expect(await books.start().find('sale')).toBeUndefined();
    await sale.load(phones(2));
  });

  it('is told by a sentence, without a word of what was to be written', async () => {
    const nobody = postgresLedger({ pool: new Pool({ ...server.connection, port: 9 }), patience: 0 });
    const away = {
      code: 'ledger_unavailable',
      message:
        'the ledger cannot be read or written (ECONNREFUSED): see that its disk has room and its file belongs to you, or that its database runs and lets you in, then go on',
    };
    for (const attempt of [() => nobody.migrate(), () => nobody.find('sale'), () => nobody.load('sale'), () => begin(nobody)])
      expect(await failure(attempt())).toMatchObject(away);
    const stranger = postgresLedger({ pool: new Pool({ ...server.connection, password: 'wrong' }) });
    expect(await failure(stranger.find('sale'))).toMatchObject({
      code: 'ledger_unavailable',
      message: expect.stringContaining('(28P01): the server does not let the role in'),
    });
  });
});

describe('a server that does not answer', () => {
  afterEach(() => vi.useRealTimers());

  it.each([
    ['a connection', { connect: () => new Promise<never>(() => {}), on: () => {} }],
    [
      'a statement',
      {
        connect: async () => ({ query: () => new Promise<never>(() => {}), release: () => {}, on: () => {}, off: () => {} }),
        on: () => {},
      },
    ],
  ])('is waited for a quarter of a minute: %s', async (_, pool: PostgresPool) => {
    vi.useFakeTimers();
    const found = failure(postgresLedger({ pool, patience: 0 }).find('sale'));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await found).toMatchObject({
      code: 'ledger_unavailable',
      message: expect.stringContaining('(no answer in 15 seconds)'),
    });
  });

  it('has its connection closed, as an answer that comes late would be taken for the next one', async () => {
    vi.useFakeTimers();
    const release = vi.fn();
    const client = { query: () => new Promise<never>(() => {}), release, on: () => {}, off: () => {} };
    const found = failure(postgresLedger({ pool: { connect: async () => client, on: () => {} }, patience: 0 }).find('sale'));
    await vi.advanceTimersByTimeAsync(15_000);
    await found;
    expect(release).toHaveBeenCalledExactlyOnceWith(true);
  });

  it('may give a connection late: it goes back to the pool', async () => {
    vi.useFakeTimers();
    const release = vi.fn();
    let connected = (_: unknown) => {};
    const connecting = new Promise<never>((resolve) => {
      connected = resolve as never;
    });
    const found = failure(postgresLedger({ pool: { connect: () => connecting, on: () => {} }, patience: 0 }).find('sale'));
    await vi.advanceTimersByTimeAsync(15_000);
    await found;
    connected({ release });
    await vi.advanceTimersByTimeAsync(0);
    expect(release).toHaveBeenCalledTimes(1);
  });
});

describe('an answer of the database that gets lost', () => {
  /** A pool that runs the first statement of a kind and then loses its answer. */
  const losing = (...kinds: RegExp[]) => {
    const pool = new Pool(server.connection);
    const left = new Set(kinds);
    const lossy = poolAround(pool, async (run, text) => {
      const result = await run();
      const kind = [...left].find((each) => each.test(text));
      if (kind === undefined) return result;
      left.delete(kind);
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    });
    return { ledger: postgresLedger({ pool: lossy, schema: books.schema }), left, end: () => pool.end() };
  };

  it.each([
    ['to a claim: the batch goes back, and is sent once', [/\.claim\(/]],
    ['to a settlement: it is settled once', [/\.settle\(/]],
    ['to a claim, and to its giving back', [/\.claim\(/, /claim = any/]],
  ])('%s', async (_, kinds) => {
    const sale = await loadedInto(ledger, 5);
    const { ledger: lossy, left, end } = losing(...kinds);
    const { client, posted } = scripted(() => accept());
    const same = await openCampaign('sale', { ledger: lossy, message: greeting });
    await same.send(client, { concurrency: 1 });
    expect(left).toEqual(new Set());
    expect(posted.toSorted()).toEqual(phones(5));
    expect((await sale.report()).batches).toMatchObject({ accepted: 5 });
    await end();
  });
});
