import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultyServer } from './faulty-server.ts';
import { exits } from './task.ts';
import type { Workers } from './workers.ts';

export interface CallOrder {
  readonly requests: number;
  /** Requests before which no mark was written and synced. */
  readonly unmarked: number;
}

/** Looks at the system calls of a worker that sends one batch at a time: mark, sync, request. */
export async function callOrder(workers: Workers, batches: number): Promise<CallOrder> {
  const dir = mkdtempSync(join(tmpdir(), 'calls-'));
  const server = new FaultyServer(() => 0);
  const trace = join(dir, 'trace.txt');
  // Pages are written whole, of 4096 bytes.
  const strace = ['strace', '-f', '-s', '4096', '-e', 'trace=pwrite64,fsync,fdatasync,write,writev,sendto', '-o', trace];
  try {
    const task = { file: join(dir, 'campaigns.db'), baseUrl: await server.listen(), batches, batchSize: 1, concurrency: 1 };
    const { code, said } = await workers.start(task, strace).ended;
    if (code !== exits.through) throw new Error(`a worker ended with ${code}: ${said}`);
    return orderIn(readFileSync(trace, 'utf8'));
  } finally {
    server.close();
    rmSync(dir, { recursive: true });
  }
}

/**
 * Reads the trace. A page with a mark has the state of the row in it, and none where no batch is being sent, as what is
 * overwritten is zeroed. A call that waits is written in two lines: the second one says that it is through.
 */
export function orderIn(trace: string): CallOrder {
  let requests = 0;
  let unmarked = 0;
  let mark: 'none' | 'written' | 'synced' = 'none';
  for (const line of trace.split('\n')) {
    if (/pwrite64\(\d+, ".*sending/.test(line)) mark = 'written';
    else if (mark === 'written' && /f(?:data)?sync(?:\(\d+\)| resumed>\)) += 0$/.test(line)) mark = 'synced';
    else if (line.includes('"POST /api/v1/sendBulkViber')) {
      requests++;
      if (mark !== 'synced') unmarked++;
      mark = 'none';
    }
  }
  return { requests, unmarked };
}
