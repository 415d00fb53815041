import { batchStates } from '../report.js';
import { batchConstraints, reportColumns } from '../stored.js';

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
const isExpired = `b.state = 'sending' and b.lease < clock_timestamp()`;
const stateNow = `case when ${isExpired} then 'unknown' else b.state end`;
const reasonNow = `case when ${isExpired} then '${expired}' else b.reason end`;

/** Names that differ only in case are one. By the C collation: in Turkish ones the small I is another letter. */
const folded = (name: string) => `lower(${name}::text collate "C")`;
const named = `${folded('c.name')} = ${folded('$1')}`;

const loaded = `json_build_object('name', c.name, 'head', c.head, 'message', c.message, 'batches', c.batches, 'batchSize', c.batch_size,
  'numbered', c.numbered, 'recipients', c.recipients, 'invalid', c.invalid, 'content', c.content) as loaded`;

const json = (from: string) => `select row_to_json(answer)::text as row from ${from}`;
const asked = (query: string) => `with answer as (${query}\n) ${json('answer')}`;
/** A row for each that was changed. */
const changed = (query: string) => asked(`${query}\nreturning ${durably}`);

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** @param schema - Quoted. */
export function statements(schema: string) {
  const campaigns = `${schema}.campaigns`;
  const batches = `${schema}.batches`;
  const found = `from ${campaigns} c join ${batches} b on b.campaign = c.id where ${named}`;
  return {
    tables: tablesSql(schema),

    server: asked(`select ${server}`),

    // It fails where the host does not tell a part of the server's identity.
    identity: asked(`select system_identifier, pg_walfile_name(pg_current_wal_lsn()) from pg_control_system()`),

    find: asked(`select ${loaded} from ${campaigns} c where ${named}`),

    // There is a row also where there is no campaign of this name.
    begin: asked(`
select ${server}, (select max(version) from ${schema}.migrations) as tables, ${schema}.server() as server, c.id,
  c.server = ${schema}.server() as same, ${loaded}
from (select) always left join ${campaigns} c on ${named}`),

    // A load waits for its source within its transaction, and knows the campaign's own number before it is there.
    lock: asked(`select pg_try_advisory_xact_lock(hashtextextended(${literal(`viber-mailing ${schema} `)} || ${folded('$1')}, 0)) as locked,
  nextval(pg_get_serial_sequence(${literal(campaigns)}, 'id')) as number, set_config('idle_in_transaction_session_timeout', '0', true)`),

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

    commit: changed(`
insert into ${campaigns} (id, name, head, message, batches, batch_size, numbered, recipients, invalid, content)
values ($1, $2, $3::json, $4, $5, $6, $7, $8, $9, $10)`),

    digests: asked(`
select count(*) as batches, sum(size) as recipients, min(index) filter (where sha256(list) <> checksum) as damaged,
  encode(string_agg(digest, ''::bytea order by index), 'base64') as digests
from (select * from ${batches} where campaign = $1 and index >= $2 order by index limit $3) page`),

    claim: `select ${schema}.claim($1, $2, $3, $4, $5)::text as row`,

    settle: `select ${schema}.settle($1, $2, $3, $4, $5, $6, $7)::text as row`,

    // Claims whose answer got lost were sent by nobody.
    release: changed(`
update ${batches} set state = 'pending', claim = null, lease = null, sent_at = null, reason = null, attempts = attempts - 1,
  changed = clock_timestamp()
where campaign = $1 and claim = any ($2::uuid[]) and state in ('sending', 'unknown')`),

    expire: changed(expire(batches, '$1')),

    resolve: changed(`
update ${batches} b set state = $4::text, claim = null, lease = null, changed = clock_timestamp(),
  reason = case when $4::text = 'abandoned' then ${reasonNow} end,
  sent_at = case $4::text when 'pending' then null else b.sent_at end, list = case $4::text when 'pending' then b.list end
from ${campaigns} c where ${named} and b.campaign = c.id and b.index = $2 and ${stateNow} = $3`),

    cancel: changed(`
update ${batches} b set state = 'abandoned', list = null, changed = clock_timestamp()
from ${campaigns} c where ${named} and b.campaign = c.id and b.state = 'pending'`),

    batch: asked(`
select c.batches, ${stateNow} as state, b.claim, c.server = ${schema}.server() as same, encode(b.list, 'base64') as list,
  encode(b.digest, 'hex') as digest
from ${campaigns} c left join ${batches} b on b.campaign = c.id and b.index = $2
where ${named}`),

    batches: asked(`
select b.index, b.size, ${stateNow} as state, b.attempts, b.sent_at as "sentAt", b.uuid,
  ${reasonNow} as reason
${found} and b.index >= $2 and ($3::text is null or $3 = ${stateNow})
order by b.index limit $4`),

    report: asked(`select * from ${schema}.report where ${folded('campaign')} = ${folded('$1')}`),

    campaigns: asked(`select * from ${schema}.report order by ${folded('campaign')}`),

    // The rows of all its batches are locked, so that none is claimed before the deletion.
    remove: changed(`
with locked as materialized (select ${stateNow} as state ${found} for update of b)
delete from ${campaigns} c where ${named}
  and not exists (select from locked where state = 'sending' or not $2::boolean and state in ('pending', 'unknown'))`),

    adopt: changed(`update ${campaigns} c set server = ${schema}.server() where ${named}`),
  };
}

