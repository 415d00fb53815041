import type { Disk, OpenFile } from './disk.js';

interface Write {
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Writes that are synced together: those that come in the same moment, or while no handle of the file is free. */
export class GroupCommit {
  readonly #disk: Disk;
  /** Each is the file on its own, since the system tells of a failed write once to each. */
  readonly #free: OpenFile[];
  #waiting: Write[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor(disk: Disk, files: readonly OpenFile[]) {
    this.#disk = disk;
    this.#free = [...files];
  }

  /** Writes some bytes; they are durable when it returns. */
  put(position: number, bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ position, bytes, resolve, reject });
      const file = this.#free.pop();
      if (file !== undefined) this.#run(file);
    });
  }

  async #run(file: OpenFile): Promise<void> {
    for (;;) {
      await this.#disk.gather();
      const group = this.#waiting;
      if (group.length === 0) break;
      this.#waiting = [];
      try {
        // After a failure nobody knows what is on the disk: nothing is written on top of it.
        if (this.#failure !== undefined) throw this.#failure.error;
        for (const { position, bytes } of group) await file.write(position, bytes);
        await file.sync();
        for (const { resolve } of group) resolve();
      } catch (error) {
        this.#failure ??= { error };
        for (const { reject } of group) reject(error);
      }
    }
    this.#free.push(file);
  }
}
