import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Client, Pool, type PoolConfig } from 'pg';
import { openCampaign } from 'viber-mailing/campaign';
import { type PostgresLedger, postgresLedger } from 'viber-mailing/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { leaseOf } from '../../src/campaign/postgres/send.ts';
import { failure, greeting, phones } from '../campaign/campaigns.ts';
import { accept, lost, refuse, scripted } from '../campaign/scripted-client.ts';
import { expired, key, localhost, otherHost } from '../client/certificates.ts';
import { begin, claimed, loadedInto, other, statesOf } from './books.ts';
import { poolAround } from './pool-around.ts';
import { Processes } from './processes.ts';
import { type PostgresServer, startPostgres } from './server.ts';
import { TransactionPooler } from './transaction-pooler.ts';

let server: PostgresServer;
let books: Processes;
let ledger: PostgresLedger;

beforeAll(async () => {
  server = await startPostgres();
  books = await Processes.begin(server);
  ledger = books.start();
});

beforeEach(() => books.clear());
afterEach(() => vi.useRealTimers());

afterAll(async () => {
  await books.end();
  await server.close();
});

describe('a lease', () => {
  it('that is over makes a batch unknown, and never pending', async () => {
    const sale = await loadedInto(ledger, 2);
    await claimed(await begin(ledger));
    await books.lapse();
    expect(await statesOf(sale)).toEqual(['unknown', 'pending']);
    const sending = await begin(books.start());
    expect((await claimed(sending)).index).toBe(1);
    expect(await sending.claim()).toBeUndefined();
    expect(await sending.claim(0)).toBeUndefined();
    const rows = await books.sql(`select state, claim is not null as claimed, lease from ${books.schema}.batches where index = 0`);
    expect(rows).toEqual([{ state: 'unknown', claimed: true, lease: null }]);
  });

  it('is as long as a request may take and half a minute more, by the clock of the database', async () => {
    await loadedInto(ledger, 1);
    await claimed(await begin(ledger, 45_000));
    const left = `select extract(epoch from lease - clock_timestamp())::float as left from ${books.schema}.batches`;
    const [row] = await books.sql<{ left: number }>(left);
    expect(row?.left).toBeGreaterThan(50);
    expect(row?.left).toBeLessThanOrEqual(75);
  });

  it('is no longer held when a request that begins now might outlast it, by whichever clock', () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    const lease = () => leaseOf(10_000, { timeout: 4000 }).begin();
    const held = lease();
    vi.advanceTimersByTime(5999);
    expect(held()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(held()).toBe(false);
    // The machine slept: only the time of the day went on.
    const asleep = lease();
    vi.setSystemTime(Date.now() + 6000);
    expect(asleep()).toBe(false);
    // The time of the day was set back.
    const setBack = lease();
    vi.advanceTimersByTime(6000);
    vi.setSystemTime(Date.now() - 6000);
    expect(setBack()).toBe(false);
  });

  it('that is over before the request lets the batch be given back unsent', async () => {
    const sale = await loadedInto(ledger, 1);
    const sending = await begin(ledger);
    const claim = await claimed(sending);
    await books.lapse();
    expect(await statesOf(sale)).toEqual(['unknown']);
    await sending.settle(claim, { state: 'pending', tried: false });
    expect(await statesOf(sale)).toEqual(['pending']);
  });

  it.each([
    ['accepted', { state: 'accepted', uuid: 'late' }],
    ['rejected', { state: 'rejected', reason: 'late' }],
  ] as const)('that is over is corrected by an answer that comes late: %s', async (state, settlement) => {
    const sale = await loadedInto(ledger, 1);
    const sending = await begin(ledger);
    const claim = await claimed(sending);
    await books.lapse();
    await begin(books.start());
    expect(await statesOf(sale)).toEqual(['unknown']);
    await sending.settle(claim, settlement);
    expect(await statesOf(sale)).toEqual([state]);
  });

  it('must outlast a request by a second', async () => {
    await loadedInto(ledger, 1);
    const short = books.start({ lease: 1999 });
    await expect(begin(short, 1000)).rejects.toMatchObject({
      name: 'InvalidInputError',
      issues: [{ code: 'lease', path: 'lease' }],
    });
    await begin(books.start({ lease: 2000 }), 1000);
  });
});

