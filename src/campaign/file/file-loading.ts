import { CampaignError } from '../errors.js';
import type { Loaded, Loading, NewBatch } from '../ledger.js';
import { hex, sha256 } from '../load.js';
import type { Disk, OpenFile } from './disk.js';
import type { Ground } from './file-ledger.js';
import { Folder } from './folder.js';
import { type Lock, takeLock } from './lock.js';
import { manifestBytes, readManifest } from './manifest.js';
import { readSlot, slotLength } from './slot.js';
import { Slots, slotBytes } from './slots.js';

/** Takes the lock and prepares the folder: empty, or with the campaign that is in it. */
export async function beginLoading({ disk, processes }: Ground, name: string): Promise<Loading> {
  const folder = new Folder(name);
  const lock = await takeLock(disk, processes, folder.path);
  try {
    const before = await readManifest(disk, folder);
    if (before !== undefined) return new Comparing(disk, folder, lock, before, await Slots.open(disk, folder, before));
    await clean(disk, folder);
    await disk.makeFolder(folder.lists);
    await disk.makeFolder(folder.reasons);
    await disk.write(folder.slots, new Uint8Array());
    const slots = await disk.open(folder.slots);
    if (slots === undefined) throw new CampaignError('ledger_unavailable', folder.slots);
    return new FileLoading(disk, folder, lock, name, slots);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A new campaign, written where nobody sees it before the manifest is there. */
class FileLoading implements Loading {
  readonly before = undefined;
  readonly #disk: Disk;
  readonly #folder: Folder;
  readonly #lock: Lock;
  readonly #name: string;
  readonly #slots: OpenFile;
  #committed = false;

  constructor(disk: Disk, folder: Folder, lock: Lock, name: string, slots: OpenFile) {
    this.#disk = disk;
    this.#folder = folder;
    this.#lock = lock;
    this.#name = name;
    this.#slots = slots;
  }

  async add({ index, size, list, digest }: NewBatch): Promise<void> {
    await this.#disk.write(this.#folder.list(index), list);
    const { position, bytes } = slotBytes({ index, state: 'pending', size, digest, uuid: undefined });
    await this.#slots.write(position, bytes);
  }

  async commit(loaded: Loaded): Promise<void> {
    const { path, lists, manifest, newManifest } = this.#folder;
    await this.#slots.sync();
    await this.#disk.syncFolder(lists);
    await this.#disk.write(newManifest, manifestBytes(this.#name, loaded));
    await this.#disk.syncFolder(path);
    await this.#disk.rename(newManifest, manifest);
    await this.#disk.syncFolder(path);
    this.#committed = true;
  }

  async close(): Promise<void> {
    try {
      await this.#slots.close();
      if (!this.#committed) await this.#undo();
    } finally {
      await this.#lock.release();
    }
    if (!this.#committed) await this.#disk.removeFolder(this.#folder.path);
  }

  async #undo(): Promise<void> {
    const { lists, reasons, manifest } = this.#folder;
    // Where the very last step failed it is there.
    await this.#disk.remove(manifest);
    await clean(this.#disk, this.#folder);
    await this.#disk.removeFolder(lists);
    await this.#disk.removeFolder(reasons);
  }
}

/** A campaign that is there: what its disk lost of it is put back. */
class Comparing implements Loading {
  readonly before: Loaded;
  readonly #disk: Disk;
  readonly #folder: Folder;
  readonly #lock: Lock;
  readonly #slots: Slots;

  constructor(disk: Disk, folder: Folder, lock: Lock, before: Loaded, slots: Slots) {
    this.#disk = disk;
    this.#folder = folder;
    this.#lock = lock;
    this.before = before;
    this.#slots = slots;
  }

  async add({ index, list, digest }: NewBatch): Promise<void> {
    if (index >= this.before.batches) return;
    const slot = await this.#slots.one(index);
    if (slot.state === 'accepted' || slot.digest !== digest) return;
    const kept = await this.#disk.read(this.#folder.list(index));
    if (kept !== undefined && hex(await sha256(kept)) === digest) return;
    await this.#disk.write(this.#folder.list(index), list);
    await this.#disk.syncFolder(this.#folder.lists);
  }

  async commit(): Promise<void> {}

  async close(): Promise<void> {
    await this.#slots.file.close();
    await this.#lock.release();
  }
}

/** Removes what a load that was cut off left. Where a batch was sent, the manifest is what is missing. */
async function clean(disk: Disk, folder: Folder): Promise<void> {
  const slots = await disk.read(folder.slots);
  const lines = new TextDecoder('latin1').decode(slots ?? new Uint8Array());
  for (let index = 0; index * slotLength < lines.length; index++) {
    const slot = readSlot(lines.slice(index * slotLength, (index + 1) * slotLength), index);
    if (slot !== undefined && slot.state !== 'pending') throw new CampaignError('ledger_damaged', `${folder.manifest} is missing`);
  }
  for (const name of await disk.list(folder.lists)) await disk.remove(`${folder.lists}/${name}`);
  for (const name of await disk.list(folder.reasons)) await disk.remove(`${folder.reasons}/${name}`);
  await disk.remove(folder.newManifest);
  await disk.remove(folder.slots);
}
