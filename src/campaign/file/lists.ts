import { CampaignError } from '../errors.js';
import { hex, sha256 } from '../load.js';
import type { Disk } from './disk.js';
import type { Folder } from './folder.js';
import type { Slot } from './slot.js';

/** The recipients of batches, read before they are asked for: a request need not wait for the disk. */
export class Lists {
  readonly #disk: Disk;
  readonly #folder: Folder;
  readonly #reading = new Map<number, Promise<ReadList | undefined>>();

  constructor(disk: Disk, folder: Folder) {
    this.#disk = disk;
    this.#folder = folder;
  }

  /** Begins to read a batch's recipients. */
  foresee(index: number): void {
    if (this.#reading.has(index)) return;
    const reading = this.#read(index);
    reading.catch(() => {});
    this.#reading.set(index, reading);
  }

  /** The recipients of a batch as they were loaded. */
  async take({ index, digest }: Slot): Promise<Uint8Array> {
    const reading = this.#reading.get(index) ?? this.#read(index);
    this.#reading.delete(index);
    const list = await reading;
    if (list === undefined || list.digest !== digest) throw new CampaignError('ledger_damaged', this.#folder.list(index));
    return list.bytes;
  }

  async #read(index: number): Promise<ReadList | undefined> {
    const bytes = await this.#disk.read(this.#folder.list(index));
    return bytes && { bytes, digest: hex(await sha256(bytes)) };
  }
}

interface ReadList {
  readonly bytes: Uint8Array;
  readonly digest: string;
}
