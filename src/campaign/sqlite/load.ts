import { retryTransient } from '../errors.js';
import type { Loaded, Loading, NewBatch } from '../ledger.js';
import { packed } from '../stored.js';
import { attempt, type DatabaseFile } from './database.js';
import { CampaignLock, type Held } from './lock.js';
import { now } from './send.js';
import { GroupCommit, type Tables } from './tables.js';

/** How long a load waits for another process that writes to the same file, in milliseconds. */
const patience = 5000;

/** Begins a new campaign, having removed what loads that were cut off left, and gives its number. */
export async function beginCampaign(file: DatabaseFile, name: string, { tables, lock }: Held): Promise<number> {
  for (const left of tables.all<{ id: number; name: string }>('unfinishedLoads')) {
    const isOurs = left.name.toLowerCase() === name.toLowerCase();
    const itsLock = isOurs ? undefined : await CampaignLock.take(file, left.name).catch(() => undefined);
    try {
      if (isOurs || itsLock !== undefined) removeCampaign(tables, left.id);
    } finally {
      itsLock?.release();
    }
  }
  // Before the campaign is there: without a count it would be taken for a copy.
  lock.begin(0);
  const begin = () => tables.transaction(() => tables.get<{ id: number }>('begin', name, file.identity()));
  return (await retryTransient(patience, begin))?.id as number;
}

export function removeCampaign(tables: Tables, id: number): void {
  tables.transaction(() => {
    tables.run('removeBatches', id);
    tables.run('removeCampaign', id);
  });
}

const keyTable = 'viber_mailing_keys';

/**
 * A load under way. Its batches are written as they come, so that others may write to the file meanwhile, and belong to no
 * campaign until `commit`: only that waits for the disk.
 */
export class SqliteLoading implements Loading {
  readonly before: Loaded | undefined;
  readonly #held: Held;
  readonly #id: number;
  readonly #group: GroupCommit;
  #committed = false;
  #hasKeys = false;

  constructor(held: Held, id: number, before: Loaded | undefined) {
    this.#held = held;
    this.#id = id;
    this.before = before;
    this.#group = new GroupCommit((work) => held.tables.transaction(work, false));
  }

  async add({ index, size, list, digest }: NewBatch): Promise<void> {
    const bytes = await packed(list);
    const row = [this.#id, index, size, bytes, bytesOfHex(digest), now()];
    await retryTransient(patience, () => this.#group.run(() => this.#held.tables.run('add', ...row)));
  }

  async unseen(keys: readonly string[]): Promise<readonly boolean[]> {
    const { database } = this.#held.tables;
    return attempt(() => {
      // On the disk beyond 32 MB, as a list of millions would not be flat in memory.
      if (!this.#hasKeys)
        database.exec(`pragma temp_store = file; pragma temp.cache_size = -32768; pragma temp.journal_mode = off;
          create temp table ${keyTable} (key primary key) without rowid`);
      this.#hasKeys = true;
      const insert = database.prepare(`insert into ${keyTable} values (?) on conflict (key) do nothing returning 1`);
      const unseen = new Array<boolean>(keys.length);
      database.exec('begin');
      try {
        // In order they lie beside each other in the tree; of equal ones the first stays first.
        for (const [key, place] of keys.map((key, place) => [key, place] as const).sort(([one], [other]) => compare(one, other)))
          unseen[place] = insert.get(keyValue(key)) != null;
      } finally {
        database.exec('commit');
      }
      return unseen;
    });
  }

  async commit(loaded: Omit<Loaded, 'name'>): Promise<void> {
    const { tables } = this.#held;
    const { head, message, batches, batchSize, numbered, recipients, invalid, content } = loaded;
    const row = [JSON.stringify(head), message, batches, batchSize, numbered ? 1 : 0, recipients, invalid, content];
    await retryTransient(patience, () => tables.transaction(() => tables.run('commit', this.#id, ...row)));
    this.#committed = true;
  }

  async close(): Promise<void> {
    const { tables, close } = this.#held;
    try {
      if (this.#hasKeys) tables.database.exec(`drop table ${keyTable}`);
      if (this.before === undefined && !this.#committed) removeCampaign(tables, this.#id);
    } finally {
      close();
    }
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A key as the tree keeps it: a phone is a number there, which is shorter. */
function keyValue(key: string): string | number {
  return /^[1-9][0-9]{0,14}$/.test(key) ? Number(key) : key;
}

function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, place) => Number.parseInt(digits.slice(place * 2, place * 2 + 2), 16));
}
