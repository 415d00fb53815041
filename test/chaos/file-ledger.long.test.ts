import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileLedger, openCampaign } from 'viber-mailing/campaign';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaos } from './chaos.ts';
import { FaultyServer } from './faulty-server.ts';
import { orderIn } from './system-calls.ts';
import { exits } from './task.ts';
import { Workers } from './workers.ts';

let workers: Workers;

beforeAll(async () => {
  workers = await Workers.make();
});

afterAll(() => workers.clear());

describe('workers that are killed', () => {
  it('send no batch twice, and the books balance to the last recipient', async () => {
    const result = await chaos(workers, { seed: 1, batches: 150, batchSize: 3, killsInLoad: 2, killsInSend: 6, cuts: 2 });
    expect(result).toMatchObject({ twice: [], wrong: [], through: true });
    expect(result.killed).toBeGreaterThanOrEqual(5);
    expect(result.recipients).toMatchObject({ total: 450, pending: 0, sending: 0 });
    expect(result.recipients['accepted']).toBeGreaterThan(200);
  }, 60_000);

  it('send some twice where the mark of a batch comes after its request: the books show it', async () => {
    const options = { seed: 2, batches: 100, batchSize: 1, killsInLoad: 0, killsInSend: 8, cuts: 0, lateMark: true };
    expect((await chaos(workers, options)).twice.length).toBeGreaterThan(0);
  }, 60_000);
});

describe('two processes', () => {
  it('do not send at once: the second is told who does', async () => {
    const server = new FaultyServer(() => 0.5);
    const dir = mkdtempSync(join(tmpdir(), 'two-'));
    const task = { dir, baseUrl: await server.listen(), batches: 10, batchSize: 1, concurrency: 1 };
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
    const { code, said } = await workers.start(task).ended;
    expect(code).toBe(exits.busy);
    expect(said).toContain(`it is held by process ${first.pid} on `);
    const sale = await openCampaign('sale', { ledger: fileLedger(dir) });
    expect((await sale.report()).batches).toMatchObject({ total: 10, pending: 9, sending: 1 });
    goOn();
    expect((await first.ended).code).toBe(exits.through);
    server.close();
    expect([...server.accepted.values()]).toEqual(new Array(10).fill(1));
  }, 30_000);
});

describe('a full disk', () => {
  it('ends a load with a sentence and leaves nothing of it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'full-'));
    const task = { dir, baseUrl: 'http://127.0.0.1:9/api/v1/', batches: 20, batchSize: 500, concurrency: 1 };
    // No file may grow beyond 4 KB.
    const { code, said } = await workers.start(task, ['sh', '-c', 'ulimit -f 8; exec "$@"', 'sh']).ended;
    expect(code).toBe(exits.unavailable);
    expect(said).toMatch(/the ledger cannot be read or written \((?:EFBIG|ENOSPC)\): see that its disk has room/);
    expect(readdirSync(dir)).toEqual([]);
  }, 30_000);
});

it('the order of system calls is read as it is', () => {
  const mark = '9 pwrite64(20, "00000003 sending       1 aa"..., 256, 768) = 256';
  const sync = ['8 fdatasync(20 <unfinished ...>', '8 <... fdatasync resumed>) = 0'];
  const post = '9 write(22, "POST /api/v1/sendBulkViber HTTP/1.1"..., 400) = 400';
  expect(orderIn([mark, ...sync, post].join('\n'))).toEqual({ requests: 1, unmarked: 0 });
  expect(orderIn([mark, 'fdatasync(20) = 0', post].join('\n'))).toEqual({ requests: 1, unmarked: 0 });
  expect(orderIn([mark, sync[0], post, sync[1]].join('\n'))).toEqual({ requests: 1, unmarked: 1 });
  expect(orderIn([...sync, mark, post].join('\n'))).toEqual({ requests: 1, unmarked: 1 });
  expect(orderIn([mark, ...sync, post, post].join('\n'))).toEqual({ requests: 2, unmarked: 1 });
});
