import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Database from 'libsql';
import { type Campaign, type CampaignError, openCampaign, type SqliteDatabase, sqliteLedger } from 'viber-mailing/campaign';
import { describe, expect, it, vi } from 'vitest';
import { all, failure, freshFolder, greeting, ledgerAt, loaded, phones } from './campaigns.ts';
import { ledgerIn } from './processes.ts';
import { accept, lost, refuse, type Scripted, scripted, together, unreachable } from './scripted-client.ts';

/** Another program that writes into the same file, and takes its time. */
function writerIn(dir: string) {
  const other = new Database(join(dir, 'campaigns.db'));
  return { begin: () => void other.exec('begin immediate'), end: () => void other.exec('rollback') };
}

describe('an answer that came', () => {
  it('is written down once the database lets it, also after a while', async () => {
    const dir = freshFolder();
    const sale = await loaded(3, dir);
    const writer = writerIn(dir);
    const { client, posted } = scripted((request) => {
      if (request === 0) {
        writer.begin();
        setTimeout(writer.end, 700);
      }
      return accept(`uuid-${request}`);
    });
    expect((await sale.send(client, { concurrency: 1 })).batches).toMatchObject({ accepted: 3, unknown: 0 });
    expect(posted).toEqual(phones(3));
    expect((await all(sale.batches())).map(({ uuid }) => uuid)).toEqual(['uuid-0', 'uuid-1', 'uuid-2']);
  });

  it('is in the error where the database does not let it for longer than there is patience', async () => {
    const dir = freshFolder();
    await loaded(3, dir);
    const sale = await openCampaign('sale', { ledger: ledgerAt(dir, 200), message: greeting });
    const writer = writerIn(dir);
    const { client, posted } = scripted((request) => {
      if (request === 0) writer.begin();
      return accept('the-uuid');
    });
    const error = (await failure(sale.send(client, { concurrency: 1 }))) as CampaignError;
    expect(error).toMatchObject({ name: 'CampaignError', code: 'not_settled', uuid: 'the-uuid' });
    expect(error.batch).toEqual({ index: 0, size: 1, state: 'accepted', uuid: 'the-uuid' });
    expect(error.message).toContain('(batch 0 accepted as the-uuid)');
    expect(posted).toEqual(phones(1));
    writer.end();
    expect((await sale.report()).batches).toMatchObject({ unknown: 1, pending: 2 });
    await sale.resolve(error.batch as { index: number }, 'sent');
    expect((await sale.send(client)).batches).toMatchObject({ accepted: 3 });
    expect(posted.toSorted()).toEqual(phones(3));
  });

  it('is in the error with all the others that were under way', async () => {
    const dir = freshFolder();
    await loaded(4, dir);
    const sale = await openCampaign('sale', { ledger: ledgerAt(dir, 200), message: greeting });
    const writer = writerIn(dir);
    let requests = 0;
    const { client } = scripted(async (request) => {
      if (++requests === 3) writer.begin();
      while (requests < 3) await new Promise((resolve) => setTimeout(resolve, 1));
      return request === 0 ? accept('a') : request === 1 ? refuse(400, 'no') : lost();
    });
    const error = (await failure(sale.send(client, { concurrency: 3 }))) as CampaignError;
    writer.end();
    expect(error.unsettled.map(({ state }) => state).toSorted()).toEqual(['accepted', 'rejected', 'unknown']);
  });

  it.each([
    [
      'leaves the loop',
      (sale: Campaign<typeof greeting>, client: Scripted['client'], onFirst: () => void) =>
        (async () => {
          for await (const _ of sale.stream(client, { concurrency: 2 })) {
            onFirst();
            break;
          }
        })(),
    ],
    [
      'throws in the callback',
      (sale: Campaign<typeof greeting>, client: Scripted['client'], onFirst: () => void) =>
        sale.send(client, {
          concurrency: 2,
          onBatch: () => {
            onFirst();
            throw new Error('mine');
          },
        }),
    ],
  ])('is in the error also where it comes to a caller who %s', async (_, send) => {
    const dir = freshFolder();
    await loaded(4, dir);
    const sale = await openCampaign('sale', { ledger: ledgerAt(dir, 200), message: greeting });
    const writer = writerIn(dir);
    const both = together(2);
    const left = together(2);
    const { client, posted } = scripted(async (request) => {
      await both();
      if (request === 1) await left();
      return accept(`uuid-${request}`);
    });
    const error = (await failure(
      send(sale, client, () => {
        writer.begin();
        left();
      }),
    )) as CampaignError;
    writer.end();
    expect(error).toMatchObject({ code: 'not_settled' });
    expect(error.unsettled).toContainEqual({ index: 1, size: 1, state: 'accepted', uuid: 'uuid-1' });
    expect(posted.length).toBe(2);
  });

  it('is written down also beside one whose batch somebody took away', async () => {
    const dir = freshFolder();
    const sale = await loaded(2, dir);
    const both = together(2);
    let taken = false;
    const { client } = scripted(async (_, [phone]) => {
      await both();
      if (!taken) ledgerIn(join(dir, 'campaigns.db')).run(`update batches set claim = 'another' where "index" = 0`);
      taken = true;
      return accept(`uuid-${phone}`);
    });
    expect(await failure(sale.send(client, { concurrency: 2 }))).toMatchObject({
      code: 'claim_lost',
      message: expect.stringContaining(`(batch 0 accepted as uuid-${phones(2)[0]})`),
      unsettled: [{ index: 0, size: 1, state: 'accepted', uuid: `uuid-${phones(2)[0]}` }],
    });
    expect(await all(sale.batches())).toMatchObject([{ state: 'unknown' }, { state: 'accepted', uuid: `uuid-${phones(2)[1]}` }]);
  });

  it('is waited for at the beginning, too', async () => {
    const dir = freshFolder();
    const sale = await loaded(1, dir);
    const writer = writerIn(dir);
    writer.begin();
    setTimeout(writer.end, 700);
    expect((await sale.send(scripted(() => accept()).client)).batches.accepted).toBe(1);
  });
});

