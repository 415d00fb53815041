import { batchStates } from '../report.js';

/**
 * What the ledger asks, for the tables of one schema. Each is whole by itself: behind a pooler every statement may run on
 * another connection.
 */
export type Statements = ReturnType<typeof statements>;

/**
 * Part of a statement that writes what must last: its transaction then waits for the disk, also on a server which lets
 * others not wait.
 */
export const durably = `set_config('synchronous_commit',
  case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end, true)`;

export function statements(schema: string) {
  const campaigns = `${schema}.campaigns`;
  const batches = `${schema}.batches`;
  const loaded = `head::text, batches, batch_size, recipients::text, invalid::text, content`;
  return {
    find: `select ${loaded} from ${campaigns} where name = $1`,

    // The server as it is now: `$1` may be of no campaign.
    begin: `
select (select max(version) from ${schema}.migrations) as version, current_setting('fsync') as fsync,
  current_setting('server_encoding') as encoding, c.id::text, c.server = ${schema}.server() as same, ${loaded}
from (select) server left join ${campaigns} c on c.name = $1`,

    lock: `select pg_try_advisory_xact_lock(hashtextextended(${literal(`viber-mailing ${schema} `)} || $1::text, 0)) as locked`,

    // The campaign's own number is known before it is there.
    number: `select nextval(pg_get_serial_sequence(${literal(campaigns)}, 'id'))::text as id`,

    add: `
insert into ${batches} (campaign, index, size, list, digest) values ($1, $2, $3, $4, decode($5, 'hex'))`,

    commit: `
insert into ${campaigns} (id, name, head, batches, batch_size, recipients, invalid, content)
values ($1, $2, $3::json, $4, $5, $6, $7, $8) returning ${durably}`,

    // The mark that a batch may have been sent: it is on the disk when this returns. A server that is another one than
    // at the load hands out nothing.
    claim: `
with next as materialized (
  select campaign, index from ${batches}
  where campaign = $1 and state = 'pending' and ($4::integer is null or index = $4)
    and (select server = ${schema}.server() and current_setting('fsync') = 'on' from ${campaigns} where id = $1)
  order by index limit 1 for update skip locked
)
update ${batches} b set state = 'sending', claim = $2, lease = clock_timestamp() + $3 * interval '1 millisecond',
  changed = clock_timestamp()
from next
where b.campaign = next.campaign and b.index = next.index and b.state = 'pending'
returning b.index, b.size, b.list, encode(b.digest, 'hex') as digest, ${durably}`,

    // Why nothing was handed out.
    idle: `
select current_setting('fsync') as fsync, server = ${schema}.server() as same, exists (
  select from ${batches} where campaign = $1 and state = 'pending' and ($2::integer is null or index = $2)
) as pending
from ${campaigns} where id = $1`,

    // A late answer corrects what was taken for unknown.
    settle: `
update ${batches} set state = $4, uuid = $5, reason = $6, lease = null, changed = clock_timestamp(),
  claim = case when $4 = 'pending' then null else claim end, list = case when $4 = 'accepted' and not $7::boolean then null else list end
where campaign = $1 and index = $2 and claim = $3 and state in ('sending', 'unknown')
returning ${durably}`,

    // Of claims whose answer got lost, so that nobody sent them.
    giveBack: `
update ${batches} set state = 'pending', claim = null, lease = null, reason = null, changed = clock_timestamp()
where campaign = $1 and claim = any ($2::uuid[]) and state in ('sending', 'unknown')
returning ${durably}`,

    lapse: `
update ${batches} set state = 'unknown', lease = null, reason = ${literal(lapsed)}, changed = clock_timestamp()
where campaign = $1 and state = 'sending' and lease < clock_timestamp()
returning ${durably}`,

    resolve: `
update ${batches} b set state = $3, claim = null, lease = null, reason = null, changed = clock_timestamp(),
  list = case when $3 = 'accepted' and not $4::boolean then null else list end
from ${campaigns} c
where c.name = $1 and b.campaign = c.id and b.index = $2
  and (b.state = 'unknown' or b.state = 'rejected' and $3 = 'pending' or b.state = 'sending' and b.lease < clock_timestamp())
returning ${durably}`,

    state: `
select c.batches, b.state, b.claim, c.server = ${schema}.server() as same
from ${campaigns} c left join ${batches} b on b.campaign = c.id and b.index = $2
where c.name = $1`,

    batches: `
select index, size, case when lapsed then 'unknown' else state end as state, uuid, case when lapsed then ${literal(lapsed)} else reason end as reason
from ${campaigns} c join (
  select *, state = 'sending' and lease < clock_timestamp() as lapsed from ${batches}
) b on b.campaign = c.id
where c.name = $1 and b.index > $2 and ($3::text is null or $3 = case when lapsed then 'unknown' else state end)
order by b.index limit $4`,

    report: `
select invalid::text, ${['batches', 'recipients'].flatMap((what) => batchStates.map((state) => `${what}_${state}::text`)).join(', ')}
from ${schema}.report where campaign = $1`,

    adopt: `update ${campaigns} set server = ${schema}.server() where name = $1 returning id, ${durably}`,
  };
}

