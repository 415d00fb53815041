import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
import { postgresLedger } from 'viber-mailing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../campaign/campaigns.ts';
import { begin, claimed, loadedInto } from './books.ts';
import { Processes } from './processes.ts';
import { type PostgresServer, startPostgres } from './server.ts';

let server: PostgresServer;
const all: Processes[] = [];
const fresh = () => {
  const books = new Processes(server);
  all.push(books);
  return books;
};

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(async () => {
  for (const books of all) await books.end();
  await server.close();
});

describe('migrate', () => {
  it('makes the tables, once, however many workers call it at once and again', async () => {
    const books = fresh();
    const workers = Array.from({ length: 6 }, () => books.start());
    await Promise.all(workers.map((worker) => worker.migrate()));
    await loadedInto(books.start(), 2);
    await Promise.all(workers.map((worker) => worker.migrate()));
    expect(await books.sql(`select version from ${books.schema}.migrations`)).toEqual([{ version: 1 }]);
    expect((await books.start().report('sale')).batches.pending).toBe(2);
  });

  it('runs what `sql` says, so that another tool may run that', async () => {
    const books = fresh();
    await books.sql(books.start().sql);
    await loadedInto(books.start(), 2);
    await books.sql(books.start().sql);
    expect((await books.start().report('sale')).batches.pending).toBe(2);
  });

  it('needs no right to make a schema where the tables are there', async () => {
    const books = fresh();
    await books.start().migrate();
    await books.sql(`create role plain login password 'plain'`);
    await books.sql(`grant usage on schema ${books.schema} to plain`);
    await books.sql(`grant select, insert, update, delete on all tables in schema ${books.schema} to plain`);
    await books.sql(`grant usage on all sequences in schema ${books.schema} to plain`);
    const pool = new Pool({ ...server.connection, user: 'plain', password: 'plain' });
    const ledger = postgresLedger({ pool, schema: books.schema });
    await ledger.migrate();
    await loadedInto(ledger, 1);
    const sending = await begin(ledger);
    await sending.settle(await claimed(sending), { state: 'accepted', uuid: 'x' });
    expect((await ledger.report('sale')).batches.accepted).toBe(1);
    await pool.end();
  });

  it('is what is missing where the tables are', async () => {
    const ledger = fresh().start();
    const sentence = { code: 'not_migrated', message: expect.stringContaining('call ledger.migrate()') };
    for (const attempt of [
      () => ledger.find('sale'),
      () => ledger.load('sale'),
      () => begin(ledger),
      () => ledger.report('sale'),
      () => ledger.resolve('sale', 0, 'sent'),
    ])
      expect(await failure(attempt())).toMatchObject(sentence);
  });

  it('does not undo tables of a later version, which this one leaves alone', async () => {
    const books = fresh();
    await books.start().migrate();
    await loadedInto(books.start(), 1);
    await books.sql(`insert into ${books.schema}.migrations (version) values (2)`);
    await books.start().migrate();
    const later = { code: 'not_migrated', message: expect.stringContaining('(version 2, not 1)') };
    expect(await failure(begin(books.start()))).toMatchObject(later);
    expect(await failure(books.start().load('other'))).toMatchObject(later);
  });
});

