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

/** The same disk, with a call before each of its calls. */
function calling(disk: Disk, call: () => void | Promise<void>): Disk {
  const calls = Object.fromEntries(
    ['makeFolder', 'list', 'read', 'write', 'open', 'rename', 'remove', 'removeFolder', 'syncFolder', 'link'].map((name) => [
      name,
      async (...args: unknown[]) => {
        await call();
        return (disk as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args);
      },
    ]),
  );
  return { ...calls, gather: () => disk.gather(), linkTarget: (path: string) => disk.linkTarget(path) } as unknown as Disk;
}
