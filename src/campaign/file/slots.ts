import { CampaignError } from '../errors.js';
import type { Loaded } from '../ledger.js';
import type { Disk, OpenFile } from './disk.js';
import type { Folder } from './folder.js';
import { sizeOf } from './manifest.js';
import { readSlot, type Slot, slotLength, slotLine } from './slot.js';

/** A slot as it was found; `damaged` where its line was not as it was written, or is missing. */
export interface FoundSlot extends Slot {
  readonly damaged: boolean;
}

const atOnce = 512;
const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder('latin1');

/** The file of the batches' states. */
export class Slots {
  private constructor(
    readonly file: OpenFile,
    readonly loaded: Loaded,
  ) {}

  /** Opens it. A longer file than was written is not ours; what a shorter one lost is read as damaged. */
  static async open(disk: Disk, folder: Folder, loaded: Loaded): Promise<Slots> {
    const file = await disk.open(folder.slots);
    if (file === undefined) throw new CampaignError('ledger_damaged', `${folder.slots} is missing`);
    if ((await file.size()) <= loaded.batches * slotLength) return new Slots(file, loaded);
    await file.close();
    throw new CampaignError('ledger_damaged', `${folder.slots} is too long`);
  }

  /** All slots in order, or those from one on. */
  async *all(from = 0): AsyncGenerator<FoundSlot, void, undefined> {
    const { batches } = this.loaded;
    for (let first = from; first < batches; first += atOnce) {
      const found = await this.#read(first, Math.min(atOnce, batches - first));
      for (const slot of found) yield slot;
    }
  }

  async one(index: number): Promise<FoundSlot> {
    const [slot] = await this.#read(index, 1);
    return slot as FoundSlot;
  }

  async #read(first: number, count: number): Promise<FoundSlot[]> {
    const lines = decoder.decode(await this.file.read(first * slotLength, count * slotLength));
    return Array.from({ length: count }, (_, offset) => {
      const index = first + offset;
      const slot = readSlot(lines.slice(offset * slotLength, (offset + 1) * slotLength), index);
      // A batch whose state was lost may have been sent.
      const lost = { index, state: 'unknown', size: sizeOf(this.loaded, index), digest: '', uuid: undefined } as const;
      return slot === undefined ? { ...lost, damaged: true } : { ...slot, damaged: false };
    });
  }
}

/** Where a slot is in the file, and what is written there. */
export function slotBytes(slot: Slot): { readonly position: number; readonly bytes: Uint8Array } {
  return { position: slot.index * slotLength, bytes: encoder.encode(slotLine(slot)) };
}