describe('an answer to a batch that a person resolved meanwhile', () => {
  it.each([
    ['sent', { state: 'accepted', uuid: 'x' }, undefined],
    ['sent', { state: 'unknown', reason: 'lost' }, undefined],
    ['sent', { state: 'rejected', reason: 'no' }, 'claim_lost'],
    ['resend', { state: 'accepted', uuid: 'x' }, 'claim_lost'],
    ['resend', { state: 'rejected', reason: 'no' }, 'claim_lost'],
    ['resend', { state: 'unknown', reason: 'lost' }, undefined],
  ] as const)('as %s: %o', async (resolution, settlement, code) => {
    const sale = await loadedInto(ledger, 1);
    const sending = await begin(ledger);
    const claim = await claimed(sending);
    await books.lapse();
    await sale.resolve({ index: 0 }, resolution);
    const resolved = await statesOf(sale);
    const settled = sending.settle(claim, settlement);
    if (code === undefined) await settled;
    else await expect(settled).rejects.toMatchObject({ code, message: expect.stringContaining('look into the account') });
    expect(await statesOf(sale)).toEqual(resolved);
  });
});

it('an answer to a batch that another worker sends by now is not taken for its own', async () => {
  const sale = await loadedInto(ledger, 1);
  const sending = await begin(ledger);
  const claim = await claimed(sending);
  await books.lapse();
  await sale.resolve({ index: 0 }, 'resend');
  const again = await begin(books.start());
  const next = await claimed(again);
  for (const settlement of [
    { state: 'accepted', uuid: 'x' },
    { state: 'rejected', reason: 'no' },
  ] as const)
    expect(await failure(sending.settle(claim, settlement))).toMatchObject({ code: 'claim_lost' });
  await sending.settle(claim, { state: 'pending', tried: false });
  expect(await statesOf(sale)).toEqual(['sending']);
  await again.settle(next, { state: 'accepted', uuid: 'y' });
  expect(await failure(sending.settle(claim, { state: 'accepted', uuid: 'x' }))).toMatchObject({ code: 'claim_lost' });
  expect(await statesOf(sale)).toEqual(['accepted']);
});

describe('many who send', () => {
  it('get each batch once among them, however they ask', async () => {
    await loadedInto(ledger, 300);
    const sendings = await Promise.all(Array.from({ length: 4 }, () => begin(books.start())));
    const indexes: number[] = [];
    const ask = async (sending: Awaited<ReturnType<typeof begin>>, certain: boolean) => {
      for (let turn = 0; ; turn++) {
        const claim = await sending.claim(certain && turn < 100 ? (turn * 7) % 300 : undefined);
        if (claim !== undefined) indexes.push(claim.index);
        else if (!certain || turn >= 100) return;
        // Given back now and then: it may go out again, but only then.
        if (claim !== undefined && claim.index % 10 === 3 && turn % 5 === 0) {
          indexes.splice(indexes.indexOf(claim.index), 1);
          await sending.settle(claim, { state: 'pending', tried: false });
        }
      }
    };
    await Promise.all(sendings.flatMap((sending) => [ask(sending, false), ask(sending, true), ask(sending, false)]));
    expect(indexes.toSorted((one, next) => one - next)).toEqual(Array.from({ length: 300 }, (_, index) => index));
  });

  it('do not wait for each other: a batch that is just being claimed is passed by', async () => {
    await loadedInto(ledger, 2);
    const pool = new Pool(server.connection);
    const client = await pool.connect();
    await client.query('begin');
    await client.query(`select from ${books.schema}.batches where index = 0 for update`);
    const sending = await begin(ledger);
    expect((await claimed(sending)).index).toBe(1);
    expect(await sending.claim()).toBeUndefined();
    await client.query('rollback');
    expect((await claimed(sending)).index).toBe(0);
    client.release();
    await pool.end();
  });

  it('are counted together', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await loadedInto(ledger, 4);
    const [one, another] = await Promise.all([begin(ledger), begin(books.start())]);
    await another.settle(await claimed(another), { state: 'rejected', reason: 'no' });
    expect((await another.report()).batches).toMatchObject({ total: 4, pending: 3, rejected: 1 });
    await one.settle(await claimed(one), { state: 'accepted', uuid: 'x' });
    await one.settle(await claimed(one), { state: 'accepted', uuid: 'y' });
    await another.settle(await claimed(another), { state: 'accepted', uuid: 'z' });
    expect((await another.report()).batches).toMatchObject({ total: 4, pending: 2, accepted: 1, rejected: 1 });
    // By then what it counted is old.
    vi.advanceTimersByTime(1000);
    expect((await another.report()).batches).toMatchObject({ total: 4, pending: 0, accepted: 3, rejected: 1 });
  });
});

