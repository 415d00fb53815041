import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresChaos } from './postgres-chaos.ts';
import { Workers } from './workers.ts';

let workers: Workers;

beforeAll(async () => {
  workers = await Workers.make(new URL('postgres-worker.ts', import.meta.url));
});

afterAll(() => workers.clear());

describe('workers on PostgreSQL that are killed and stand still, while the database crashes', () => {
  it('send no batch twice, and the books balance to the last recipient', async () => {
    const options = { seed: 1, batches: 60, batchSize: 5, workers: 3, kills: 3, stops: 1, crashes: 1 };
    const { settled, ...result } = await postgresChaos(workers, options);
    expect(result).toMatchObject({ twice: [], wrong: [], killed: 3, stopped: 1, crashed: 1 });
    expect(result.recipients).toMatchObject({ total: 300, pending: 0, sending: 0 });
    expect((result.recipients['unknown'] ?? 0) / options.batchSize).toBeLessThanOrEqual(result.explained);
    expect(settled).toMatchObject({ twice: [], wrong: [] });
    expect(settled?.recipients).toMatchObject({ total: 300, accepted: result.taken, rejected: 300 - result.taken });
  });

  it('send some twice where a batch whose lease is over is pending again, as in queues: the books show it', async () => {
    const options = { seed: 2, batches: 40, batchSize: 1, workers: 3, kills: 4, stops: 1, crashes: 0, backToPending: true };
    expect((await postgresChaos(workers, options)).twice.length).toBeGreaterThan(0);
  });
});
