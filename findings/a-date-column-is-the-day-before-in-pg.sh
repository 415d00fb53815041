#!/usr/bin/env bash
# Guess: a column of type date gives its day in both clients, and what is read can be written back.
#
# Seen: pg makes local midnight of it, which is the day before in JSON anywhere east of London; postgres.js makes midnight UTC. A Date
# of half past ten in the evening UTC goes into a date column as the next day with pg by the clock of the machine, so that two servers
# in different zones store different days.
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
const connection = { host, port, user: 'postgres', database: 'postgres' };
const client = new pg.Client(connection);
await client.connect();
const evening = new Date('2026-11-27T22:30:00Z');
console.log('pg reads 27 November as', JSON.stringify((await client.query("select date '2026-11-27' as day")).rows[0].day));
console.log('pg writes', evening.toISOString(), 'as', (await client.query('select $1::date::text as day', [evening])).rows[0].day);
await client.end();

const sql = postgres({ ...connection, max: 1 });
console.log('postgres.js reads 27 November as', JSON.stringify((await sql`select date '2026-11-27' as day`)[0].day));
console.log('postgres.js writes', evening.toISOString(), 'as', (await sql`select ${evening}::date::text as day`)[0].day);
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pg reads 27 November as "2026-11-26T21:00:00.000Z"
pg writes 2026-11-27T22:30:00.000Z as 2026-11-28
postgres.js reads 27 November as "2026-11-27T00:00:00.000Z"
postgres.js writes 2026-11-27T22:30:00.000Z as 2026-11-27
EXPECTED

TZ=Europe/Minsk node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
