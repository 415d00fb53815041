import { CampaignError, retryTransient, TransientError } from '../errors.js';
import type { Loaded } from '../ledger.js';
import { type BatchState, batchStates, Counts } from '../report.js';
import { batchConstraints, reportColumns } from '../stored.js';
import { attempt, type DatabaseFile, prepare, type SqliteDatabase, type SqliteStatement } from './database.js';

const tablesVersion = 1;

/** What a batch is once the process that sent it is gone and nothing is known of it. */
export const lostReason = 'the process ended before it could write down what became of the request';

const states = batchStates.map((state) => `'${state}'`).join(', ');

/** SQL that makes the tables where they are not there. They have the names of those in PostgreSQL. */
export const tablesSql = `
create table if not exists migrations (
  version integer primary key,
  applied text not null default (strftime('%Y-%m-%dT%H:%M:%fZ'))
);
create table if not exists campaigns (
  id integer primary key,
  name text not null unique collate nocase,
  -- The mailing without its recipients, and the SHA-256 of this text in hexadecimal.
  head text,
  message text,
  batches integer,
  batch_size integer,
  numbered integer check (numbered in (0, 1)),
  recipients integer,
  invalid integer,
  -- The SHA-256 of name, message and the digests of all batches.
  content text,
  -- Which file this is, and how many transactions of the campaign there were: a copy is noticed.
  server text not null,
  marks integer not null default 0,
  -- Null while it is being loaded.
  loaded text,
  check (loaded is null or (head is not null and message is not null and batches > 0 and batch_size > 0
    and numbered is not null and recipients > 0 and invalid >= 0 and content is not null))
);
create table if not exists batches (
  campaign integer not null references campaigns (id),
  "index" integer not null check ("index" >= 0),
  size integer not null check (size > 0),
  state text not null default 'pending' check (state in (${states})),
  -- The recipients: JSON in UTF-8, compressed by gzip. The checksum is the SHA-256 of that, the digest that of the JSON.
  list blob,
  checksum blob not null check (length(checksum) = 32),
  digest blob not null check (length(digest) = 32),
  attempts integer not null default 0,
  claim text,
  sent_at text,
  uuid text,
  reason text,
  changed text not null,
  primary key (campaign, "index"),
  constraint sending_is_claimed check (state <> 'sending' or (claim is not null and sent_at is not null)),
  ${batchConstraints}
);
-- It answers what is pending, and how many there are, without reading the recipients beside them.
create index if not exists batches_state on batches (campaign, state, "index", size);
create view if not exists report as
select c.name as campaign, c.loaded, c.invalid,
  ${reportColumns()}
from campaigns c left join (
  select campaign, state, count(*) as batches, sum(size) as recipients from batches group by campaign, state
) b on b.campaign = c.id
where c.loaded is not null group by c.id;
insert or ignore into migrations (version) values (${tablesVersion});
`;

// What is no JSON any more is taken for none, and told by its digest.
const head = `case when typeof(head) = 'text' and json_valid(head) then json(head) end`;
const loaded = `json_object('name', name, 'head', ${head}, 'message', message, 'batches', batches, 'batchSize', batch_size,
  'numbered', json(case numbered when 1 then 'true' else 'false' end), 'recipients', recipients, 'invalid', invalid, 'content', content)
  as loaded`;
const campaigns = `select id, server, marks, ${loaded} from campaigns where campaigns.loaded is not null`;
const batchColumns = '"index", size, state, attempts, sent_at as "sentAt", uuid, reason';
const claimColumns = '"index", size, attempts, sent_at as "sentAt", list, lower(hex(digest)) as digest';

const statements = {
  tables: `select 1 from sqlite_master where type = 'table' and name = 'migrations'`,
  version: `select max(version) as version from migrations`,
  campaign: `${campaigns} and name = ?`,
  campaigns: `${campaigns} order by name`,
  unfinishedLoads: `select id, name from campaigns where loaded is null`,
  begin: `insert into campaigns (name, server) values (?, ?) returning id`,
  commit: `
update campaigns set head = ?2, message = ?3, batches = ?4, batch_size = ?5, numbered = ?6, recipients = ?7, invalid = ?8,
  content = ?9, loaded = strftime('%Y-%m-%dT%H:%M:%fZ') where id = ?1`,
  add: `insert into batches (campaign, "index", size, list, checksum, digest, changed) values (?, ?, ?, ?, ?, ?, ?)`,
  removeBatches: `delete from batches where campaign = ?`,
  removeCampaign: `delete from campaigns where id = ?`,
  mark: `update campaigns set marks = marks + 1 where id = ? returning marks`,
  adopt: `update campaigns set server = ?2, marks = marks + 1 where id = ?1 returning marks`,
  contents: `select "index", size, list, checksum, digest from batches where campaign = ? and "index" > ? order by "index" limit ?`,
  expire: `
update batches set state = 'unknown', reason = ?2, changed = ?3 where campaign = ?1 and state = 'sending'`,
  claim: `
update batches set state = 'sending', claim = ?3, sent_at = ?4, changed = ?4, attempts = attempts + 1
where campaign = ?1 and "index" = (
  select "index" from batches where campaign = ?1 and state = 'pending' and (?2 is null or "index" = ?2) order by "index" limit 1
)
returning ${claimColumns}`,
  claimed: `select ${claimColumns} from batches where campaign = ?1 and claim = ?2 and state = 'sending'`,
  settle: `
update batches set state = ?4, uuid = ?5, reason = ?6, changed = ?7, attempts = attempts - ?8,
  list = case ?4 when 'accepted' then null else list end,
  claim = case ?4 when 'pending' then null else claim end, sent_at = case ?4 when 'pending' then null else sent_at end
where campaign = ?1 and "index" = ?2 and claim = ?3 and state = 'sending' returning 1`,
  resolve: `
update batches set state = ?3, uuid = null, reason = case ?3 when 'abandoned' then reason end, changed = ?4, claim = null,
  list = case ?3 when 'pending' then list end, sent_at = case ?3 when 'pending' then null else sent_at end
where campaign = ?1 and "index" = ?2`,
  cancel: `update batches set state = 'abandoned', list = null, changed = ?2 where campaign = ?1 and state = 'pending'`,
  counts: `select state, count(*) as batches, sum(size) as recipients from batches where campaign = ? group by state`,
  batch: `select ${batchColumns}, claim, list, lower(hex(digest)) as digest from batches where campaign = ? and "index" = ?`,
  batches: `
select ${batchColumns} from batches where campaign = ?1 and "index" >= ?2 and (?3 is null or state in (?3, ?4)) order by "index" limit ?5`,
} as const;

