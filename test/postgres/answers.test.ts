import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool, type PoolConfig } from 'pg';
import { openCampaign } from 'viber-mailing/campaign';
import { type PostgresLedger, postgresLedger } from 'viber-mailing/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { all, failure, greeting, phones } from '../campaign/campaigns.ts';
import { accept, scripted } from '../campaign/scripted-client.ts';
import { loadedInto, statesOf } from './books.ts';
import { poolAround } from './pool-around.ts';
import { Processes } from './processes.ts';
import { type PostgresServer, startPostgres } from './server.ts';

// What the database does to a settlement is done for real: no error here is made by hand.

let server: PostgresServer;
let books: Processes;
let ledger: PostgresLedger;
const pools: Pool[] = [];
/** The codes of the failures that the ledger got from the server. */
const codes: unknown[] = [];

beforeAll(async () => {
  server = await startPostgres();
  books = await Processes.begin(server);
});

beforeEach(async () => {
  await books.clear();
  ledger = books.start();
  codes.length = 0;
});

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end();
});

afterAll(async () => {
  await books.end();
  await server.close();
});

/** The ledger through a pool with settings of its own, which notes what fails. */
function through(config: PoolConfig, patience: number): PostgresLedger {
  const pool = new Pool({ ...server.connection, ...config });
  pools.push(pool);
  const noting = poolAround(pool, async (run) => {
    try {
      return await run();
    } catch (error) {
      codes.push((error as { code?: unknown }).code);
      throw error;
    }
  });
  return postgresLedger({ pool: noting, schema: books.schema, patience });
}

/** A transaction of somebody else that has changed the row of a batch. */
async function holding(index: number): Promise<Client> {
  const client = new Client(server.connection);
  await client.connect();
  await client.query('begin');
  await client.query(`update ${books.schema}.batches set changed = changed where index = $1`, [index]);
  return client;
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 10));

