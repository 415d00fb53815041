#!/usr/bin/env bash
# Guess: a moment that postgres.js wrote into a timestamp column comes back as that moment, as it does with pg.
#
# Seen: it goes in as the clock of UTC and comes out as the clock of the machine: on a server in Minsk a mailing for ten o'clock UTC is read as
# one for seven, and goes out three hours early. In UTC, where it is tested, nothing shows. PGlite does so too, and Sequelize with such a column. pg,
# pg-promise, knex and TypeORM write the machine's clock, drizzle UTC both ways: of two that share a table each reads the other's rows hours off.
#
# postgres 3.4.9, pg 8.23.1, pg-promise 12.7.1, knex 3.3.0, sequelize 6.37.8, typeorm 1.1.1, drizzle-orm 0.45.4, @electric-sql/pglite 0.5.14,
# @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps postgres@3.4.9 pg@8.23.1 pg-promise@12.7.1 knex@3.3.0 sequelize@6.37.8 typeorm@1.1.1 reflect-metadata@0.2.2 drizzle-orm@0.45.4 \
  @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import 'reflect-metadata';
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { drizzle } from 'drizzle-orm/postgres-js';
import { pgTable, timestamp } from 'drizzle-orm/pg-core';
import knexOf from 'knex';
import pg from 'pg';
import pgPromise from 'pg-promise';
import postgres from 'postgres';
import { DataTypes, Sequelize } from 'sequelize';
import { DataSource, EntitySchema } from 'typeorm';

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
await database.exec('create table schedule (id int primary key default 1, at timestamp)');

const sql = postgres(url, { max: 1 });
const pool = new pg.Pool({ connectionString: url });
const promised = pgPromise({ noWarnings: true })(url);
const knex = knexOf({ client: 'pg', connection: url });
const columns = { id: { type: DataTypes.INTEGER, primaryKey: true }, at: DataTypes.DATE };
const Schedule = new Sequelize(url, { logging: false }).define('schedule', columns, { tableName: 'schedule', timestamps: false });
const entity = new EntitySchema({
  name: 'Schedule',
  tableName: 'schedule',
  columns: { id: { type: 'int', primary: true }, at: { type: 'timestamp' } },
});
const repository = (await new DataSource({ type: 'postgres', url, entities: [entity] }).initialize()).getRepository(entity);
const orm = drizzle(postgres(url, { max: 1 }));
const table = pgTable('schedule', { at: timestamp('at') });

const clients = {
  'postgres.js': [(at) => sql`insert into schedule ${sql({ at })}`, () => sql`select at from schedule`],
  PGlite: [
    (at) => database.query('insert into schedule (at) values ($1)', [at]),
    async () => (await database.query('select at from schedule')).rows,
  ],
  sequelize: [(at) => Schedule.create({ id: 1, at }), () => Schedule.findAll()],
  pg: [
    (at) => pool.query('insert into schedule (at) values ($1)', [at]),
    async () => (await pool.query('select at from schedule')).rows,
  ],
  'pg-promise': [(at) => promised.none('insert into schedule (at) values ($1)', [at]), () => promised.any('select at from schedule')],
  knex: [(at) => knex('schedule').insert({ at }), () => knex('schedule')],
  typeorm: [(at) => repository.insert({ id: 1, at }), () => repository.find()],
  drizzle: [(at) => orm.insert(table).values({ at }), () => orm.select().from(table)],
};
for (const [name, [write, read]] of Object.entries(clients)) {
  await database.exec('truncate schedule');
  await write(new Date('2026-11-27T10:00:00Z'));
  const { rows } = await database.query('select at::text as clock from schedule');
  const [{ at }] = await read();
  console.log(`${name}: 10:00Z is stored as ${rows[0].clock.slice(11, 16)}, read as ${at.toISOString().slice(11, 16)}Z`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
postgres.js: 10:00Z is stored as 10:00, read as 07:00Z
PGlite: 10:00Z is stored as 10:00, read as 07:00Z
sequelize: 10:00Z is stored as 10:00, read as 07:00Z
pg: 10:00Z is stored as 13:00, read as 10:00Z
pg-promise: 10:00Z is stored as 13:00, read as 10:00Z
knex: 10:00Z is stored as 13:00, read as 10:00Z
typeorm: 10:00Z is stored as 13:00, read as 10:00Z
drizzle: 10:00Z is stored as 10:00, read as 10:00Z
EXPECTED

TZ=Europe/Minsk node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
