import { CampaignError, retryTransient } from '../errors.js';
import type { Loading } from '../ledger.js';
import { bytesOf, packed, sha256 } from '../stored.js';
import { attempt, type DatabaseFile } from './database.js';
import { type Held, lockName, takeLock } from './lock.js';
import { groupCommit, now, type Tables } from './tables.js';

/** How long a load waits for another process that writes to the same file, in milliseconds. */
const patience = 5000;

/** Begins a new campaign, having removed what loads that were cut off left, and gives its number. */
async function beginCampaign(file: DatabaseFile, name: string, { tables, lock }: Held): Promise<number> {
  const unfinished = () => tables.all<{ id: number; name: string }>('unfinishedLoads');
  for (const left of unfinished()) {
    const isOurs = left.name.toLowerCase() === name.toLowerCase();
    const itsLock = isOurs ? undefined : await takeLock(file, left.name).catch(() => undefined);
    try {
      // It may have ended while its lock was waited for.
      const isLeft =
        isOurs || (itsLock !== undefined && unfinished().some((each) => each.id === left.id && each.name === left.name));
      if (isLeft) removeCampaign(tables, left.id);
    } finally {
      itsLock?.release();
    }
  }
  // An older database in the place of the newer one: what was sent under this name is known to the lock alone.
  if ((lock.marks() ?? 0) > 0) throw new CampaignError('server_changed', `${name} was sent here before`, [], forgotten(name));
  // Before the row is inserted: a campaign without a count in its lock file is taken for a copy.
  lock.setMarks(0);
  const begin = () => tables.transaction(() => tables.get<{ id: number }>('begin', name, file.identity()));
  return (await retryTransient(patience, begin))?.id as number;
}

const forgotten = (name: string) =>
  `put the newer database back, or load under another name; only where all of it is to be sent anew, delete the file beside the database whose name ends in .${lockName(name)}`;

export function removeCampaign(tables: Tables, id: number): void {
  tables.transaction(() => {
    tables.run('removeBatches', id);
    tables.run('removeCampaign', id);
  });
}

/**
 * Begins a load. Its batches are written as they come, so that others may write to the file meanwhile, and belong to no
 * campaign until `commit`: only that waits for the disk.
 */
export async function beginLoading(file: DatabaseFile, name: string, held: Held): Promise<Loading> {
  const { tables, campaign, close } = held;
  const id = campaign?.id ?? (await beginCampaign(file, name, held));
  const before = campaign?.loaded;
  const { database } = tables;
  // Loads into a database that the caller opened have one connection.
  const keyTable = `viber_mailing_keys_${id}`;
  const group = groupCommit((work) => tables.transaction(work, false));
  let committed = false;
  let hasKeys = false;

  return {
    before,

    async add({ index, size, list, digest }) {
      const bytes = packed(list);
      const row = [id, index, size, bytes, await sha256(bytes), bytesOf(digest, 'hex'), now()];
      await retryTransient(patience, () => group(() => tables.run('add', ...row)));
    },

    async unseen(keys) {
      return attempt(() => {
        // On the disk beyond 32 MB, as a list of millions would not be flat in memory.
        if (!hasKeys)
          database.exec(`pragma temp_store = file; pragma temp.cache_size = -32768; pragma temp.journal_mode = off;
            create temp table ${keyTable} (key primary key) without rowid`);
        hasKeys = true;
        const insert = database.prepare(`insert into ${keyTable} values (?) on conflict (key) do nothing returning 1`);
        const unseen = new Array<boolean>(keys.length);
        // In order they lie beside each other in the tree; of equal ones the first stays first.
        const inOrder = keys
          .map((key, place) => ({ key, place }))
          .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
        database.exec('begin');
        try {
          for (const { key, place } of inOrder) unseen[place] = insert.get(isPhone.test(key) ? Number(key) : key) != null;
        } finally {
          database.exec('commit');
        }
        return unseen;
      });
    },

    async commit({ head, message, batches, batchSize, numbered, recipients, invalid, content }) {
      const row = [JSON.stringify(head), message, batches, batchSize, numbered ? 1 : 0, recipients, invalid, content];
      await retryTransient(patience, () => tables.transaction(() => tables.run('commit', id, ...row)));
      committed = true;
    },

    async close() {
      try {
        if (hasKeys) database.exec(`drop table ${keyTable}`);
        if (before === undefined && !committed) removeCampaign(tables, id);
      } finally {
        close();
      }
    },
  };
}

/** A key that is a number in the tree, which is shorter. */
const isPhone = /^[1-9][0-9]{0,14}$/;
