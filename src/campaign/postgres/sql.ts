import { batchStates } from '../report.js';

/**
 * What the ledger asks, for the tables of one schema. Each statement is whole by itself, since behind a pooler each may run
 * on another connection, and gives its rows as JSON, since the caller's `pg` may parse types in ways of its own.
 */
export type Statements = ReturnType<typeof statements>;

/**
 * Part of a statement that writes what must last: its transaction waits for the disk, also on a server that lets others
 * not wait. It is set for this transaction alone.
 */
const durably = `set_config('synchronous_commit',
  case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end, true)`;

const server = `current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding,
  current_setting('fsync') as fsync, pg_is_in_recovery() as standby`;

/** What a batch is once its lease is over and nothing is known of it. */
const expired = 'the worker did not write down what became of the request before its lease was over';

/** Names that differ only in case are one. By the C collation: in Turkish ones the small I is another letter. */
const folded = (name: string) => `lower(${name}::text collate "C")`;

const json = (from: string) => `select row_to_json(answer)::text as row from ${from}`;
const asked = (query: string) => `with answer as (${query}\n) ${json('answer')}`;

export function statements(schema: string) {
  const campaigns = `${schema}.campaigns`;
  const batches = `${schema}.batches`;
  const loaded = `name, head, message, batches, batch_size as "batchSize", numbered, recipients, invalid, content`;
  const named = `${folded('c.name')} = ${folded('$1')}`;
  const isExpired = `b.state = 'sending' and b.lease < clock_timestamp()`;
  const state = `case when ${isExpired} then 'unknown' else b.state end`;
  return {
    server: asked(`select ${server}`),

    // It fails where the host does not tell a part of the server's identity.
    identity: asked(`select system_identifier, pg_walfile_name(pg_current_wal_lsn()) from pg_control_system()`),

    find: asked(`select ${loaded} from ${campaigns} c where ${named}`),

    // There is a row also where there is no campaign of this name.
    begin: asked(`
select ${server}, (select max(version) from ${schema}.migrations) as tables, ${schema}.server() as server, c.id,
  c.server = ${schema}.server() as same, ${loaded}
from (select) always left join ${campaigns} c on ${named}`),

    // A load waits for its source within its transaction.
    lock: asked(`select pg_try_advisory_xact_lock(hashtextextended(${literal(`viber-mailing ${schema} `)} || ${folded('$1')}, 0)) as locked,
  set_config('idle_in_transaction_session_timeout', '0', true)`),

    // The campaign's own number is known before it is there.
    number: asked(`select nextval(pg_get_serial_sequence(${literal(campaigns)}, 'id')) as id`),

    // Bytes travel as text: as a parameter of their own libpq would take them up to the first NUL.
    add: `
insert into ${batches} (campaign, index, size, list, checksum, digest)
select $1::bigint, $2::integer, $3::integer, list, sha256(list), decode($5, 'hex') from decode($4, 'base64') list`,

    seen: `create temporary table if not exists viber_mailing_seen (key bytea primary key) on commit drop`,

    unseen: `
with given as materialized (
  select sha256(convert_to(key::text, 'UTF8')) as key, place from json_array_elements($1::json) with ordinality as given (key, place)
), fresh as (
  insert into pg_temp.viber_mailing_seen select distinct key from given on conflict do nothing returning key
), answer as (
  select string_agg(case when place = first and fresh.key is not null then '1' else '0' end, '' order by place) as fresh
  from (select key, place, min(place) over (partition by key) as first from given) numbered left join fresh using (key)
) ${json('answer')}`,

    commit: asked(`
insert into ${campaigns} (id, name, head, message, batches, batch_size, numbered, recipients, invalid, content)
values ($1, $2, $3::json, $4, $5, $6, $7, $8, $9, $10) returning ${durably}`),

    digests: asked(`
select count(*) as batches, sum(size) as recipients, min(index) filter (where sha256(list) <> checksum) as damaged,
  encode(string_agg(digest, ''::bytea order by index), 'base64') as digests
from ${batches} where campaign = $1`),

    // The mark that a batch may have been sent: it is on the disk when this returns. A server that is another one than
    // at the load hands out nothing.
    claim: `
with next as materialized (
  select campaign, index from ${batches}
  where campaign = $1 and state = 'pending' and ($4::integer is null or index = $4)
    and (select server = ${schema}.server() and ($5::boolean or current_setting('fsync') = 'on') from ${campaigns} where id = $1)
  order by index limit 1 for update skip locked
), answer as (
  update ${batches} b set state = 'sending', claim = $2, lease = clock_timestamp() + $3 * interval '1 millisecond',
    sent_at = clock_timestamp(), attempts = attempts + 1, changed = clock_timestamp()
  from next
  where b.campaign = next.campaign and b.index = next.index and b.state = 'pending'
  returning b.index, b.size, b.attempts, b.sent_at as "sentAt", encode(b.list, 'base64') as list,
    encode(b.digest, 'hex') as digest, ${durably}
) ${json('answer')}`,

    // Why nothing was handed out.
    claimability: asked(`
select current_setting('fsync') as fsync, server = ${schema}.server() as same, exists (
  select from ${batches} where campaign = $1 and state = 'pending' and ($2::integer is null or index = $2)
) as pending
from ${campaigns} where id = $1`),

    // An answer that comes late corrects what was taken for unknown.
    settle: asked(`
update ${batches} set state = $4::text, uuid = $5, reason = $6, lease = null, attempts = attempts - $7::integer,
  changed = clock_timestamp(), claim = case $4::text when 'pending' then null else claim end,
  sent_at = case $4::text when 'pending' then null else sent_at end, list = case $4::text when 'accepted' then null else list end
where campaign = $1 and index = $2 and claim = $3 and state in ('sending', 'unknown')
returning ${durably}`),

    // Claims whose answer got lost were sent by nobody.
    release: asked(`
update ${batches} set state = 'pending', claim = null, lease = null, sent_at = null, reason = null, attempts = attempts - 1,
  changed = clock_timestamp()
where campaign = $1 and claim = any ($2::uuid[]) and state in ('sending', 'unknown')
returning ${durably}`),

    expireLeases: asked(`
update ${batches} b set state = 'unknown', lease = null, reason = ${literal(expired)}, changed = clock_timestamp()
where campaign = $1 and ${isExpired}
returning ${durably}`),

    resolve: asked(`
update ${batches} b set state = $3::text, claim = null, lease = null, changed = clock_timestamp(),
  reason = case when $3::text = 'abandoned' then case b.state when 'sending' then ${literal(expired)} else b.reason end end,
  sent_at = case $3::text when 'pending' then null else b.sent_at end, list = case $3::text when 'pending' then b.list end
from ${campaigns} c
where ${named} and b.campaign = c.id and b.index = $2 and (${state} = 'unknown'
  or b.state = 'rejected' and $3::text <> 'accepted' or b.state = 'pending' and $3::text = 'abandoned')
returning ${durably}`),

    cancel: asked(`
update ${batches} b set state = 'abandoned', list = null, changed = clock_timestamp()
from ${campaigns} c where ${named} and b.campaign = c.id and b.state = 'pending'
returning ${durably}`),

    batch: asked(`
select c.batches, ${state} as state, b.claim, c.server = ${schema}.server() as same, encode(b.list, 'base64') as list,
  encode(b.digest, 'hex') as digest
from ${campaigns} c left join ${batches} b on b.campaign = c.id and b.index = $2
where ${named}`),

    batches: asked(`
select b.index, b.size, ${state} as state, b.attempts, b.sent_at as "sentAt", b.uuid,
  case when ${isExpired} then ${literal(expired)} else b.reason end as reason
from ${campaigns} c join ${batches} b on b.campaign = c.id
where ${named} and b.index > $2 and ($3::text is null or $3 = ${state})
order by b.index limit $4`),

    report: asked(`select * from ${schema}.report where ${folded('campaign')} = ${folded('$1')}`),

    campaigns: asked(`select * from ${schema}.report order by ${folded('campaign')}`),

    // All of its batches are locked, so that none is claimed between the look and the deletion.
    remove: `
with locked as materialized (
  select b.campaign, b.size, ${state} as state from ${campaigns} c join ${batches} b on b.campaign = c.id
  where ${named} for update of b
), open as materialized (
  select campaign, count(*) filter (where state = 'sending') as sending, count(*) filter (where state = 'pending') as pending,
    count(*) filter (where state = 'unknown') as unknown
  from locked group by campaign
), removed as (
  delete from ${campaigns} c using open
  where c.id = open.campaign and open.sending = 0 and ($2::boolean or open.pending + open.unknown = 0)
  returning c.id, ${durably}
), answer as (
  select sending, pending, unknown, exists (select from removed) as removed from open
) ${json('answer')}`,

    adopt: asked(`update ${campaigns} c set server = ${schema}.server() where ${named} returning id, ${durably}`),
  };
}

