import type { Ledger } from 'viber-mailing/campaign';
import type { Disk, Processes } from '../../src/campaign/file/disk.ts';
import { FileLedger } from '../../src/campaign/file/file-ledger.ts';

/** A process that can be ended at any call of the disk. */
export interface Process {
  readonly ledger: Ledger;
  readonly alive: boolean;
  /** Ends it: nothing that it calls from now on comes to anything. */
  kill(): void;
}

/** Processes of one machine, on one disk. */
export class Machine {
  readonly #disk: (call: () => void | Promise<void>) => Disk;
  readonly #running = new Set<string>();
  #last = 0;

  constructor(disk: (call: () => void | Promise<void>) => Disk) {
    this.#disk = disk;
  }

  /** Starts a process. `step` runs before each of its calls of the disk. */
  start(step: () => void = () => {}): Process {
    const me = `${++this.#last}:1@web1`;
    this.#running.add(me);
    const running = this.#running;
    const processes: Processes = { me, runs: (other) => running.has(other) };
    const disk = this.#disk(() => {
      if (running.has(me)) step();
      return running.has(me) ? undefined : new Promise<never>(() => {});
    });
    return {
      ledger: new FileLedger(async () => ({ disk, processes })),
      get alive() {
        return running.has(me);
      },
      kill: () => running.delete(me),
    };
  }

  /** Ends every process. */
  stop(): void {
    this.#running.clear();
  }
}