describe('recipients', () => {
  const stored = () =>
    books.sql<{ bytes: number | null }>(`select octet_length(list) as bytes from ${books.schema}.batches order by index`);

  it('are kept compressed, and deleted once their batch is accepted', async () => {
    const sale = await openCampaign('sale', { ledger, message: greeting });
    await sale.load(phones(3000));
    const before = await stored();
    // A phone is 15 bytes in the JSON.
    for (const { bytes } of before) expect(bytes).toBeLessThan(1000 * 15 * 0.4);
    const { client } = scripted((request) => (request === 0 ? accept() : request === 1 ? refuse(400, 'no') : lost()));
    await sale.send(client, { concurrency: 1 });
    expect(await statesOf(sale)).toEqual(['accepted', 'rejected', 'unknown']);
    expect(await stored()).toEqual([{ bytes: null }, before[1], before[2]]);
    await sale.resolve({ index: 2 }, 'sent');
    expect(await stored()).toEqual([{ bytes: null }, before[1], { bytes: null }]);
  });

  it.each([
    ['no archive', "list = decode('00ff', 'hex')"],
    ['those of another batch', `list = (select list from books.batches where index = 1)`],
  ])('that are not what was loaded are not sent: %s', async (_, damage) => {
    const sale = await loadedInto(ledger, 2);
    await books.sql(`update books.batches set ${damage} where index = 0`.replaceAll('books', books.schema));
    const { client, posted } = scripted(() => accept());
    await expect(sale.send(client, { concurrency: 1 })).rejects.toMatchObject({
      code: 'ledger_damaged',
      message: expect.stringContaining('(the recipients of batch 0)'),
    });
    expect(posted).toEqual([]);
    expect(await statesOf(sale)).toEqual(['pending', 'pending']);
  });
});

it('a campaign of many batches is compared part by part, to its last row', async () => {
  const sale = await loadedInto(ledger, 501);
  const counts: unknown[] = [];
  const pool = new Pool({ ...server.connection, max: 2 });
  const noting = poolAround(pool, async (run, ...[text]) => {
    const answer = await run();
    if (text.includes('string_agg(digest')) counts.push(JSON.parse((answer.rows[0] as { row: string }).row).batches);
    return answer;
  });
  const through = postgresLedger({ pool: noting, schema: books.schema });
  await (await begin(through)).close();
  expect(counts).toEqual([500, 1]);
  await books.sql(`update ${books.schema}.batches set digest = checksum where index = 500`);
  expect(await failure(begin(books.start()))).toMatchObject({ code: 'ledger_damaged' });
  await books.sql(`delete from ${books.schema}.batches where index = 250`);
  expect(await failure(begin(books.start()))).toMatchObject({ code: 'ledger_damaged' });
  expect((await sale.report()).batches.pending).toBe(500);
  await pool.end();
});

it('a reason is kept as far as the database can hold it: without a NUL', async () => {
  const sale = await loadedInto(ledger, 1);
  const sending = await begin(ledger);
  await sending.settle(await claimed(sending), { state: 'rejected', reason: 'a\0b' });
  for await (const { reason } of sale.batches()) expect(reason).toBe('a\uFFFDb');
});

describe('a load', () => {
  it('that runs keeps another of the same name away, and not one of another', async () => {
    const loading = await ledger.load('sale');
    const second = books.start();
    await expect(second.load('sale')).rejects.toMatchObject({ code: 'ledger_busy' });
    await loadedInto(second, 1, 'other');
    await loading.close();
    await loadedInto(second, 1);
  });

  it('refuses other content under the same name', async () => {
    const sale = await loadedInto(ledger, 2);
    expect(await failure(openCampaign('SALE', { ledger, message: other }))).toMatchObject({ code: 'content_changed' });
    expect(await failure(sale.load(phones(3), { batchSize: 1 }))).toMatchObject({ code: 'content_changed' });
    await sale.load(phones(2), { batchSize: 1 });
  });

  it('keeps the order of the keys of the mailing', async () => {
    await loadedInto(ledger, 1);
    const { head } = (await ledger.find('sale')) ?? {};
    expect(JSON.stringify(head)).toBe(
      '{"alphaname_id":"444","name":"Sale","message_type":"bulk","content":{"type":"text","text":"Hello"}}',
    );
  });
});

