import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createClient, mailing } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaos } from './chaos.ts';
import { FaultyServer } from './faulty-server.ts';
import { ledgerOn } from './sqlite.ts';
import { orderIn } from './system-calls.ts';
import { exits } from './task.ts';
import { Workers } from './workers.ts';

let workers: Workers;

beforeAll(async () => {
  workers = await Workers.make();
});

afterAll(() => workers.clear());

const options = { seed: 1, batches: 150, batchSize: 3, killsInLoad: 2, killsInSend: 8, stops: 2, copies: 3 };

describe('workers that are killed', () => {
  it('send no batch twice, and the books balance to the last recipient', async () => {
    const result = await chaos(workers, options);
    expect(result).toMatchObject({ twice: [], wrong: [], through: true, refused: result.copies });
    expect(result.killed).toBeGreaterThanOrEqual(5);
    expect(result.recipients).toMatchObject({ total: 450, pending: 0, sending: 0 });
    expect((result.recipients['unknown'] ?? 0) / 3).toBeLessThanOrEqual(result.explained);
    expect(result.recipients['accepted']).toBeGreaterThan(200);
  });

  it('send some twice where a batch of a worker that is gone is pending again: the books show it', async () => {
    const control = { ...options, seed: 2, batchSize: 1, killsInLoad: 0, stops: 0, copies: 0, backToPending: true };
    expect((await chaos(workers, control)).twice.length).toBeGreaterThan(0);
  });
});

describe('two processes', () => {
  it('do not send at once, and the second can look while the first one sends', async () => {
    const server = new FaultyServer(() => 0.5);
    const file = join(mkdtempSync(join(tmpdir(), 'two-')), 'campaigns.db');
    const task = { file, baseUrl: await server.listen(), batches: 10, batchSize: 1, concurrency: 1 };
    let goOn = () => {};
    const asked = new Promise<void>((resolve) => {
      server.onRequest = () => {
        resolve();
        return held;
      };
    });
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const first = workers.start(task);
    await asked;
    expect((await workers.start(task).ended).code).toBe(exits.busy);
    // One that stands still keeps it, too.
    first.kill('SIGSTOP');
    expect((await workers.start(task).ended).code).toBe(exits.busy);
    const sale = await openCampaign('sale', { ledger: await ledgerOn(file) });
    expect((await sale.report()).batches).toMatchObject({ total: 10, pending: 9, sending: 1 });
    first.kill('SIGCONT');
    goOn();
    expect((await first.ended).code).toBe(exits.through);
    server.close();
    expect([...server.accepted.values()]).toEqual(new Array(10).fill(1));
  });

  it('of other PID namespaces and containers do not, either, and the lock ends with the one that has it', async (context) => {
    const apart = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', '--uts'];
    if (spawnSync(apart[0] as string, [...apart.slice(1), 'true']).status !== 0) return context.skip('no namespaces here');
    const server = new FaultyServer(() => 0.5);
    const file = join(mkdtempSync(join(tmpdir(), 'apart-')), 'campaigns.db');
    const task = { file, baseUrl: await server.listen(), batches: 8, batchSize: 1, concurrency: 1 };
    const asked = new Promise<void>((resolve) => {
      server.onRequest = async () => {
        resolve();
        await new Promise(() => {});
      };
    });
    const first = workers.start(task, apart);
    await asked;
    // Each is process 1 of a host of the same name.
    expect((await workers.start(task, apart).ended).code).toBe(exits.busy);
    server.onRequest = () => {};
    first.kill();
    await first.ended;
    const { code, said } = await workers.start(task, apart).ended;
    expect(said).toBe('');
    expect(code).toBe(exits.through);
    server.close();
    const sale = await openCampaign('sale', { ledger: await ledgerOn(file) });
    expect((await sale.report()).batches).toMatchObject({ unknown: 1, accepted: 7 });
  });
});

describe('a thread', () => {
  it('of the same process keeps the lock, and drops it when it is ended', async () => {
    const server = new FaultyServer(() => 0.5);
    const file = join(mkdtempSync(join(tmpdir(), 'thread-')), 'campaigns.db');
    const task = { file, baseUrl: await server.listen(), batches: 5, batchSize: 1, concurrency: 1 };
    const asked = new Promise<void>((resolve) => {
      server.onRequest = async () => {
        resolve();
        await new Promise(() => {});
      };
    });
    const thread = new Worker(workers.program, { argv: [], workerData: JSON.stringify(task) });
    await asked;
    const message = mailing('Sale').from('444').bulk().text('Hello');
    const sale = await openCampaign('sale', { ledger: await ledgerOn(file), message });
    const client = createClient({ token: 'token', baseUrl: task.baseUrl });
    await expect(sale.send(client)).rejects.toMatchObject({ code: 'ledger_busy' });
    await thread.terminate();
    server.onRequest = () => {};
    expect((await sale.send(client)).batches).toMatchObject({ unknown: 1, accepted: 4 });
    server.close();
  });
});

