import { retryTransient } from '../errors.js';
import type { Loaded, Loading, NewBatch } from '../ledger.js';
import { attempt, type DatabaseFile, gzip } from './database.js';
import { CampaignLock } from './lock.js';
import { now } from './send.js';
import { GroupCommit, type Statements } from './transactions.js';

/** How long a load waits for another process that writes to the same file, in milliseconds. */
const patience = 5000;

/** What a load needs. */
export interface LoadContext {
  readonly file: DatabaseFile;
  readonly sql: Statements;
  readonly lock: CampaignLock;
  readonly before: Loaded | undefined;
  close(): void;
}

/**
 * A load under way. Its batches are written as they come, so that others may write to the file meanwhile, and belong to no
 * campaign until `commit`: only that waits for the disk.
 */
export class SqliteLoading implements Loading {
  readonly before: Loaded | undefined;
  readonly #context: LoadContext;
  readonly #id: number;
  readonly #group: GroupCommit;
  #committed = false;
  #keys = false;

  constructor(context: LoadContext, id: number) {
    this.before = context.before;
    this.#context = context;
    this.#id = id;
    this.#group = new GroupCommit(context.sql, { sync: false });
  }

  async add({ index, size, list, digest }: NewBatch): Promise<void> {
    const { sql } = this.#context;
    const packed = gzip(list);
    await retryTransient(patience, () =>
      this.#group.run(() => sql.run('add', this.#id, index, size, packed, bytesOfHex(digest), now())),
    );
  }

  async unseen(keys: readonly string[]): Promise<readonly boolean[]> {
    const { database } = this.#context.sql;
    return attempt(() => {
      // On the disk beyond 32 MB, as a list of millions would not be flat in memory.
      if (!this.#keys) {
        database.exec('pragma temp_store = file; pragma temp.cache_size = -32768; pragma temp.journal_mode = off');
        database.exec(`create temp table ${keyTable} (key primary key) without rowid`);
      }
      this.#keys = true;
      const insert = database.prepare(`insert into ${keyTable} values (?) on conflict (key) do nothing returning 1`);
      const unseen = new Array<boolean>(keys.length);
      // In order they lie beside each other in the tree; of equal ones the first stays first.
      const order = keys
        .map((_, place) => place)
        .sort((one, other) => compare(keys[one] as string, keys[other] as string) || one - other);
      database.exec('begin');
      try {
        for (const place of order) unseen[place] = insert.get(keyValue(keys[place] as string)) != null;
      } finally {
        database.exec('commit');
      }
      return unseen;
    });
  }

  async commit(loaded: Omit<Loaded, 'name'>): Promise<void> {
    const { head, message, batches, batchSize, numbered, recipients, invalid, content } = loaded;
    const { sql } = this.#context;
    const row = [JSON.stringify(head), message, batches, batchSize, numbered ? 1 : 0, recipients, invalid, content];
    await retryTransient(patience, () => sql.transaction(() => sql.run('commit', this.#id, ...row)));
    this.#committed = true;
  }

  async close(): Promise<void> {
    const { sql } = this.#context;
    try {
      if (this.#keys) sql.database.exec(`drop table ${keyTable}`);
      if (this.before === undefined && !this.#committed) removeCampaign(sql, this.#id);
    } finally {
      this.#context.close();
    }
  }
}

const keyTable = 'viber_mailing_keys';

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A key as the tree keeps it: a phone is a number there, which is shorter. */
function keyValue(key: string): string | number {
  return /^[1-9][0-9]{0,14}$/.test(key) ? Number(key) : key;
}

/** Begins a new campaign, having removed what a load that was cut off left of one. */
export async function beginCampaign(context: LoadContext, name: string): Promise<number> {
  const { sql, file, lock } = context;
  for (const left of sql.all<{ id: number; name: string }>('unfinishedLoads')) {
    if (left.name.toLowerCase() === name.toLowerCase()) removeCampaign(sql, left.id);
    else await removeUnlessTaken(file, sql, left);
  }
  // Before the campaign is there: without a count it would be taken for a copy.
  lock.begin(0);
  const row = await retryTransient(patience, () => sql.transaction(() => sql.get<{ id: number }>('begin', name, file.identity())));
  return row?.id as number;
}

async function removeUnlessTaken(file: DatabaseFile, sql: Statements, { id, name }: { id: number; name: string }): Promise<void> {
  const lock = await CampaignLock.take(file, name).catch(() => undefined);
  try {
    if (lock !== undefined) removeCampaign(sql, id);
  } finally {
    lock?.release();
  }
}

export function removeCampaign(sql: Statements, id: number): void {
  sql.transaction(() => {
    sql.run('removeBatches', id);
    sql.run('removeCampaign', id);
  });
}

function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, place) => Number.parseInt(digits.slice(place * 2, place * 2 + 2), 16));
}