describe('the tables do not hold', () => {
  let books: Processes;

  beforeAll(async () => {
    books = fresh();
    await books.start().migrate();
    const sale = await loadedInto(books.start(), 5);
    const sending = await begin(books.start());
    const claims = [await claimed(sending), await claimed(sending), await claimed(sending), await claimed(sending)] as const;
    await sending.settle(claims[1], { state: 'accepted', uuid: 'x' });
    await sending.settle(claims[2], { state: 'rejected', reason: 'no' });
    await sending.settle(claims[3], { state: 'unknown', reason: 'lost' });
    expect(sale.loaded).toBe(true);
  });

  const batch = { sending: 0, accepted: 1, rejected: 2, unknown: 3, pending: 4 };
  it.each([
    ['a state that does not exist', 'pending', `state = 'sent'`],
    ['a batch of nobody', 'pending', 'size = 0'],
    ['a pending batch that somebody sends', 'pending', `claim = '12345678-1234-1234-1234-123456789abc'`],
    ['a pending batch with a lease', 'pending', 'lease = clock_timestamp()'],
    ['a pending batch that was accepted', 'pending', `uuid = 'x'`],
    ['a pending batch without recipients', 'pending', 'list = null'],
    ['a batch that nobody sends', 'sending', 'claim = null'],
    ['a batch that is sent for ever', 'sending', 'lease = null'],
    ['a batch under way without recipients', 'sending', 'list = null'],
    ['an accepted batch with a reason', 'accepted', `reason = 'no'`],
    ['an accepted batch with a lease', 'accepted', 'lease = clock_timestamp()'],
    [
      'an accepted batch that is pending, with its recipients gone',
      'accepted',
      `state = 'pending', claim = null, sent_at = null, uuid = null`,
    ],
    ['a rejected batch without a reason', 'rejected', 'reason = null'],
    ['a rejected batch with an id', 'rejected', `uuid = 'x'`],
    ['a rejected batch without recipients', 'rejected', 'list = null'],
    ['a rejected batch that nobody sent', 'rejected', 'claim = null'],
    ['an unknown batch without a reason', 'unknown', 'reason = null'],
    ['an unknown batch that nobody sent', 'unknown', 'claim = null'],
    ['an accepted batch with its recipients', 'accepted', `list = 'x'`],
    ['an abandoned batch with its recipients', 'pending', `state = 'abandoned'`],
    ['a pending batch that was sent', 'pending', 'sent_at = clock_timestamp()'],
    ['a batch under way since never', 'sending', 'sent_at = null'],
    ['a batch tried less than never', 'pending', 'attempts = -1'],
    ['a digest that is none', 'pending', `digest = '\\x00'`],
  ] as const)('%s', async (_, state, change) => {
    const error = await failure(books.sql(`update ${books.schema}.batches set ${change} where index = $1`, [batch[state]]));
    expect(error).toMatchObject({ code: '23514' });
  });

  it.each([
    ['a campaign without batches', 'batches = 0'],
    ['a campaign with more recipients than its batches have room for', 'recipients = 6'],
    ['a campaign with a batch too many', 'batches = 6'],
    ['a name that is none', `name = 'a b'`],
    ['a digest that is none', `content = 'x'`],
    ['a mailing that is none', `head = '[]'`],
  ])('%s', async (_, change) => {
    expect(await failure(books.sql(`update ${books.schema}.campaigns set ${change}`))).toMatchObject({ code: '23514' });
  });

  it.each([
    [
      'two campaigns of one name',
      'campaigns (name, head, message, batches, batch_size, numbered, recipients, invalid, content)',
      `'SALE', '{}', repeat('a', 64), 1, 1, false, 1, 0, repeat('a', 64)`,
      '23505',
    ],
    [
      'two batches of one number',
      'batches (campaign, index, size, list, checksum, digest)',
      `(select id from books.campaigns), 0, 1, '', '', sha256('')`,
      '23505',
    ],
    ['a batch of no campaign', 'batches (campaign, index, size, list, checksum, digest)', `0, 0, 1, '', '', sha256('')`, '23503'],
  ])('%s', async (_, table, values, code) => {
    const insert = `insert into books.${table} values (${values})`.replaceAll('books.', `${books.schema}.`);
    expect(await failure(books.sql(insert))).toMatchObject({ code });
  });
});

it('no statement of the ledger names a session setting, so that a pooler may stand between', () => {
  const source = readFileSync(new URL('../../src/campaign/postgres/sql.ts', import.meta.url), 'utf8');
  expect(source.match(/set_config\([^;]*?, (true|false)\)/s)?.[1]).toBe('true');
  // The temporary table of a load lasts as long as its transaction.
  expect(source.match(/create temporary table.*/g)?.map((table) => / on commit drop\b/.test(table))).toEqual([true]);
  expect(source).not.toMatch(/\b(?:listen|prepare|temp|pg_advisory_lock|pg_try_advisory_lock)\b/i);
});
