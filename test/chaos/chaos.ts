import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileLedger } from 'viber-mailing/campaign';
import { type Audit, audit } from './audit.ts';
import { FaultyServer } from './faulty-server.ts';
import { seeded } from './random.ts';
import { exits, type Task } from './task.ts';
import type { Workers } from './workers.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly batches: number;
  readonly batchSize: number;
  /** How often a worker is killed while it loads, and while it sends. */
  readonly killsInLoad: number;
  readonly killsInSend: number;
  /** How often the file of states loses some bytes between two workers. */
  readonly cuts: number;
  readonly lateMark?: boolean;
}

export interface ChaosResult extends Audit {
  readonly killed: number;
  readonly cut: number;
  readonly starts: number;
  readonly requests: number;
  /** Whether a worker came to the end of what there was to send. */
  readonly through: boolean;
}

/** Lets workers load and send a campaign, kills them at random, and compares the books at the end. */
export async function chaos(workers: Workers, options: ChaosOptions): Promise<ChaosResult> {
  const random = seeded(options.seed);
  const dir = mkdtempSync(join(tmpdir(), 'chaos-'));
  const server = new FaultyServer(seeded(options.seed + 1));
  const task: Task = { ...options, dir, concurrency: 4, baseUrl: await server.listen() };
  let killed = 0;
  let cut = 0;
  let starts = 0;
  try {
    for (let kills = 0; kills < options.killsInLoad; kills++) {
      starts++;
      killed += await killedInLoad(workers, task, Math.floor(random() * options.batches * 0.9), random() * 3);
    }
    const apart = (options.batches / (options.killsInSend + 1)) * 1.5;
    for (let kills = 0; kills < options.killsInSend; ) {
      starts++;
      const died = await killedInSend(workers, task, server, 1 + Math.floor(random() * apart), random() * 12);
      if (died === undefined) break;
      killed += died;
      kills += died;
      if (cut < options.cuts && random() < (2 * options.cuts) / options.killsInSend) {
        cut++;
        cutStates(dir, 1 + Math.floor(random() * 40));
      }
    }
    let through = false;
    for (let attempt = 0; attempt < 50 && !through; attempt++) {
      starts++;
      const { code, said } = await workers.start(task).ended;
      through = code === exits.through;
      if (!through && code !== exits.stopped) throw new Error(`a worker ended with ${code}: ${said}`);
    }
    const found = await audit(fileLedger(dir), server, options.batches, options.batchSize);
    return { ...found, killed, cut, starts, requests: server.requests, through };
  } finally {
    server.close();
    rmSync(dir, { recursive: true });
  }
}

/** Kills a worker once so many batches lie in the folder, or some time after it began if it is through before. */
async function killedInLoad(workers: Workers, task: Task, after: number, delay: number): Promise<number> {
  const worker = workers.start(task);
  const watch = setInterval(() => {
    if (filesIn(join(task.dir, 'sale', 'recipients')) < after) return;
    clearInterval(watch);
    setTimeout(() => worker.kill(), delay);
  }, 1);
  const { signal } = await worker.ended;
  clearInterval(watch);
  return signal === 'SIGKILL' ? 1 : 0;
}

/** Kills a worker some time after it has sent so many requests; `undefined` where it came to the end before. */
async function killedInSend(workers: Workers, task: Task, server: FaultyServer, after: number, delay: number) {
  const worker = workers.start(task);
  let left = after;
  server.onRequest = () => {
    if (--left === 0) setTimeout(() => worker.kill(), delay);
  };
  const { code, signal, said } = await worker.ended;
  server.onRequest = () => {};
  if (signal === 'SIGKILL') return 1;
  if (code === exits.through) return undefined;
  if (code !== exits.stopped) throw new Error(`a worker ended with ${code}: ${said}`);
  return 0;
}

function cutStates(dir: string, bytes: number): void {
  const path = join(dir, 'sale', 'batches.txt');
  truncateSync(path, Math.max(statSync(path).size - bytes, 0));
}

function filesIn(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}
