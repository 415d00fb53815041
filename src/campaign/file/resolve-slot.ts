import { CampaignError } from '../errors.js';
import type { Resolution } from '../ledger.js';
import { resolvedState } from '../ledger.js';
import { hex, sha256 } from '../load.js';
import type { Disk } from './disk.js';
import type { Ground } from './file-ledger.js';
import { Folder } from './folder.js';
import { takeLock } from './lock.js';
import { readManifest } from './manifest.js';
import { type FoundSlot, Slots, slotBytes } from './slots.js';

/** Moves a batch as a person said. */
export async function resolveSlot({ disk, processes }: Ground, name: string, index: number, resolution: Resolution): Promise<void> {
  const folder = new Folder(name);
  if ((await readManifest(disk, folder)) === undefined) throw new CampaignError('not_loaded');
  const lock = await takeLock(disk, processes, folder.path);
  try {
    await resolved(disk, folder, index, resolution);
  } finally {
    await lock.release();
  }
}

async function resolved(disk: Disk, folder: Folder, index: number, resolution: Resolution): Promise<void> {
  const loaded = await readManifest(disk, folder);
  if (loaded === undefined) throw new CampaignError('not_loaded');
  if (index < 0 || index >= loaded.batches) throw new CampaignError('no_batch', `of ${loaded.batches}`);
  const slots = await Slots.open(disk, folder, loaded);
  try {
    const { damaged: _, ...slot } = await slots.one(index);
    // Whoever was sending it is gone, since the lock is ours.
    const state = resolvedState(slot.state === 'sending' ? 'unknown' : slot.state, resolution);
    const digest = state === 'pending' ? await checkedDigest(disk, folder, slot) : slot.digest;
    const { position, bytes } = slotBytes({ ...slot, state, digest });
    await slots.file.write(position, bytes);
    await slots.file.sync();
    if (state === 'accepted') await disk.remove(folder.list(index));
    await disk.remove(folder.reason(index));
  } finally {
    await slots.file.close();
  }
}

/** The digest of a batch that is to be sent again: its recipients must be there as they were loaded. */
async function checkedDigest(disk: Disk, folder: Folder, { index, size, digest }: FoundSlotParts): Promise<string> {
  const bytes = await disk.read(folder.list(index));
  const found = bytes === undefined ? undefined : hex(await sha256(bytes));
  // Where its slot was damaged the digest is lost with it. A file that was cut is no JSON.
  const whole = digest === '' ? recipientsIn(bytes) === size : found === digest;
  if (found === undefined || !whole) throw new CampaignError('ledger_damaged', folder.list(index));
  return found;
}

type FoundSlotParts = Pick<FoundSlot, 'index' | 'size' | 'digest'>;

function recipientsIn(bytes: Uint8Array | undefined): number | undefined {
  try {
    return (JSON.parse(new TextDecoder().decode(bytes)) as unknown[]).length;
  } catch {
    return undefined;
  }
}
