import { CampaignError } from '../errors.js';
import type { Claim, Loaded, Sending, Settlement } from '../ledger.js';
import { type BatchState, Counts, type Report } from '../report.js';
import type { Disk } from './disk.js';
import type { Ground } from './file-ledger.js';
import { Folder, numberOf } from './folder.js';
import { GroupCommit } from './group-commit.js';
import { Lists } from './lists.js';
import { type Lock, takeLock } from './lock.js';
import { readManifest } from './manifest.js';
import type { Slot } from './slot.js';
import { Slots, slotBytes } from './slots.js';

/** Takes the lock and reads where the campaign stands. What a dead process was sending is unknown from here on. */
export async function beginSending({ disk, processes }: Ground, name: string): Promise<Sending> {
  const folder = new Folder(name);
  if ((await readManifest(disk, folder)) === undefined) throw new CampaignError('not_loaded');
  const lock = await takeLock(disk, processes, folder.path);
  const opened: Slots[] = [];
  try {
    const loaded = await readManifest(disk, folder);
    if (loaded === undefined) throw new CampaignError('not_loaded');
    // A load that died after its very last step may have left the manifest unsynced.
    await disk.syncFolder(folder.path);
    for (let handle = 0; handle < handles; handle++) opened.push(await Slots.open(disk, folder, loaded));
    const slots = opened[0] as Slots;
    const { pending, counts } = await mended(slots);
    await removeAccepted(disk, folder, slots);
    return new FileSending(disk, folder, lock, opened, pending, counts);
  } catch (error) {
    for (const { file } of opened) await file.close();
    await lock.release();
    throw error;
  }
}

/** Two syncs of the states' file may be under way at once: a mark need not wait for the whole of another's. */
const handles = 2;

interface Standing {
  /** 1 where a batch may be claimed. */
  readonly pending: Uint8Array;
  readonly counts: Counts;
}

/** Where a campaign stands. What a dead process was sending, and what was damaged, is unknown, and written so. */
async function mended(slots: Slots): Promise<Standing> {
  const { batches, invalid } = slots.loaded;
  const pending = new Uint8Array(batches);
  const counts = new Counts(invalid);
  for await (const { damaged, ...slot } of slots.all()) {
    const state = slot.state === 'sending' ? 'unknown' : slot.state;
    if (damaged || state !== slot.state) {
      const { position, bytes } = slotBytes({ ...slot, state });
      await slots.file.write(position, bytes);
    }
    if (state === 'pending') pending[slot.index] = 1;
    counts.add(state, slot.size);
  }
  await slots.file.sync();
  return { pending, counts };
}

/** Removes what a process that died had no time to remove. The marks of these batches are synced. */
async function removeAccepted(disk: Disk, folder: Folder, slots: Slots): Promise<void> {
  for (const [path, names] of [
    [folder.lists, await disk.list(folder.lists)],
    [folder.reasons, await disk.list(folder.reasons)],
  ] as const) {
    for (const name of names) {
      const index = numberOf(name);
      if (index === undefined || index >= slots.loaded.batches) continue;
      const { state, damaged } = await slots.one(index);
      if (state === 'accepted' && !damaged) await disk.remove(`${path}/${name}`);
    }
  }
}

interface FileClaim extends Claim {
  readonly slot: Slot;
}

const readAhead = 4;

class FileSending implements Sending {
  readonly loaded: Loaded;
  readonly #disk: Disk;
  readonly #folder: Folder;
  readonly #lock: Lock;
  readonly #opened: readonly Slots[];
  readonly #slots: Slots;
  readonly #commit: GroupCommit;
  readonly #pending: Uint8Array;
  readonly #counts: Counts;
  readonly #lists: Lists;
  readonly #removals = new Set<Promise<void>>();
  #next = 0;

  constructor(disk: Disk, folder: Folder, lock: Lock, opened: readonly Slots[], pending: Uint8Array, counts: Counts) {
    this.#opened = opened;
    this.#slots = opened[0] as Slots;
    this.loaded = this.#slots.loaded;
    this.#disk = disk;
    this.#folder = folder;
    this.#lock = lock;
    this.#commit = new GroupCommit(
      disk,
      opened.map(({ file }) => file),
    );
    this.#pending = pending;
    this.#counts = counts;
    this.#lists = new Lists(disk, folder);
  }

  async claim(index: number = this.#first()): Promise<Claim | undefined> {
    if (this.#pending[index] !== 1) return undefined;
    this.#pending[index] = 0;
    for (let next = index + 1; next <= index + readAhead; next++) if (this.#pending[next] === 1) this.#lists.foresee(next);
    try {
      const { damaged: _, ...slot } = await this.#slots.one(index);
      const list = await this.#lists.take(slot);
      await this.#move(slot, 'pending', 'sending');
      const claim: FileClaim = { index, size: slot.size, list, held: () => this.#lock.held(), slot };
      return claim;
    } catch (error) {
      this.#giveBack(index);
      throw error;
    }
  }

  async settle(claim: Claim, settlement: Settlement): Promise<void> {
    const { slot, index } = claim as FileClaim;
    if (!this.#lock.held()) throw new CampaignError('ledger_busy', `the lock of ${this.#folder.path} was taken away`);
    if ('reason' in settlement) await this.#explain(index, settlement.reason);
    await this.#move({ ...slot, uuid: 'uuid' in settlement ? settlement.uuid : undefined }, 'sending', settlement.state);
    if (settlement.state === 'pending') this.#giveBack(index);
    if (settlement.state === 'accepted') this.#forget(index);
  }

  async report(): Promise<Report> {
    return this.#counts.report();
  }

  async close(): Promise<void> {
    try {
      await Promise.all(this.#removals);
      for (const { file } of this.#opened) await file.close();
    } finally {
      await this.#lock.release();
    }
  }

  /** Deletes recipients, while the next batches are on their way already. What stays is deleted by the next send. */
  #forget(index: number): void {
    const removal = this.#disk.remove(this.#folder.list(index)).catch(() => {});
    this.#removals.add(removal);
    removal.then(() => this.#removals.delete(removal));
  }

  #first(): number {
    while (this.#next < this.#pending.length && this.#pending[this.#next] !== 1) this.#next++;
    return this.#next;
  }

  #giveBack(index: number): void {
    this.#pending[index] = 1;
    this.#next = Math.min(this.#next, index);
  }

  async #move(slot: Slot, from: BatchState, to: BatchState): Promise<void> {
    const { position, bytes } = slotBytes({ ...slot, state: to });
    await this.#commit.put(position, bytes);
    this.#counts.move(from, to, slot.size);
  }

  async #explain(index: number, reason: string): Promise<void> {
    try {
      await this.#disk.write(this.#folder.reason(index), new TextEncoder().encode(reason));
      await this.#disk.syncFolder(this.#folder.reasons);
    } catch {
      // The state must be written down, on a full disk too; the reason may be missing.
    }
  }
}