describe('behind a pooler in transaction mode', () => {
  it('everything is as without', async () => {
    const pool = new TransactionPooler(server.connection);
    const pooled = postgresLedger({ pool, schema: 'pooled' });
    await Promise.all([pooled.migrate(), pooled.migrate()]);
    const sale = await loadedInto(pooled, 30);
    const { client, posted } = scripted((request) => (request === 5 ? lost() : request === 9 ? refuse(400, 'no') : accept()));
    await sale.send(client, { concurrency: 4 });
    expect(new Set(posted).size).toBe(30);
    for await (const batch of sale.batches('unknown')) await sale.resolve(batch, 'resend');
    for await (const batch of sale.batches('rejected')) await sale.resolve(batch, 'resend');
    await sale.send(client);
    expect((await sale.report()).batches).toMatchObject({ total: 30, accepted: 30 });
    expect(posted).toHaveLength(32);
    await pool.end();
  });
});

describe('anyone can watch', () => {
  it('by the view `report`, which says what report() says', async () => {
    const sale = await openCampaign('sale', { ledger, message: greeting });
    await sale.load([...phones(5), 'no phone'], { batchSize: 2, onInvalid: () => {} });
    const { client } = scripted((request) => (request === 0 ? accept() : refuse(400, 'no')));
    for await (const _ of sale.stream(client, { concurrency: 1 })) if (_.index === 1) break;
    const rows = await books.sql<Record<string, unknown>>(`select * from ${books.schema}.report`);
    expect(rows).toMatchObject([
      {
        campaign: 'sale',
        loaded: expect.any(Date),
        invalid: '1',
        batches: '3',
        batches_pending: '1',
        batches_sending: '0',
        batches_accepted: '1',
        batches_rejected: '1',
        batches_unknown: '0',
        batches_abandoned: '0',
        recipients: '5',
        recipients_pending: '1',
        recipients_sending: '0',
        recipients_accepted: '2',
        recipients_rejected: '2',
        recipients_unknown: '0',
        recipients_abandoned: '0',
      },
    ]);
    expect(await sale.report()).toMatchObject({
      recipients: { total: 5, pending: 1, accepted: 2, rejected: 2 },
      batches: { total: 3, pending: 1, accepted: 1, rejected: 1 },
      invalid: 1,
    });
  });
});

describe('what the ledger is not given', () => {
  const pool = { connect: () => Promise.reject(), on: () => {} };
  it.each([
    [undefined, ': options_expected'],
    [{}, 'pool: pool_expected'],
    [{ pool: 'postgres://localhost' }, 'pool: pool_expected'],
    [{ pool, schema: '' }, 'schema: schema_name'],
    [{ pool, schema: 'pg_books' }, 'schema: schema_name'],
    [{ pool, schema: 'books"; drop schema public; --' }, 'schema: schema_name'],
    [{ pool, schema: 'a'.repeat(64) }, 'schema: schema_name'],
    [{ pool, lease: 0 }, 'lease: lease'],
    [{ pool, lease: '30 s' }, 'lease: lease'],
    [{ pool, patience: -1 }, 'patience: patience'],
    [{ pool, durability: 'fsync' }, 'durability: durability'],
    [{ pool, keep: true }, 'keep: unknown_option'],
    [{ pool, leases: 5000 }, 'leases: unknown_option'],
  ])('%o', async (options, issue) => {
    const error = await failure((async () => postgresLedger(options as never))());
    const { issues } = error as { issues: { code: string; path: string }[] };
    expect(issues.map(({ code, path }) => `${path}: ${code}`).join(', ')).toBe(issue);
  });
});

it('a single connection in the place of a pool is refused before it is used', () => {
  const refused = { issues: [expect.objectContaining({ code: 'pool_expected', path: 'pool' })] };
  expect(() => postgresLedger({ pool: new Client() as never })).toThrow(expect.objectContaining(refused));
});

it('a pool that its owner ended is told as that, and not waited for', async () => {
  const pool = new Pool();
  await pool.end();
  expect(await failure(postgresLedger({ pool }).find('sale'))).toMatchObject({
    name: 'CampaignError',
    code: 'ledger_unavailable',
    message: expect.stringMatching(/\(the pool was ended\): end the pool once nothing uses the ledger any more$/),
  });
});