const expire = (batches: string, campaign: string) => `
update ${batches} b set state = 'unknown', lease = null, reason = '${expired}', changed = clock_timestamp()
where b.campaign = ${campaign} and ${isExpired}`;

export const tablesVersion = 1;

/** SQL that makes the tables in a schema, or brings those that are there up to date. */
function tablesSql(schema: string): string {
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
if not exists (select from ${schema}.migrations where version = 1) then
${firstVersion(schema)}
  insert into ${schema}.migrations (version) values (1);
end if;
end $migration$;
commit;
`;
}

function firstVersion(schema: string): string {
  // A range, as its plan is the same for any batch and for a certain one.
  const pending = `from ${schema}.batches
    where campaign = of_campaign and state = 'pending' and index between coalesce(of_batch, 0) and coalesce(of_batch, 2147483647)`;
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
  constraint sending_is_leased check ((state = 'sending') = (lease is not null)),
  constraint claimed_once_sent check (state in ('pending', 'abandoned') or (sent_at is not null and (claim is not null or state = 'accepted'))),
  ${batchConstraints}
) with (toast_tuple_target = 128);
-- Kept beside the rows, which stay short, and not compressed again.
alter table ${schema}.batches alter column list set storage external;
create index batches_pending on ${schema}.batches (campaign, index) where state = 'pending';
create index batches_sending on ${schema}.batches (campaign, lease) where state = 'sending';

-- Claims and settlements are functions, whose plans a connection keeps, also behind a pooler: to plan them takes longer
-- than to do them. The mark that a batch may have been sent is on the disk when this returns.
create function ${schema}.claim(of_campaign bigint, of_batch integer, new_claim uuid, length bigint, trusted boolean)
returns json language plpgsql as $claim$
declare
  answer record;
  taken integer;
begin
  perform ${durably};
  select server = ${schema}.server() as same, current_setting('fsync') as fsync, false as pending, null::json as batch
  into answer from ${schema}.campaigns where id = of_campaign;
  -- A server that is another one than at the load hands out nothing.
  if not found then return null; end if;
  if not answer.same or answer.fsync <> 'on' and not trusted then return row_to_json(answer); end if;
  select index into taken ${pending} order by index limit 1 for update skip locked;
  if found then
    update ${schema}.batches b set state = 'sending', claim = new_claim, lease = clock_timestamp() + length * interval '1 millisecond',
      sent_at = clock_timestamp(), attempts = attempts + 1, changed = clock_timestamp()
    where campaign = of_campaign and index = taken
    returning json_build_object('index', index, 'size', size, 'attempts', attempts, 'sentAt', sent_at,
      'list', encode(list, 'base64'), 'digest', encode(digest, 'hex')) into answer.batch;
  else
    ${expire(`${schema}.batches`, 'of_campaign')};
    -- What came back meanwhile, or was locked by a claim under way.
    answer.pending := exists (select ${pending});
  end if;
  return row_to_json(answer);
end $claim$;

-- An answer that comes late corrects what was taken for unknown.
create function ${schema}.settle(
  of_campaign bigint, of_batch integer, of_claim uuid, new_state text, new_uuid text, new_reason text, uncounted integer
) returns boolean language plpgsql as $settle$
begin
  perform ${durably};
  update ${schema}.batches set state = new_state, uuid = new_uuid, reason = new_reason, lease = null,
    attempts = attempts - uncounted, changed = clock_timestamp(), claim = case when new_state <> 'pending' then claim end,
    sent_at = case when new_state <> 'pending' then sent_at end, list = case when new_state <> 'accepted' then list end
  where campaign = of_campaign and index = of_batch and claim = of_claim and state in ('sending', 'unknown');
  return found;
end $settle$;

create view ${schema}.report as
select name as campaign, loaded, invalid, counted.*
from ${schema}.campaigns c cross join lateral (
  select ${reportColumns()}
  from (
    select ${stateNow} as state, count(*) as batches, sum(size) as recipients from ${schema}.batches b where campaign = c.id group by 1
  ) b
) counted;
comment on view ${schema}.report is 'Where each campaign stands. What was being sent by a worker that is gone is unknown.';
`;
}
