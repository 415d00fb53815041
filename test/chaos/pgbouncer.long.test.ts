import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPgBouncer } from '../postgres/pgbouncer.ts';
import { postgresChaos } from './postgres-chaos.ts';
import { Workers } from './workers.ts';

const program = findPgBouncer();
if (program === undefined) console.log('PgBouncer: not run, as it is neither installed nor to be had from apt');

let workers: Workers;

beforeAll(async () => {
  workers = await Workers.make(new URL('postgres-worker.ts', import.meta.url));
});

afterAll(() => workers.clear());

describe.runIf(program !== undefined)('workers behind PgBouncer that are killed and stand still, while it is killed', () => {
  it.each([
    ['in transaction mode', { mode: 'transaction', size: 3 }],
    ['in session mode', { mode: 'session', size: 20 }],
    // Each worker holds up to five connections: some wait for those of others.
    ['in session mode, with fewer connections than they want', { mode: 'session', size: 4 }],
  ] as const)('%s send no batch twice, and the books balance', async (_, pooler) => {
    const options = { seed: 3, batches: 120, batchSize: 3, workers: 3, kills: 4, stops: 1, crashes: 3 };
    const { settled, ...result } = await postgresChaos(workers, { ...options, pooler: { ...pooler, program: program as never } });
    expect(result).toMatchObject({ twice: [], wrong: [], killed: 4, stopped: 1, crashed: 3 });
    expect(result.recipients).toMatchObject({ total: 360, pending: 0, sending: 0 });
    expect((result.recipients['unknown'] ?? 0) / options.batchSize).toBeLessThanOrEqual(result.explained);
    expect(settled).toMatchObject({ twice: [], wrong: [] });
    expect(settled?.recipients).toMatchObject({ total: 360, accepted: result.taken, rejected: 360 - result.taken });
  });
});
