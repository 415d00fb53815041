#!/usr/bin/env bash
# Guess: an insert of several objects stores every key of every object, or is refused if they differ.
#
# Seen: postgres.js takes the columns from the first object: the phone of the second is dropped in silence, while a key that only the
# first one has is an error. In arrays that it reads, NULL comes as the text 'NULL', which is then a name or a phone like others; pg
# gives null.
#
# @electric-sql/pglite 0.5.14, @electric-sql/pglite-socket 0.2.17, pg 8.23.1, postgres 3.4.9, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 pg@8.23.1 postgres@3.4.9

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import pg from 'pg';
import postgres from 'postgres';

const host = '127.0.0.1';
const port = await new Promise((found) => {
  const probe = createServer().listen(0, host, () => {
    const { port: free } = probe.address();
    probe.close(() => found(free));
  });
});
const server = new PGLiteSocketServer({ db: await PGlite.create(), host, port });
await server.start();
const sql = postgres({ host, port, user: 'postgres', database: 'postgres', max: 1 });
await sql`create table people (id int, phone text)`;
const insert = (rows) =>
  sql`insert into people ${sql(rows)} returning *`.then(
    (stored) => JSON.stringify(stored),
    ({ code }) => `throws ${code}`,
  );
console.log('first without phone:', await insert([{ id: 1 }, { id: 2, phone: '375292222222' }]));
console.log('second without phone:', await insert([{ id: 1, phone: '375291111111' }, { id: 2 }]));
const query = "select array['Ann', null] as names";
console.log('postgres.js:', JSON.stringify((await sql.unsafe(query))[0]));
await sql.end();

const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
await client.connect();
console.log('pg:', JSON.stringify((await client.query(query)).rows[0]));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
first without phone: [{"id":1,"phone":null},{"id":2,"phone":null}]
second without phone: throws UNDEFINED_VALUE
postgres.js: {"names":["Ann","NULL"]}
pg: {"names":["Ann",null]}
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
