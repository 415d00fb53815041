#!/usr/bin/env bash
# Guess: a query that is started without await runs all the same, as a call of an async function does; only its outcome is lost.
#
# Seen: with pg it runs. With postgres.js it is never sent: a mark 'sent' whose await was forgotten is not there, without an error or a
# warning.
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
const wait = () => new Promise((later) => setTimeout(later, 1500));
const connection = { host, port, user: 'postgres', database: 'postgres' };
const client = new pg.Client(connection);
await client.connect();
await client.query('create table marks (by text)');
client.query("insert into marks values ('pg')");
await wait();
await client.end();

const sql = postgres({ ...connection, max: 1 });
sql`insert into marks values ('postgres.js')`;
await wait();
console.log('marks by', (await sql`select by from marks`).map(({ by }) => by).join(' '));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
marks by pg
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
