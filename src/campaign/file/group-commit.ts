import type { Disk, OpenFile } from './disk.js';

interface Write {
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Writes that are synced together: those that come while one sync is under way share the next. */
export class GroupCommit {
  readonly #disk: Disk;
  readonly #file: OpenFile;
  #waiting: Write[] = [];
  #busy = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(disk: Disk, file: OpenFile) {
    this.#disk = disk;
    this.#file = file;
  }

  /** Writes some bytes; they are durable when it returns. */
  put(position: number, bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ position, bytes, resolve, reject });
      if (!this.#busy) this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      await this.#disk.gather();
      const group = this.#waiting;
      this.#waiting = [];
      try {
        // After a failure nobody knows what is on the disk: nothing is written on top of it.
        if (this.#failure !== undefined) throw this.#failure.error;
        for (const { position, bytes } of group) await this.#file.write(position, bytes);
        await this.#file.sync();
        for (const { resolve } of group) resolve();
      } catch (error) {
        this.#failure ??= { error };
        for (const { reject } of group) reject(error);
      }
    }
    this.#busy = false;
  }
}