describe('a read-only mount', () => {
  it('shows where a campaign stands that another process sends', async (context) => {
    const dir = mkdtempSync(join(tmpdir(), 'read-only-'));
    const readOnly = [
      'unshare',
      '-m',
      'sh',
      '-c',
      `mount --bind ${dir} ${dir} && mount -o remount,ro,bind ${dir} && exec "$@"`,
      'sh',
    ];
    if (spawnSync(readOnly[0] as string, [...readOnly.slice(1), 'true']).status !== 0) return context.skip('no namespaces here');
    const server = new FaultyServer(() => 0.5);
    const task = { file: join(dir, 'campaigns.db'), baseUrl: await server.listen(), batches: 5, batchSize: 1, concurrency: 1 };
    const asked = new Promise<void>((resolve) => {
      server.onRequest = async () => {
        resolve();
        await new Promise(() => {});
      };
    });
    const worker = workers.start(task);
    await asked;
    const { said } = await workers.start({ ...task, looks: true }, readOnly).ended;
    expect(JSON.parse(said)).toMatchObject({ total: 5, sending: 1, pending: 4 });
    worker.kill();
    await worker.ended;
    server.close();
  });
});

describe('a full disk', () => {
  // No file may grow beyond so many blocks of 512 bytes, which SQLite takes for a full disk.
  const limited = (blocks: number) => ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'];

  it('ends a load with a sentence and leaves nothing of it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'full-')), 'campaigns.db');
    const task = { file, baseUrl: 'http://127.0.0.1:9/api/v1/', batches: 40, batchSize: 1000, concurrency: 1, patience: 100 };
    const { code, said } = await workers.start(task, limited(400)).ended;
    expect(said).toMatch(/the ledger cannot be read or written \(SQLITE_(?:FULL|IOERR)\): see that its disk has room/);
    expect(code).toBe(exits.unavailable);
    const ledger = await ledgerOn(file);
    expect(await ledger.campaigns()).toEqual([]);
    const after = await workers.start({ ...task, batches: 1 }).ended;
    expect(after.code).toBe(exits.stopped);
    expect((await ledger.campaigns()).map(({ report }) => report.batches.total)).toEqual([1]);
  });
});

describe('too few open files', () => {
  it('are no reason to lose what came', async () => {
    const server = new FaultyServer(() => 0.5);
    const file = join(mkdtempSync(join(tmpdir(), 'few-')), 'campaigns.db');
    const task = { file, baseUrl: await server.listen(), batches: 30, batchSize: 1, concurrency: 4, patience: 100 };
    for (const limit of [20, 22, 24, 26, 28, 32, 40]) {
      const { code } = await workers.start(task, ['sh', '-c', `ulimit -n ${limit}; exec "$@"`, 'sh']).ended;
      // It may not even start, or ends with a sentence; what it posted is known.
      expect([exits.through, exits.stopped, exits.unavailable, 1, 134, 133, 127, null]).toContain(code);
    }
    const { code } = await workers.start(task).ended;
    expect(code).toBe(exits.through);
    server.close();
    expect([...server.accepted.values()].every((times) => times === 1)).toBe(true);
  });
});

it('the order of system calls is read as it is', () => {
  const mark = '9 pwrite64(20, "\\r\\17q\\0\\5\\fc\\0sending\\1a"..., 4096, 8272) = 4096';
  const sync = ['8 fdatasync(20 <unfinished ...>', '8 <... fdatasync resumed>) = 0'];
  const post = '9 write(22, "POST /api/v1/sendBulkViber HTTP/1.1"..., 400) = 400';
  expect(orderIn([mark, ...sync, post].join('\n'))).toEqual({ requests: 1, unmarked: 0 });
  expect(orderIn([mark, 'fdatasync(20) = 0', post].join('\n'))).toEqual({ requests: 1, unmarked: 0 });
  expect(orderIn([mark, 'fsync(20) = 0', post].join('\n'))).toEqual({ requests: 1, unmarked: 0 });
  const settled = '9 pwrite64(20, "\\r\\17q\\0\\5\\fc\\0accepted\\1a"..., 4096, 8272) = 4096';
  expect(orderIn([settled, ...sync, post].join('\n'))).toEqual({ requests: 1, unmarked: 1 });
  expect(orderIn([mark, sync[0], post, sync[1]].join('\n'))).toEqual({ requests: 1, unmarked: 1 });
  expect(orderIn([...sync, mark, post].join('\n'))).toEqual({ requests: 1, unmarked: 1 });
  expect(orderIn([mark, ...sync, post, post].join('\n'))).toEqual({ requests: 2, unmarked: 1 });
});
