import { CampaignError } from '../errors.js';
import type { Disk, Processes } from './disk.js';

const attempts = 50;

/** The right to write a campaign's folder: one holder at a time. */
export interface Lock {
  /** Whether it is still this holder's. */
  held(): boolean;
  release(): Promise<void>;
}

/**
 * Takes the lock of a folder, making the folder where it is not there yet.
 *
 * A lock is a symbolic link `lock.<generation>` that points at its holder; making one is atomic. A dead holder's is not
 * overwritten, which two could do at once: the next generation is taken, and whoever finds another living holder beside
 * himself lets go again.
 */
export async function takeLock(disk: Disk, processes: Processes, folder: string): Promise<Lock> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const seen = await locksIn(disk, folder);
    refuseLiving(seen, processes);
    const path = `${folder}/lock.${1 + Math.max(0, ...seen.map(({ generation }) => generation))}`;
    if (!(await disk.link(processes.me, path))) {
      await disk.makeFolder(folder);
      continue;
    }
    const others = (await locksIn(disk, folder)).filter((lock) => lock.path !== path);
    if (!others.some(({ holder }) => processes.runs(holder))) {
      for (const other of others) await disk.remove(other.path);
      return { held: () => disk.linkTarget(path) === processes.me, release: () => disk.remove(path) };
    }
    await disk.remove(path);
    await moment(attempt);
  }
  throw new CampaignError('ledger_busy', 'several processes at once');
}

/** Whether a folder's lock is held by a process that runs. */
export async function isLocked(disk: Disk, processes: Processes, folder: string): Promise<boolean> {
  return (await locksIn(disk, folder)).some(({ holder }) => processes.runs(holder));
}

interface FoundLock {
  readonly path: string;
  readonly generation: number;
  readonly holder: string;
}

async function locksIn(disk: Disk, folder: string): Promise<FoundLock[]> {
  const locks: FoundLock[] = [];
  for (const name of await disk.list(folder)) {
    const generation = /^lock\.(\d{1,15})$/.exec(name)?.[1];
    const path = `${folder}/${name}`;
    // One that was let go of in the meantime has no holder.
    const holder = generation === undefined ? undefined : disk.linkTarget(path);
    if (holder !== undefined) locks.push({ path, generation: Number(generation), holder });
  }
  return locks;
}

function refuseLiving(locks: readonly FoundLock[], processes: Processes): void {
  const living = locks.find(({ holder }) => processes.runs(holder));
  if (living === undefined) return;
  const [, pid, machine] = /^(\d+):\d+@(.*)$/.exec(living.holder) ?? [];
  const who = pid === undefined ? `${living.path} of an unknown holder` : `process ${pid} on ${machine}`;
  throw new CampaignError('ledger_busy', `it is held by ${who}, see ${living.path}`);
}

function moment(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * attempt * 2));
}
