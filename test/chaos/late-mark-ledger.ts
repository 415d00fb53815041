import type { Ledger } from 'viber-mailing/campaign';
import { FileLedger } from '../../src/campaign/file/file-ledger.ts';
import { nodeDisk } from '../../src/campaign/file/node-disk.ts';
import { changed } from '../campaign/changed.ts';

/** The file ledger, wrongly made: it writes the mark of a batch after the request, as queues do. */
export async function lateMarkLedger(dir: string): Promise<Ledger> {
  const { disk, processes } = await nodeDisk(dir);
  const open: typeof disk.open = async (path) => {
    const file = await disk.open(path);
    if (file === undefined) return undefined;
    const isMark = (bytes: Uint8Array) => new TextDecoder().decode(bytes).includes(' sending ');
    return {
      size: () => file.size(),
      read: (position, length) => file.read(position, length),
      write: async (position, bytes) => {
        if (!isMark(bytes)) await file.write(position, bytes);
      },
      sync: () => file.sync(),
      close: () => file.close(),
    };
  };
  const late = changed(disk, { open });
  return new FileLedger(async () => ({ disk: late, processes }));
}
