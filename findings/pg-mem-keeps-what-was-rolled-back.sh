#!/usr/bin/env bash
# Guess: what a test of a ledger sees in pg-mem, PostgreSQL in memory, is what PostgreSQL does, or an error where pg-mem lacks something.
#
# Seen: with pg's interface a rollback rolls nothing back, and a transaction with a failed statement commits; rows that 'on conflict do nothing'
# left out are returned as stored; 'update … where phone in (select … limit 1)' takes all; 31 January and a month is in March. Tests
# pass for a program that loses marks in PostgreSQL, and fail for one that does not. PGlite, which is PostgreSQL, does as it should.
#
# pg-mem 3.0.14, @electric-sql/pglite 0.5.14, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund pg-mem@3.0.14 @electric-sql/pglite@0.5.14

cat > program.mjs <<'PROGRAM'
import { PGlite } from '@electric-sql/pglite';
import { newDb } from 'pg-mem';

const real = await PGlite.create();
const databases = {
  'pg-mem': async () => {
    const { Client } = newDb().adapters.createPg();
    const client = new Client();
    await client.connect();
    return client;
  },
  PGlite: () => real,
};
for (const [name, make] of Object.entries(databases)) {
  const ledger = async () => {
    const database = await make();
    await database.query('drop table if exists sent');
    await database.query('create table sent (phone text primary key, taken boolean not null default false)');
    await database.query("insert into sent (phone) values ('1'), ('2'), ('3')");
    return database;
  };
  const phones = ({ rows }) => rows.map(({ phone }) => phone).join(' ') || 'none';

  const back = await ledger();
  await back.query('begin');
  await back.query("insert into sent (phone) values ('4')");
  await back.query('rollback');
  console.log(`${name}, rolled back: ${phones(await back.query("select phone from sent where phone = '4'"))}`);

  const failed = await ledger();
  await failed.query('begin');
  await failed.query("insert into sent (phone) values ('5')");
  await failed.query("insert into sent (phone) values ('1')").catch(() => {});
  await failed.query('commit');
  console.log(`${name}, committed after a failure: ${phones(await failed.query("select phone from sent where phone = '5'"))}`);

  const once = "insert into sent (phone) values ('1'), ('6') on conflict (phone) do nothing returning phone";
  console.log(`${name}, new: ${phones(await (await ledger()).query(once))}`);

  const take = 'update sent set taken = true where phone in (select phone from sent where not taken order by phone limit 1) returning phone';
  console.log(`${name}, taken: ${phones(await (await ledger()).query(take))}`);

  const { rows } = await (await ledger()).query("select timestamp '2027-01-31' + interval '1 month' as moment");
  console.log(`${name}, a month later: ${rows[0].moment.toISOString().slice(0, 10)}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pg-mem, rolled back: 4
pg-mem, committed after a failure: 5
pg-mem, new: 1 6
pg-mem, taken: 1 2 3
pg-mem, a month later: 2027-03-02
PGlite, rolled back: none
PGlite, committed after a failure: none
PGlite, new: 6
PGlite, taken: 1
PGlite, a month later: 2027-02-28
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
