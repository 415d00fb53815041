import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from 'viber-mailing/campaign';
import type { Disk } from '../../src/campaign/file/disk.ts';
import { nodeDisk } from '../../src/campaign/file/node-disk.ts';
import { ledgerSuite } from './ledger-suite.ts';
import { Machine, type Process } from './machine.ts';
import { MemoryDisk } from './memory-disk.ts';

ledgerSuite('a ledger in files', true, async () => {
  const { disk } = await nodeDisk(mkdtempSync(join(tmpdir(), 'ledger-')));
  return ledgersOf(new Machine((call) => calling(disk, call)));
});

ledgerSuite('a ledger in files, on a disk in memory', true, async () => {
  const disk = new MemoryDisk();
  return ledgersOf(new Machine((call) => disk.view(call)));
});

function ledgersOf(machine: Machine) {
  const processes = new Map<Ledger, Process>();
  return {
    process: () => {
      const process = machine.start();
      processes.set(process.ledger, process);
      return process.ledger;
    },
    kill: (ledger: Ledger) => processes.get(ledger)?.kill(),
  };
}

/** The same disk, with a call before each of its calls that waits for the system. */
function calling(disk: Disk, call: () => void | Promise<void>): Disk {
  return new Proxy(disk, {
    get(target, name) {
      const method = (target[name as keyof Disk] as (...args: unknown[]) => unknown).bind(target);
      if (name === 'linkTarget' || name === 'gather') return method;
      return async (...args: unknown[]) => {
        await call();
        return method(...args);
      };
    },
  });
}
