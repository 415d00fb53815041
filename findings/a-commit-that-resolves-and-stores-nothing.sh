#!/usr/bin/env bash
# Guess: if await client.query('commit') resolves, what was written since begin is stored.
#
# Seen: pg resolves though one statement in between had failed and its error was caught, as with an insert whose duplicates one means
# to skip: the server answers ROLLBACK, which stands only in the result's command, and the mark of what was sent is lost. postgres.js
# throws the caught error again at the end of sql.begin.
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
const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
await client.connect();
await client.query('create table sent (phone text primary key)');
await client.query("insert into sent values ('375291111111')");
await client.query('begin');
await client.query("insert into sent values ('375292222222')");
await client.query("insert into sent values ('375291111111')").catch(() => {});
const { command } = await client.query('commit');
const { rows } = await client.query('select phone from sent order by 1');
console.log('pg: commit resolved, command', command, '- stored', rows.map(({ phone }) => phone).join(' '));
await client.end();

const sql = postgres({ host, port, user: 'postgres', database: 'postgres', max: 1 });
const outcome = await sql
  .begin(async (transaction) => {
    await transaction`insert into sent values ('375293333333')`;
    await transaction`insert into sent values ('375291111111')`.catch(() => {});
  })
  .then(
    () => 'resolved',
    () => 'threw',
  );
const left = await sql`select phone from sent order by 1`;
console.log('postgres.js:', outcome, '- stored', left.map(({ phone }) => phone).join(' '));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pg: commit resolved, command ROLLBACK - stored 375291111111
postgres.js: threw - stored 375291111111
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
