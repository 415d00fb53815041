import { CampaignError } from '../campaign-error.js';
import type { Loaded } from '../ledger.js';
import { tablesVersion } from './tables.js';

/** What was loaded, as it comes out of the database. Big numbers are texts, whatever the caller's `pg` makes of them. */
export interface LoadedRow {
  readonly head: string;
  readonly batches: number;
  readonly batch_size: number;
  readonly recipients: string;
  readonly invalid: string;
  readonly content: string;
}

/** What was loaded, and the server as it is. Without an id nothing was. */
export type BeginRow = ServerRow & (({ readonly id: string; readonly same: boolean } & LoadedRow) | { readonly id: null });

interface ServerRow {
  readonly version: number | null;
  readonly fsync: string;
  readonly encoding: string;
}

export function loadedOf({ head, batches, batch_size, recipients, invalid, content }: LoadedRow): Loaded {
  return {
    head: JSON.parse(head),
    batches,
    batchSize: batch_size,
    recipients: Number(recipients),
    invalid: Number(invalid),
    content,
  };
}

/** Refuses a server that would lose marks or could not write them, and tables that this version does not know. */
export function checkServer({ version, fsync, encoding }: ServerRow): void {
  if (version !== tablesVersion) throw new CampaignError('not_migrated', `version ${version ?? 'none'}, not ${tablesVersion}`);
  checkFsync(fsync);
  if (encoding !== 'UTF8') throw new CampaignError('server_unsafe', `server_encoding = ${encoding}`);
}

export function checkFsync(fsync: string): void {
  if (fsync !== 'on') throw new CampaignError('server_unsafe', `fsync = ${fsync}`);
}