describe('a pool that finds a fault by itself', () => {
  /** What the ledger says of it. */
  async function sentence(
    config: PoolConfig,
    patience = 0,
    use = (ledger: PostgresLedger): Promise<unknown> => ledger.find('sale'),
  ) {
    const pool = new Pool({ ...server.connection, ...config });
    const error = await failure(use(postgresLedger({ pool, schema: books.schema, patience })));
    await pool.end();
    expect(error).toMatchObject({ name: 'CampaignError', code: 'ledger_unavailable' });
    return (error as Error).message.replace('the ledger cannot be read or written ', '');
  }

  // A patience that outlasts the test shows what is not waited for.
  const never = 2_147_483_647;

  it('has no password', async () => {
    const settings = '(SASL): the server does not let the role in: see the user and the password of the pool, and pg_hba.conf';
    expect(await sentence({ password: undefined as never }, never)).toBe(settings);
    expect(await sentence({ password: '' }, never)).toBe(settings);
  });

  it('wants TLS of a server that has none', async () => {
    const settings = '(SSL connections): the server speaks no TLS: leave ssl out of the pool, or turn it on in the server';
    expect(await sentence({ ssl: true }, never)).toBe(settings);
  });

  it.each([
    ['of an authority of its own', localhost, undefined],
    ['of another host', otherHost, otherHost],
    ['that is over', expired, expired],
  ])('does not trust a certificate %s', async (_, cert, ca) => {
    const host = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('S');
        new TLSSocket(socket, { isServer: true, key, cert }).on('error', () => {});
      });
    });
    await once(host.listen(0, '127.0.0.1'), 'listening');
    const { port } = host.address() as AddressInfo;
    expect(await sentence({ port, ssl: ca === undefined ? true : { ca } }, never)).toBe(
      "(certificate): the server's is not trusted: give the pool ssl: { ca }, and no sslmode in connectionString, which undoes that",
    );
    host.close();
  });

  it('has no connection left, and says so in its own time', async () => {
    const use = async (ledger: PostgresLedger) => {
      const loading = await ledger.load('sale');
      return ledger.find('sale').finally(() => loading.close());
    };
    expect(await sentence({ max: 1, connectionTimeoutMillis: 100 }, 0, use)).toMatch(
      /^\(timeout exceeded\): .*give it max: 2 or more$/,
    );
  });

  it('gives up an answer by its query_timeout', async () => {
    const holder = new Client(server.connection);
    await holder.connect();
    await holder.query(`begin; lock table ${books.schema}.campaigns in access exclusive mode`);
    expect(await sentence({ query_timeout: 100 })).toBe(
      "(Query read timeout): the pool's query_timeout ended it: raise it or leave it out, then go on",
    );
    await holder.end();
  });
});

describe('a database whose own isolation level is serializable', () => {
  it('is asked at the level that the ledger is written for, once statements fail for each other', async () => {
    const asked: string[] = [];
    const query = async (text: string) => {
      asked.push(text.trim().split(' ')[0] as string);
      if (asked.length === 1) throw Object.assign(new Error('could not serialize access'), { code: '40001' });
      return { rows: text.includes('report') ? [] : undefined };
    };
    const client = { query, release: () => {}, on: () => {}, off: () => {} };
    const ledger = postgresLedger({ pool: { connect: async () => client, on: () => {} } as never });
    expect(await ledger.campaigns()).toEqual([]);
    expect(await ledger.campaigns()).toEqual([]);
    expect(asked).toEqual(['with', 'begin', 'with', 'commit', 'begin', 'with', 'commit']);
  });

  it('loses no answer, however many send at once', async () => {
    const options = '-c default_transaction_isolation=serializable';
    await loadedInto(books.start(), 200);
    const workers = Array.from({ length: 4 }, () => scripted(() => accept()));
    await Promise.all(
      workers.map(async ({ client }) => {
        const ledger = books.start({}, { options, max: 20 });
        await (await openCampaign('sale', { ledger, message: greeting })).send(client, { concurrency: 64 });
      }),
    );
    expect(workers.flatMap(({ posted }) => posted).toSorted()).toEqual(phones(200));
    expect((await books.start().report('sale')).batches).toMatchObject({ total: 200, accepted: 200 });
  });
});