/** Returns once a settlement waits for a row. */
async function settlementWaits(): Promise<void> {
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%settle(%'`;
  while ((await books.sql(waiting)).length === 0) await moment();
}

/** How a settlement fails: what is done while its request is under way, and what once it waits for the row. */
interface Failure {
  readonly code: string;
  readonly config: PoolConfig;
  readonly once: (holder: Client) => Promise<unknown>;
}

const serialization: Failure = {
  code: '40001',
  config: { options: '-c default_transaction_isolation=serializable' },
  // The row was changed since the settlement's transaction began.
  once: (holder) => holder.query('commit'),
};

const deadlock: Failure = {
  code: '40P01',
  config: { options: '-c deadlock_timeout=500ms' },
  // Each waits for the other now. Where the ledger's connection has looked already, this one is the victim: once more, then.
  once: (holder) => holder.query(`lock table ${books.schema}.batches in access exclusive mode`).catch(() => {}),
};

/** A client whose answers meet the failure when they are settled, until it has happened. */
function meeting({ code, once }: Failure) {
  const work: Promise<unknown>[] = [];
  const scriptedClient = scripted(async (request) => {
    if (!codes.includes(code)) {
      const holder = await holding(request);
      const ends = async () => {
        await settlementWaits();
        await once(holder);
        await holder.end();
      };
      work.push(ends());
    }
    return accept(`receipt ${request}`);
  });
  return { ...scriptedClient, over: () => Promise.all(work) };
}

describe.each([
  ['a serialization failure', serialization],
  ['a deadlock', deadlock],
] as const)('an answer in hand that meets %s', (_, failing) => {
  const batches = 20;

  it('is written down at the next try, and nothing is sent again', async () => {
    await loadedInto(ledger, batches);
    const sale = await openCampaign('sale', { ledger: through(failing.config, 20_000), message: greeting });
    const { client, posted, over } = meeting(failing);
    await sale.send(client, { concurrency: 1 });
    await over();
    expect(codes).toContain(failing.code);
    expect(new Set(posted).size).toBe(batches);
    expect(posted).toHaveLength(batches);
    const receipts = Array.from({ length: batches }, (_, index) => ({ state: 'accepted', uuid: `receipt ${index}`, attempts: 1 }));
    expect(await all(sale.batches())).toMatchObject(receipts);
  });

  it('is in the error that ends the send, with its batch and uuid, where nobody waits', async () => {
    await loadedInto(ledger, batches);
    const sale = await openCampaign('sale', { ledger: through(failing.config, 0), message: greeting });
    const { client, posted, over } = meeting(failing);
    const error = await failure(sale.send(client, { concurrency: 1 }));
    await over();
    const index = posted.length - 1;
    const unsettled = { index, size: 1, state: 'accepted', uuid: `receipt ${index}` };
    expect(codes).toContain(failing.code);
    expect(error).toMatchObject({ code: 'not_settled', unsettled: [unsettled], batch: unsettled, uuid: `receipt ${index}` });
    expect((await statesOf(sale))[index]).toBe('sending');
  });
});

describe('an answer in hand that meets a full disk', () => {
  /** A small disk of its own for the rows of the batches. */
  const disk = mkdtempSync(join(tmpdir(), 'full-disk-'));
  const filler = join(disk, 'filler');
  // So long that a page must be added for it.
  const uuid = randomBytes(1000).toString('hex');
  let mounted = false;

  beforeAll(async () => {
    const owner = process.getuid?.() === 0 ? execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).trim() : '';
    mounted = owner !== '' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=2m,uid=${owner}`, 'tmpfs', disk]).status === 0;
    if (!mounted) return console.log('a full disk: not run, as only root can mount a small one');
    await books.sql(`create tablespace small location '${disk}'`);
    await books.sql(`alter table ${books.schema}.batches set tablespace small`);
  });

  afterAll(async () => {
    if (mounted) {
      await books.sql(`alter table ${books.schema}.batches set tablespace pg_default`);
      await books.sql('drop tablespace small');
      execFileSync('umount', [disk]);
    }
    rmSync(disk, { recursive: true });
  });

  // Its pages are gone, so that none has room for an answer.
  beforeEach(() => books.sql(`truncate ${books.schema}.campaigns, ${books.schema}.batches`));
  afterEach(() => rmSync(filler, { force: true }));

  const fill = () => {
    try {
      writeFileSync(filler, new Uint8Array(4_000_000));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOSPC') throw error;
    }
  };

  it('is written down once there is room', async ({ skip }) => {
    if (!mounted) return skip();
    await loadedInto(ledger, 1);
    const sale = await openCampaign('sale', { ledger: through({}, 60_000), message: greeting });
    const { client, posted } = scripted(async () => {
      fill();
      void (async () => {
        while (!codes.includes('53100')) await moment();
        rmSync(filler);
      })();
      return accept(uuid);
    });
    await sale.send(client);
    expect(codes).toContain('53100');
    expect(posted).toHaveLength(1);
    expect(await all(sale.batches())).toMatchObject([{ state: 'accepted', uuid, attempts: 1 }]);
  });

  it('is in the error that ends the send, with its batch and uuid, and the sentence says what is full', async ({ skip }) => {
    if (!mounted) return skip();
    await loadedInto(ledger, 1);
    const full = through({}, 0);
    const sale = await openCampaign('sale', { ledger: full, message: greeting });
    const { client } = scripted(() => {
      fill();
      return accept(uuid);
    });
    const error = await failure(sale.send(client));
    const other = await openCampaign('other', { ledger: full, message: greeting });
    const long = Array.from({ length: 20_000 }, (_, index) => String(375_290_000_000 + index * 7919));
    const refused = await failure(other.load(long, { batchSize: 20_000 }));
    expect(codes).toContain('53100');
    expect(error).toMatchObject({ code: 'not_settled', batch: { index: 0, state: 'accepted', uuid }, uuid });
    expect(await statesOf(sale)).toEqual(['sending']);
    expect(refused).toMatchObject({
      code: 'ledger_unavailable',
      message: expect.stringContaining('(53100): the disk of the database server is full: make room, then go on'),
    });
  });
});

it('the report at the end counts a batch that was settled while another count was under way', async () => {
  const pool = new Pool(server.connection);
  pools.push(pool);
  let clock = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + clock);
  let taken = () => {};
  const counted = new Promise<void>((resolve) => {
    taken = resolve;
  });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let settled = 0;
  const slow = poolAround(pool, async (run, text, values) => {
    const result = await run();
    if (clock > 0 && text.includes('.report')) {
      taken();
      await released;
    }
    // Once the ledger has noted the second one.
    if (values?.includes('accepted') && ++settled === 2) setTimeout(release, 20);
    return result;
  });
  const slowLedger = postgresLedger({ pool: slow, schema: books.schema });
  const sale = await openCampaign('sale', { ledger: slowLedger, message: greeting });
  await sale.load(phones(2), { batchSize: 1 });
  let bothBegan = () => {};
  const bothUnderWay = new Promise<void>((resolve) => {
    bothBegan = resolve;
  });
  const { client } = scripted(async (request) => {
    if (request === 1) bothBegan();
    await bothUnderWay;
    // So that the first one asks for a count anew; the second one is answered while that is under way.
    if (request === 0) clock = 60_000;
    else await counted;
    return accept();
  });
  const { batches } = await sale.send(client, { concurrency: 2 });
  expect(batches).toMatchObject({ accepted: 2, sending: 0 });
  vi.restoreAllMocks();
});