describe('attempts', () => {
  it('are counted where a request was tried, and not where a batch was given back', async () => {
    const sale = await loaded(2);
    const { client } = scripted(unreachable, { retry: 1, onRetry: () => {} });
    await failure(sale.send(client, { concurrency: 1 }));
    expect((await all(sale.batches())).map(({ attempts }) => attempts)).toEqual([2, 0]);
  });
});

describe('the lock', () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;

  it('is given up with a stream that nobody holds any more', async () => {
    const sale = await loaded(20);
    const { client, posted } = scripted(() => accept());
    await (async () => {
      await sale.stream(client, { concurrency: 2 }).next();
    })();
    expect(await failure(sale.send(client))).toMatchObject({ code: 'ledger_busy' });
    let report = await sale.send(client).catch(() => undefined);
    for (let tries = 0; report === undefined && tries < 500; tries++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 20));
      report = await sale.send(client).catch(() => undefined);
    }
    expect(report?.batches).toMatchObject({ accepted: 20, unknown: 0 });
    expect(posted.toSorted()).toEqual(phones(20));
  });

  it('is no reason to wait for those who only read', async () => {
    const dir = freshFolder();
    const sale = await loaded(4, dir);
    const reader = ledgerAt(dir);
    const seen: number[] = [];
    await sale.send(scripted(() => accept()).client, {
      concurrency: 1,
      onBatch: async () => seen.push((await reader.report('sale')).batches.accepted),
    });
    expect(seen.every((accepted, place) => accepted > place)).toBe(true);
  });
});

describe('a database in memory', () => {
  it('keeps a campaign for as long as the process', async () => {
    const database = new Database(':memory:');
    const sale = await openCampaign('sale', { ledger: sqliteLedger(database), message: greeting });
    await sale.load(phones(3), { batchSize: 1 });
    const stream = sale.stream(scripted(() => accept()).client, { concurrency: 1 });
    await stream.next();
    const other = await openCampaign('sale', { ledger: sqliteLedger(database), message: greeting });
    expect(await failure(other.send(scripted(() => accept()).client))).toMatchObject({ code: 'ledger_busy' });
    await stream.return?.();
    expect((await other.send(scripted(() => accept()).client)).batches.accepted).toBe(3);
  });
});

it("a database in memory may be written as ':memory:', and is no file of that name", async () => {
  const { getBuiltinModule } = process;
  const given = vi.spyOn(process, 'getBuiltinModule');
  given.mockImplementation((name: string) => (name === 'node:sqlite' ? { DatabaseSync: Database } : getBuiltinModule(name)));
  try {
    const [ledger, other] = [sqliteLedger(':memory:'), sqliteLedger(':memory:')];
    const sale = await openCampaign('sale', { ledger, message: greeting });
    await sale.load(phones(3), { batchSize: 1 });
    expect((await sale.send(scripted(() => accept()).client)).batches.accepted).toBe(3);
    expect(await other.campaigns()).toEqual([]);
    expect(existsSync(':memory:')).toBe(false);
  } finally {
    given.mockRestore();
  }
});

