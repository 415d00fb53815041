import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Audit, audit } from './audit.ts';
import { FaultyServer } from './faulty-server.ts';
import { seeded } from './random.ts';
import { ledgerOn } from './sqlite.ts';
import { exits, type Task } from './task.ts';
import type { Worker, Workers } from './workers.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly batches: number;
  readonly batchSize: number;
  /** How often a worker is killed while it loads, and while it sends. */
  readonly killsInLoad: number;
  readonly killsInSend: number;
  /** How often a worker stands still for a while. */
  readonly stops: number;
  /** How often an older copy takes the place of the database, and how often it loses its end, between two workers. */
  readonly copies: number;
  readonly backToPending?: boolean;
}

export interface ChaosResult extends Audit {
  readonly killed: number;
  readonly stopped: number;
  /** How often a copy or a cut file was refused before anything was sent, of how many. */
  readonly refused: number;
  readonly copies: number;
  readonly starts: number;
  readonly requests: number;
  /** How many batches may be unknown, by what was under way at each kill, what the server left without an answer, and what took too long. */
  readonly explained: number;
  /** Whether a worker came to the end of what there was to send. */
  readonly through: boolean;
}

/** Lets workers load and send a campaign, kills them at random, and compares the ledger at the end. */
export async function chaos(workers: Workers, options: ChaosOptions): Promise<ChaosResult> {
  const random = seeded(options.seed);
  const dir = mkdtempSync(join(tmpdir(), 'chaos-'));
  const server = new FaultyServer(seeded(options.seed + 1));
  const task: Task = { ...options, file: join(dir, 'campaigns.db'), concurrency: 4, baseUrl: await server.listen() };
  const count = { killed: 0, stopped: 0, refused: 0, copies: 0, starts: 0 };
  const run = async (worker: Worker) => {
    count.starts++;
    const { code, signal, said } = await worker.ended;
    if (signal === 'SIGKILL') count.killed++;
    else if (code !== exits.through && code !== exits.stopped) throw new Error(`a worker ended with ${code}: ${said}`);
    return { killed: signal === 'SIGKILL', through: code === exits.through };
  };
  try {
    for (let kills = 0; kills < options.killsInLoad; kills++) {
      const worker = workers.start(task);
      setTimeout(() => worker.kill(), 150 + random() * 500);
      await run(worker);
    }
    const apart = (options.batches / (options.killsInSend + 1)) * 1.5;
    for (let kills = 0, through = false; kills < options.killsInSend && !through; ) {
      if (count.copies < options.copies && kills > 0 && random() < 0.7) {
        count.copies++;
        if (await refusesOther(workers, task, server, random)) count.refused++;
      }
      const worker = workers.start(task);
      const delay = random() * 12;
      const stop = count.stopped < options.stops && random() < 0.5;
      if (stop) count.stopped++;
      let left = 1 + Math.floor(random() * apart);
      server.onRequest = () => {
        left--;
        if (left === 3 && stop) standStill(worker);
        if (left === 0) setTimeout(() => worker.kill(), delay);
      };
      const ended = await run(worker);
      server.onRequest = () => {};
      through = ended.through;
      if (ended.killed) kills++;
    }
    let through = false;
    for (let attempt = 0; attempt < 50 && !through; attempt++) through = (await run(workers.start(task))).through;
    const found = await audit(await ledgerOn(task.file), server, options.batches, options.batchSize);
    const explained = (count.killed + count.copies) * task.concurrency + server.unanswered + found.timedOut;
    return { ...found, ...count, requests: server.requests, explained, through };
  } finally {
    server.close();
    rmSync(dir, { recursive: true });
  }
}

function standStill(worker: Worker): void {
  worker.kill('SIGSTOP');
  setTimeout(() => worker.kill('SIGCONT'), 200);
}

const parts = ['', '-wal'];

/**
 * Puts an older copy of the database, or one that lost its end, in its place, and tells whether it is refused with nothing
 * sent. Then the right one is back.
 */
async function refusesOther(workers: Workers, task: Task, server: FaultyServer, random: () => number): Promise<boolean> {
  const older = copyOf(task.file, 'older');
  // It gets ahead of the copy.
  const worker = workers.start(task);
  let requests = 0;
  server.onRequest = () => {
    if (++requests === 6) worker.kill();
  };
  await worker.ended;
  server.onRequest = () => {};
  if (requests === 0) return true;
  const right = copyOf(task.file, 'right');
  if (random() < 0.5) putBack(task.file, older);
  else {
    truncateSync(task.file, Math.max(Math.floor(statSync(task.file).size * random()), 1));
    // Nothing would be lost where it holds the pages that were cut off.
    for (const log of ['-wal', '-shm']) rmSync(task.file + log, { force: true });
  }
  const before = server.requests;
  const { code, said } = await workers.start(task).ended;
  putBack(task.file, right);
  if (code !== exits.changed && code !== exits.damaged) throw new Error(`a copy was not refused: ${code}, ${said}`);
  return server.requests === before;
}

function copyOf(file: string, name: string): string {
  for (const part of parts) {
    rmSync(`${file}.${name}${part}`, { force: true });
    if (existsSync(file + part)) copyFileSync(file + part, `${file}.${name}${part}`);
  }
  return `${file}.${name}`;
}

/** Puts it there as a person does who copies it over: it is the same file for the system. */
function putBack(file: string, copy: string): void {
  for (const part of ['-shm', '-wal']) rmSync(file + part, { force: true });
  for (const part of parts) if (existsSync(copy + part)) copyFileSync(copy + part, file + part);
}
