#!/usr/bin/env bash
# Guess: what insert() gives is a promise of one insert, so that it can be raced against a timeout and awaited afterwards.
#
# Seen: with knex, Objection and drizzle each await runs the statement anew, and with Supabase's client each posts anew: the message that
# was put in the outbox while a timer watched stands there twice, and goes out twice. postgres.js, pg-promise, pg, and kysely's execute()
# run it once.
#
# knex 3.3.0, objection 3.1.5, drizzle-orm 0.45.4, @supabase/postgrest-js 2.109.0, postgres 3.4.9, pg-promise 12.7.1, kysely 0.28.19, pg 8.23.1,
# @electric-sql/pglite 0.5.14, @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps knex@3.3.0 objection@3.1.5 drizzle-orm@0.45.4 @supabase/postgrest-js@2.109.0 postgres@3.4.9 pg-promise@12.7.1 kysely@0.28.19 \
  pg@8.23.1 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import { createServer as createWeb } from 'node:http';
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { PostgrestClient } from '@supabase/postgrest-js';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import knexOf from 'knex';
import { Kysely, PostgresDialect } from 'kysely';
import { Model } from 'objection';
import pg from 'pg';
import pgPromise from 'pg-promise';
import postgres from 'postgres';

const host = '127.0.0.1';
const port = await new Promise((found) => {
  const probe = createServer().listen(0, host, () => {
    const { port: free } = probe.address();
    probe.close(() => found(free));
  });
});
const database = await PGlite.create();
await new PGLiteSocketServer({ db: database, host, port, maxConnections: 20 }).start();
const url = `postgres://postgres:postgres@${host}:${port}/postgres`;
await database.exec('create table outbox (phone text)');

let posts = 0;
const web = createWeb((incoming, response) => {
  incoming.resume().on('end', () => {
    posts++;
    response.writeHead(201).end();
  });
}).listen(0, host);
await new Promise((listening) => web.once('listening', listening));

const knex = knexOf({ client: 'pg', connection: url });
class Row extends Model {
  static tableName = 'outbox';
  static idColumn = 'phone';
}
const pool = new pg.Pool({ connectionString: url });
const table = pgTable('outbox', { phone: text('phone') });
const sql = postgres(url, { max: 1 });
const promised = pgPromise()(url);
const kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
const supabase = new PostgrestClient(`http://${host}:${web.address().port}`);
const message = { phone: '375291111111' };

const inserts = {
  knex: () => knex('outbox').insert(message),
  objection: () => Row.query(knex).insert(message),
  drizzle: () => drizzle(pool).insert(table).values(message),
  'postgrest-js': () => supabase.from('outbox').insert(message),
  'postgres.js': () => sql`insert into outbox ${sql(message)}`,
  'pg-promise': () => promised.none('insert into outbox values ($<phone>)', message),
  kysely: () => kysely.insertInto('outbox').values(message).execute(),
  pg: () => pool.query('insert into outbox values ($1)', [message.phone]),
};
for (const [name, insert] of Object.entries(inserts)) {
  posts = 0;
  await database.exec('truncate outbox');
  const inserting = insert();
  const late = new Promise((resolve) => setTimeout(resolve, 60_000));
  await Promise.race([inserting, late]);
  await inserting;
  const { rows } = await database.query('select count(*)::int as stored from outbox');
  console.log(`${name}: ${rows[0].stored + posts}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
knex: 2
objection: 2
drizzle: 2
postgrest-js: 2
postgres.js: 1
pg-promise: 1
kysely: 1
pg: 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
