#!/usr/bin/env bash
# Guess: who asks an outbox for what is newer than the last row that was read ("where at > $1", with the moment read from that row) does not get
# that row again.
#
# Seen: now() has microseconds and a Date has none, so that the moment comes back a little early: the row is newer than itself, and a
# poller sends it at every poll. "where at = $1", which guards an update, finds nothing. So in pg, postgres.js, pg-promise, PGlite, Sequelize and
# TypeORM; drizzle with mode: 'string' keeps the moment. A test whose moments come from JavaScript sees none of it.
#
# pg 8.23.1, postgres 3.4.9, pg-promise 12.7.1, sequelize 6.37.8, typeorm 1.1.1, drizzle-orm 0.45.4, @electric-sql/pglite 0.5.14,
# @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps pg@8.23.1 postgres@3.4.9 pg-promise@12.7.1 sequelize@6.37.8 typeorm@1.1.1 reflect-metadata@0.2.2 drizzle-orm@0.45.4 \
  @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import 'reflect-metadata';
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { eq, gt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, timestamp } from 'drizzle-orm/pg-core';
import pg from 'pg';
import pgPromise from 'pg-promise';
import postgres from 'postgres';
import { DataTypes, Op, Sequelize } from 'sequelize';
import { DataSource, EntitySchema, MoreThan } from 'typeorm';

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
await database.exec("create table outbox (phone text primary key, at timestamptz)");

const pool = new pg.Pool({ connectionString: url });
const sql = postgres(url, { max: 1 });
const promised = pgPromise({ noWarnings: true })(url);
const columns = { phone: { type: DataTypes.TEXT, primaryKey: true }, at: DataTypes.DATE };
const Outbox = new Sequelize(url, { logging: false }).define('outbox', columns, { tableName: 'outbox', timestamps: false });
const entity = new EntitySchema({
  name: 'Outbox',
  tableName: 'outbox',
  columns: { phone: { type: 'text', primary: true }, at: { type: 'timestamptz' } },
});
const repository = (await new DataSource({ type: 'postgres', url, entities: [entity] }).initialize()).getRepository(entity);
const orm = drizzle(pool);
const drizzled = (mode) => {
  const table = pgTable('outbox', { at: timestamp('at', { withTimezone: true, mode }) });
  const rows = (where) => orm.select().from(table).where(where);
  return { read: rows, after: (at) => rows(gt(table.at, at)), same: (at) => rows(eq(table.at, at)) };
};

const clients = {
  pg: {
    read: async () => (await pool.query('select at from outbox')).rows,
    after: async (at) => (await pool.query('select 1 from outbox where at > $1', [at])).rows,
    same: async (at) => (await pool.query('select 1 from outbox where at = $1', [at])).rows,
  },
  'postgres.js': {
    read: () => sql`select at from outbox`,
    after: (at) => sql`select 1 from outbox where at > ${at}`,
    same: (at) => sql`select 1 from outbox where at = ${at}`,
  },
  'pg-promise': {
    read: () => promised.any('select at from outbox'),
    after: (at) => promised.any('select 1 from outbox where at > $1', [at]),
    same: (at) => promised.any('select 1 from outbox where at = $1', [at]),
  },
  PGlite: {
    read: async () => (await database.query('select at from outbox')).rows,
    after: async (at) => (await database.query('select 1 from outbox where at > $1', [at])).rows,
    same: async (at) => (await database.query('select 1 from outbox where at = $1', [at])).rows,
  },
  sequelize: {
    read: () => Outbox.findAll(),
    after: (at) => Outbox.findAll({ where: { at: { [Op.gt]: at } } }),
    same: (at) => Outbox.findAll({ where: { at } }),
  },
  typeorm: {
    read: () => repository.find(),
    after: (at) => repository.find({ where: { at: MoreThan(at) } }),
    same: (at) => repository.find({ where: { at } }),
  },
  drizzle: drizzled('date'),
  "drizzle, mode: 'string'": drizzled('string'),
};
for (const [name, { read, after, same }] of Object.entries(clients)) {
  const found = [];
  for (const moment of ['2026-11-27 10:00:00.123456+00', '2026-11-27 10:00:00.123+00']) {
    await database.exec(`truncate outbox; insert into outbox values ('375291111111', '${moment}')`);
    const [{ at }] = await read();
    found.push(`newer than itself ${(await after(at)).length}, the same ${(await same(at)).length}`);
  }
  console.log(`${name}: microseconds: ${found[0]}; milliseconds: ${found[1]}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pg: microseconds: newer than itself 1, the same 0; milliseconds: newer than itself 0, the same 1
postgres.js: microseconds: newer than itself 1, the same 0; milliseconds: newer than itself 0, the same 1
pg-promise: microseconds: newer than itself 1, the same 0; milliseconds: newer than itself 0, the same 1
PGlite: microseconds: newer than itself 1, the same 0; milliseconds: newer than itself 0, the same 1
sequelize: microseconds: newer than itself 1, the same 0; milliseconds: newer than itself 0, the same 1
typeorm: microseconds: newer than itself 1, the same 0; milliseconds: newer than itself 0, the same 1
drizzle: microseconds: newer than itself 1, the same 0; milliseconds: newer than itself 0, the same 1
drizzle, mode: 'string': microseconds: newer than itself 0, the same 1; milliseconds: newer than itself 0, the same 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