/** The version of the tables. */
export const tablesVersion = 1;

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
-- and a table that is made anew from a dump has another number. What a host does not tell is a question mark.
create function ${schema}.server() returns text language plpgsql stable as $server$
declare
  system text;
  timeline text;
begin
  begin
    select system_identifier::text into system from pg_control_system();
  exception when others then system := null;
  end;
  begin
    timeline := left(pg_walfile_name(pg_current_wal_lsn()), 8);
  exception when others then timeline := null;
  end;
  return concat_ws('/', coalesce(system, '?'), coalesce(timeline, '?'), to_regclass(${literal(`${schema}.batches`)})::oid::text);
end $server$;

create table ${schema}.campaigns (
  id bigint primary key generated by default as identity,
  name text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
  -- The mailing without its recipients; not jsonb, which changes the order of keys. The message is its SHA-256.
  head json not null check (json_typeof(head) = 'object'),
  message text not null check (message ~ '^[0-9a-f]{64}$'),
  batches integer not null check (batches > 0),
  batch_size integer not null check (batch_size > 0),
  numbered boolean not null,
  recipients bigint not null,
  invalid bigint not null check (invalid >= 0),
  -- The SHA-256 of name, message and the digests of all batches.
  content text not null check (content ~ '^[0-9a-f]{64}$'),
  server text not null default ${schema}.server(),
  loaded timestamptz not null default clock_timestamp(),
  check (recipients > (batches - 1)::bigint * batch_size and recipients <= batches::bigint * batch_size)
);
create unique index campaigns_name on ${schema}.campaigns (${folded('name')});