/** A campaign as it stands in its table. */
export interface StoredCampaign {
  readonly id: number;
  readonly server: string;
  readonly marks: number;
  readonly loaded: Loaded;
}

type Statement = keyof typeof statements;

/** The ledger's tables on one connection. Each statement is prepared once. */
export class Tables {
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(readonly database: SqliteDatabase) {}

  get<Row>(name: Statement, ...values: unknown[]): Row | undefined {
    // Bun gives null for no row, others undefined.
    return attempt(() => this.#statement(name).get(...values) ?? undefined);
  }

  all<Row>(name: Statement, ...values: unknown[]): Row[] {
    return attempt(() => this.#statement(name).all(...values));
  }

  run(name: Statement, ...values: unknown[]): void {
    attempt(() => this.#statement(name).run(...values));
  }

  /** The campaigns that are loaded, or the one of a name. */
  campaigns(...name: [] | [string]): StoredCampaign[] {
    const rows = this.all<StoredCampaign & { readonly loaded: string }>(name.length > 0 ? 'campaign' : 'campaigns', ...name);
    return rows.map((row) => ({ ...row, loaded: JSON.parse(row.loaded) }));
  }

  /** Does some work as one transaction. Without `sync` it does not wait for the disk; a later one that does makes it durable as well. */
  transaction<Value>(work: () => Value, sync = true): Value {
    return attempt(() => {
      if (!sync) this.database.exec('pragma synchronous = normal');
      try {
        this.database.exec('begin immediate');
        const value = work();
        this.database.exec('commit');
        return value;
      } catch (error) {
        try {
          this.database.exec('rollback');
        } catch {
          // SQLite has done it already, as on a full disk.
        }
        throw error;
      } finally {
        if (!sync) this.database.exec('pragma synchronous = full');
      }
    });
  }

  /** Counts batches by state; `alive`: whether a process has the campaign, so that what is `sending` is under way. */
  counts({ id, loaded }: StoredCampaign, alive: boolean): Counts {
    const counts = new Counts(loaded.invalid);
    for (const { state, recipients, batches } of this.all<{ state: BatchState; recipients: number; batches: number }>('counts', id))
      counts.add(state === 'sending' && !alive ? 'unknown' : state, recipients, batches);
    return counts;
  }

  #statement(name: Statement): SqliteStatement {
    const statement = this.#prepared.get(name) ?? prepare(this.database, statements[name]);
    this.#prepared.set(name, statement);
    return statement;
  }
}

/** A connection for writing, with the tables. */
export function openTables(file: DatabaseFile): Promise<Tables> {
  return retryTransient(file.patience, () => {
    const database = file.write();
    try {
      const tables = new Tables(database);
      while (!hasTables(tables)) tables.transaction(() => database.exec(tablesSql));
      return tables;
    } catch (error) {
      file.done(database);
      throw error;
    }
  });
}

/** Looks into the file; `undefined` where there is none, or no tables in it. */
export function readTables<Value>(file: DatabaseFile, look: (tables: Tables) => Value): Promise<Value | undefined> {
  return retryTransient(file.patience, () => {
    if (!file.exists) return undefined;
    const database = file.read();
    try {
      const tables = new Tables(database);
      return hasTables(tables) ? look(tables) : undefined;
    } finally {
      file.done(database);
    }
  });
}

/** Whether the tables are there. Those that this version does not know are refused. */
function hasTables(tables: Tables): boolean {
  if (tables.get('tables') === undefined) return false;
  const version = tables.get<{ version: number | null }>('version')?.version;
  if (version !== tablesVersion) throw new CampaignError('not_migrated', `version ${version ?? 'none'}, not ${tablesVersion}`);
  return true;
}

export const now = (): string => new Date().toISOString();

/** Group commit: what is asked for in one turn of the event loop becomes one transaction, with one sync of the disk for all. */
export function groupCommit(transact: (work: () => unknown[]) => unknown[]) {
  const waiting: { work(): unknown; resolve(value: any): void; reject(error: unknown): void }[] = [];
  const commit = (group: typeof waiting): void => {
    try {
      const values = transact(() => group.map(({ work }) => work()));
      for (const [place, { resolve }] of group.entries()) resolve(values[place]);
    } catch (error) {
      // Where one fails for a reason of its own, the others are not to fail with it.
      if (group.length > 1 && !(error instanceof TransientError)) for (const each of group) commit([each]);
      else for (const { reject } of group) reject(error);
    }
  };
  return <Value>(work: () => Value): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (waiting.push({ work, resolve, reject }) > 1) return;
      // `setImmediate` comes after the answers that arrived meanwhile, whose settlements then join the group.
      const { setImmediate = setTimeout } = globalThis as { setImmediate?: (work: () => void) => unknown };
      setImmediate(() => commit(waiting.splice(0)));
    });
}