describe('a database of another make', () => {
  /** The whole way of a campaign, through a database that was opened in the given way. */
  const carries = async (open: (file: string) => SqliteDatabase) => {
    const file = join(freshFolder(), 'campaigns.db');
    const sale = await openCampaign('sale', { ledger: sqliteLedger(open(file)), message: greeting });
    await sale.load([...phones(3), ...phones(3)], { batchSize: 1, unique: true });
    const { client, posted } = scripted((request) => (request === 0 ? accept('uuid') : refuse(400, 'no')));
    expect((await sale.send(client, { concurrency: 1 })).batches).toMatchObject({ total: 3, accepted: 1, rejected: 2 });
    const again = await openCampaign('sale', { ledger: sqliteLedger(open(file)), message: greeting });
    expect((await again.report()).recipients).toMatchObject({ total: 3, accepted: 1, rejected: 2 });
    expect(await all(again.batches('accepted'))).toMatchObject([{ index: 0, size: 1, attempts: 1, uuid: 'uuid' }]);
    expect(await all(again.recipients('rejected'))).toEqual(phones(3).slice(1));
    expect(posted).toEqual(phones(3));
  };

  it('may be as strict as better-sqlite3, which refuses the options of node:sqlite and takes numbered parameters for named ones', async () => {
    class Strict extends Database {
      constructor(file: string, options: Database.Options = {}) {
        if ('readOnly' in options) throw new TypeError('Misspelled option "readOnly" should be "readonly"');
        super(file, options);
      }

      override prepare(sql: string): any {
        if (/\?\d/.test(sql)) throw new RangeError('Too many parameter values were provided');
        return super.prepare(sql);
      }
    }
    await carries((file) => new Strict(file));
  });

  it('may be told to give whole numbers as BigInt', async () => {
    await carries((file) => {
      const database = new Database(file);
      database.defaultSafeIntegers(true);
      return database;
    });
  });
});

describe('a database that its owner closed', () => {
  it('is told as that', async () => {
    const database = new Database(join(freshFolder(), 'campaigns.db'));
    const sale = await openCampaign('sale', { ledger: sqliteLedger(database), message: greeting });
    database.close();
    const refused = {
      name: 'CampaignError',
      code: 'ledger_unavailable',
      message: expect.stringContaining('(the database was closed)'),
    };
    expect(await failure(sale.load(phones(2)))).toMatchObject(refused);
    expect(await failure(sale.report())).toMatchObject(refused);
  });
});

describe('a file that cannot be used', () => {
  it.each([
    [
      'is of another program',
      'create table migrations (id integer primary key, name text)',
      'not_migrated',
      'give the ledger a file of its own',
    ],
    ['lacks a table', `drop table if exists batches`, 'not_migrated', 'give the ledger a file of its own'],
    ['is locked by another program', 'begin immediate', 'ledger_unavailable', 'another program has the file locked'],
  ])('as it %s, is told with the way out', async (_, sql, code, wayOut) => {
    const dir = freshFolder();
    if (!sql.startsWith('create')) await loaded(1, dir);
    const other = new Database(join(dir, 'campaigns.db'));
    other.exec(sql);
    const ledger = ledgerAt(dir, 100);
    const use = async () => (await openCampaign('sale', { ledger, message: greeting })).send(scripted(() => accept()).client);
    expect(await failure(use())).toMatchObject({ code, message: expect.stringContaining(wayOut) });
    if (other.inTransaction) other.exec('rollback');
  });
});

describe('the tables', () => {
  it('are made by SQL that can be run again, and are the same as in PostgreSQL', async () => {
    const dir = freshFolder();
    const ledger = ledgerAt(dir);
    const database = ledgerIn(join(dir, 'campaigns.db'));
    database.run(ledger.sql);
    await ledger.migrate();
    await ledger.migrate();
    database.run(ledger.sql);
    const tables = database.read<{ name: string }>(`select name from sqlite_master where type in ('table', 'view') order by name`);
    expect(tables.map(({ name }) => name)).toEqual(['batches', 'campaigns', 'migrations', 'report']);
    expect(await ledger.campaigns()).toEqual([]);
  });

  it('show where each campaign stands', async () => {
    const dir = freshFolder();
    const sale = await loaded(3, dir);
    await sale.send(scripted((request) => (request === 0 ? accept() : refuse(400, `no ${request}`))).client, { concurrency: 1 });
    const rows = ledgerIn(join(dir, 'campaigns.db')).read('select * from report');
    expect(rows).toMatchObject([{ campaign: 'sale', batches: 3, batches_accepted: 1, recipients_rejected: 2, recipients: 3 }]);
  });
});

it('there is none where the module of SQLite is there, and nothing can be opened, as in workerd', () => {
  class DatabaseSync {
    constructor() {
      throw new TypeError('Illegal constructor');
    }
  }
  const given = vi.spyOn(process, 'getBuiltinModule').mockReturnValue({ DatabaseSync });
  try {
    expect(() => sqliteLedger('campaigns.db')).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ code: 'no_sqlite' })] }),
    );
  } finally {
    given.mockRestore();
  }
});