create table ${schema}.batches (
  campaign bigint not null references ${schema}.campaigns on delete cascade deferrable initially deferred,
  index integer not null check (index >= 0),
  size integer not null check (size > 0),
  state text not null default 'pending' check (state in (${batchStates.map(literal).join(', ')})),
  -- The recipients: JSON in UTF-8, compressed by gzip. The checksum is the SHA-256 of that, the digest that of the JSON.
  list bytea,
  checksum bytea not null,
  digest bytea not null check (octet_length(digest) = 32),
  attempts integer not null default 0 check (attempts >= 0),
  claim uuid,
  lease timestamptz,
  sent_at timestamptz,
  uuid text,
  reason text,
  changed timestamptz not null default clock_timestamp(),
  primary key (campaign, index),
  constraint recipients_kept check ((list is null) = (state in ('accepted', 'abandoned'))),
  constraint pending_is_free check (state <> 'pending' or (claim is null and sent_at is null)),
  constraint sending_is_leased check ((state = 'sending') = (lease is not null)),
  constraint claimed_once_sent check (state in ('pending', 'abandoned') or (sent_at is not null and (claim is not null or state = 'accepted'))),
  constraint uuid_of_accepted check (uuid is null or state = 'accepted'),
  constraint reason_of_failed check (state = 'abandoned' or (reason is not null) = (state in ('rejected', 'unknown')))
) with (toast_tuple_target = 128);
-- Kept beside the rows, which stay short, and not compressed again.
alter table ${schema}.batches alter column list set storage external;
create index batches_pending on ${schema}.batches (campaign, index) where state = 'pending';
create index batches_sending on ${schema}.batches (campaign, lease) where state = 'sending';

create view ${schema}.report as
select name as campaign, loaded, invalid, counted.*
from ${schema}.campaigns c cross join lateral (
  select ${columns('batches')},
    ${columns('recipients')}
  from (
    select size, case when state = 'sending' and lease < clock_timestamp() then 'unknown' else state end as state
    from ${schema}.batches where campaign = c.id
  ) b
) counted;
comment on view ${schema}.report is 'Where each campaign stands. What was being sent by a worker that is gone is unknown.';
`;
}

function columns(what: 'batches' | 'recipients'): string {
  const sum = (where: string) => (what === 'batches' ? `count(*)${where}` : `coalesce(sum(size)${where}, 0)`);
  const states = batchStates.map((state) => `${sum(` filter (where state = ${literal(state)})`)} as ${what}_${state}`);
  return [`${sum('')} as ${what}`, ...states].join(', ');
}

/** A string as SQL writes it. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