/** The version of the tables. */
export const tablesVersion = 1;

/** What a batch is once its lease is over and nothing is known of it. */
export const lapsed = 'the worker did not write down what became of the request before its lease was over';

/** SQL that makes the tables in a schema, or brings those that are there up to date. `schema` is quoted. */
export function tablesSql(schema: string): string {
  return `begin;
-- One at a time, for as long as this transaction lasts.
select pg_advisory_xact_lock(hashtextextended('viber-mailing ' || ${literal(schema)}, 0));

do $migration$ begin
if to_regnamespace(${literal(schema)}) is null then
  create schema ${schema};
end if;
if to_regclass(${literal(`${schema}.migrations`)}) is null then
  create table ${schema}.migrations (
    version integer primary key,
    applied timestamptz not null default clock_timestamp()
  );
end if;
end $migration$;

do $migration$ begin
if not exists (select from ${schema}.migrations where version = 1) then
${firstVersion(schema)}
  insert into ${schema}.migrations (version) values (1);
end if;
end $migration$;
commit;
`;
}

function firstVersion(schema: string): string {
  return `
-- Which server this is, which life of it, and which table: a restored copy and a promoted standby begin another timeline,
-- and a table that is made anew from a dump has another number.
create function ${schema}.server() returns text language sql stable as $server$
  select (select system_identifier from pg_control_system())::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
    || '/' || to_regclass(${literal(`${schema}.batches`)})::oid::text
$server$;

create table ${schema}.campaigns (
  id bigint primary key generated by default as identity,
  name text not null unique check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
  -- The mailing without its recipients; not jsonb, which changes the order of keys.
  head json not null check (json_typeof(head) = 'object'),
  batches integer not null check (batches > 0),
  batch_size integer not null check (batch_size > 0),
  recipients bigint not null,
  invalid bigint not null check (invalid >= 0),
  content text not null check (content ~ '^[0-9a-f]{64}$'),
  server text not null default ${schema}.server(),
  loaded timestamptz not null default clock_timestamp(),
  check (recipients > (batches - 1)::bigint * batch_size and recipients <= batches::bigint * batch_size)
);

create table ${schema}.batches (
  campaign bigint not null references ${schema}.campaigns on delete cascade deferrable initially deferred,
  index integer not null check (index >= 0),
  size integer not null check (size > 0),
  state text not null default 'pending' check (state in (${batchStates.map(literal).join(', ')})),
  -- The recipients: JSON in UTF-8, compressed by gzip. The digest is the SHA-256 of the JSON.
  list bytea,
  digest bytea not null check (octet_length(digest) = 32),
  claim uuid,
  lease timestamptz,
  uuid text,
  reason text,
  changed timestamptz not null default clock_timestamp(),
  primary key (campaign, index),
  constraint recipients_kept check (list is not null or state = 'accepted'),
  constraint sending_is_leased check ((state = 'sending') = (lease is not null)),
  constraint pending_is_free check (state <> 'pending' or claim is null),
  constraint claimed_once_sent check (claim is not null or state in ('pending', 'accepted')),
  constraint uuid_of_accepted check (uuid is null or state = 'accepted'),
  constraint reason_of_failed check ((reason is not null) = (state in ('rejected', 'unknown')))
) with (toast_tuple_target = 128);
-- Kept beside the rows, which stay short, and not compressed again.
alter table ${schema}.batches alter column list set storage external;
create index batches_pending on ${schema}.batches (campaign, index) where state = 'pending';
create index batches_sending on ${schema}.batches (campaign, lease) where state = 'sending';

create view ${schema}.report as
select name as campaign, loaded, invalid, counted.*
from ${schema}.campaigns c cross join lateral (
  select ${['batches', 'recipients'].map(columns).join(',\n    ')}
  from (
    select size, case when state = 'sending' and lease < clock_timestamp() then 'unknown' else state end as state
    from ${schema}.batches where campaign = c.id
  ) b
) counted;
comment on view ${schema}.report is 'Where each campaign stands. What was being sent by a worker that is gone is unknown.';
`;
}

function columns(what: string): string {
  const sum = what === 'batches' ? 'count(*)' : 'coalesce(sum(size)';
  const column = (filter: string) => (what === 'batches' ? `${sum}${filter}` : `${sum}${filter}, 0)`);
  return [
    `${column('')} as ${what}`,
    ...batchStates.map((state) => `${column(` filter (where state = ${literal(state)})`)} as ${what}_${state}`),
  ].join(', ');
}

/** A string as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
