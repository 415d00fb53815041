import { CampaignError, retryTransient } from '../errors.js';
import type { Loaded, Loading } from '../ledger.js';
import { packed } from '../stored.js';
import { checkServer, type Database, type ServerRow } from './connection.js';
import { tablesVersion } from './sql.js';

/** The server as it is, and what was loaded; `id` is null where nothing was. */
export type BeginRow = ServerRow & {
  /** The version of the tables. */
  readonly tables: number | null;
} & ({ readonly id: number; readonly same: boolean; readonly loaded: Loaded } | { readonly id: null });

/** Refuses a server that would lose marks or could not write them, and tables that this version does not know. */
export function checkBegin(row: BeginRow, trusted: boolean): void {
  if (row.tables !== tablesVersion)
    throw new CampaignError('not_migrated', `version ${row.tables ?? 'none'}, not ${tablesVersion}`);
  checkServer(row, trusted);
}

/** Begins a load in a transaction: the campaign is there for others once that is committed. */
export function beginLoading(database: Database, name: string): Promise<Loading> {
  const { sql, patience, trusted } = database;
  return retryTransient(patience, async () => {
    const session = await database.session();
    let seen = false;
    let committed = false;
    const close = async () => {
      // Where it fails the connection is closed, which undoes it as well.
      if (!committed) await session.run('rollback').catch(() => {});
      session.end();
    };
    try {
      await session.run('begin isolation level read committed');
      const [lock] = await session.run<{ locked: boolean; number: number }>(sql.lock, [name]);
      if (lock?.locked !== true) throw new CampaignError('ledger_busy', 'it is being loaded');
      const [row] = (await session.run<BeginRow>(sql.begin, [name])) as [BeginRow];
      checkBegin(row, trusted);
      const id = row.id ?? lock.number;
      return {
        before: row.id === null ? undefined : row.loaded,

        async add({ index, size, list, digest }) {
          const bytes = packed(list) as unknown as { toString(encoding: 'base64'): string };
          await session.run(sql.add, [id, index, size, bytes.toString('base64'), digest]);
        },

        async unseen(keys) {
          if (!seen) await session.run(sql.seen);
          seen = true;
          const [row] = await session.run<{ fresh: string | null }>(sql.unseen, [JSON.stringify(keys)]);
          return Array.from(row?.fresh ?? '', (fresh) => fresh === '1');
        },

        async commit({ head, message, batches, batchSize, numbered, recipients, invalid, content }) {
          const counts = [batches, batchSize, numbered, recipients, invalid];
          await session.run(sql.commit, [id, name, JSON.stringify(head), message, ...counts, content]);
          await session.run('commit');
          committed = true;
        },

        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  });
}
