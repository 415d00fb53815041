#!/usr/bin/env bash
# Guess: the function given to a transaction runs once, and where two workers clash (40001, 40P01) the transaction rejects, so that one who posts in it knows.
#
# Seen: slonik runs it again, up to five times more, and hands on the last error only: whatever the function sent before the clash goes out six times.
# With { transactionRetryLimit: 0 } it runs once, as it does in pg-promise, postgres.js, knex and drizzle.
#
# slonik 47.3.2, pg-promise 12.7.1, postgres 3.4.9, knex 3.3.0, drizzle-orm 0.45.4, pg 8.23.1,
# @electric-sql/pglite 0.5.14, @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps slonik@47.3.2 zod@4.6.7 pg-promise@12.7.1 postgres@3.4.9 knex@3.3.0 drizzle-orm@0.45.4 \
  pg@8.23.1 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { drizzle } from 'drizzle-orm/node-postgres';
import knexOf from 'knex';
import pg from 'pg';
import pgPromise from 'pg-promise';
import postgres from 'postgres';
import { createPool, sql as slonikSql } from 'slonik';

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
await database.exec(`
  create function clash(code text) returns void language plpgsql as $$
  begin
    raise exception using errcode = code, message = 'clash';
  end $$
`);

const slonik = await createPool(url);
const slonikOnce = await createPool(url, { transactionRetryLimit: 0 });
const promised = pgPromise({ noWarnings: true })(url);
const sql = postgres(url, { max: 1 });
const knex = knexOf({ client: 'pg', connection: url });
const orm = drizzle(new pg.Pool({ connectionString: url }));

let posts;
const slonikWay = (pool) => (code) =>
  pool.transaction(async (transaction) => {
    posts++;
    await transaction.query(slonikSql.unsafe`select clash(${code})`);
  });
const ways = {
  slonik: slonikWay(slonik),
  'slonik, transactionRetryLimit: 0': slonikWay(slonikOnce),
  'pg-promise': (code) =>
    promised.tx(async (transaction) => {
      posts++;
      await transaction.any('select clash($1)', [code]);
    }),
  'postgres.js': (code) =>
    sql.begin(async (transaction) => {
      posts++;
      await transaction`select clash(${code})`;
    }),
  knex: (code) =>
    knex.transaction(async (transaction) => {
      posts++;
      await transaction.raw('select clash(?)', [code]);
    }),
  drizzle: (code) =>
    orm.transaction(async (transaction) => {
      posts++;
      await transaction.execute(`select clash('${code}')`);
    }),
};
for (const [name, way] of Object.entries(ways)) {
  const counts = [];
  for (const code of ['40001', '40P01', '23505']) {
    posts = 0;
    await way(code).catch(() => {});
    counts.push(`${code} ${posts}`);
  }
  console.log(`${name}: ${counts.join(', ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
slonik: 40001 6, 40P01 6, 23505 1
slonik, transactionRetryLimit: 0: 40001 1, 40P01 1, 23505 1
pg-promise: 40001 1, 40P01 1, 23505 1
postgres.js: 40001 1, 40P01 1, 23505 1
knex: 40001 1, 40P01 1, 23505 1
drizzle: 40001 1, 40P01 1, 23505 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
