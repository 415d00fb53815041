#!/usr/bin/env bash
# Guess: a list in a jsonb column, such as the recipients that are left, comes back as a list, or is refused as long as it is not JSON text.
#
# Seen: pg takes any list for an array of PostgreSQL. A list of phones is refused, which one mends; the empty one is stored as {}, and
# what comes back has no length: a campaign that is done looks as if it had something left, or the loop over it throws. knex, kysely and pg-promise hand it
# on, and Objection without jsonAttributes. A text of digits becomes a number in the same way. postgres.js, drizzle, Sequelize and TypeORM give [].
#
# pg 8.23.1, knex 3.3.0, kysely 0.28.19, pg-promise 12.7.1, objection 3.1.5, postgres 3.4.9, drizzle-orm 0.45.4, sequelize 6.37.8, typeorm 1.1.1,
# @electric-sql/pglite 0.5.14, @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps pg@8.23.1 knex@3.3.0 kysely@0.28.19 pg-promise@12.7.1 objection@3.1.5 postgres@3.4.9 drizzle-orm@0.45.4 \
  sequelize@6.37.8 typeorm@1.1.1 reflect-metadata@0.2.2 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import 'reflect-metadata';
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { drizzle } from 'drizzle-orm/node-postgres';
import { jsonb, pgTable } from 'drizzle-orm/pg-core';
import knexOf from 'knex';
import { Kysely, PostgresDialect } from 'kysely';
import { Model } from 'objection';
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
await database.exec('create table campaign (id int primary key default 1, phones jsonb)');

const pool = new pg.Pool({ connectionString: url });
const knex = knexOf({ client: 'pg', connection: url });
const kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
const promised = pgPromise({ noWarnings: true })(url);
class Row extends Model {
  static tableName = 'campaign';
}
class Described extends Row {
  static jsonAttributes = ['phones'];
}
const sql = postgres(url, { max: 1 });
const table = pgTable('campaign', { phones: jsonb('phones') });
const columns = { id: { type: DataTypes.INTEGER, primaryKey: true }, phones: DataTypes.JSONB };
const Campaign = new Sequelize(url, { logging: false }).define('campaign', columns, { tableName: 'campaign', timestamps: false });
const entity = new EntitySchema({
  name: 'Campaign',
  tableName: 'campaign',
  columns: { id: { type: 'int', primary: true }, phones: { type: 'jsonb' } },
});
const typeorm = await new DataSource({ type: 'postgres', url, entities: [entity] }).initialize();

const ways = {
  pg: (phones) => pool.query('insert into campaign (phones) values ($1)', [phones]),
  knex: (phones) => knex('campaign').insert({ phones }),
  kysely: (phones) => kysely.insertInto('campaign').values({ phones }).execute(),
  'pg-promise': (phones) => promised.none('insert into campaign (phones) values ($<phones>)', { phones }),
  objection: (phones) => Row.query(knex).insert({ id: 1, phones }),
  'objection, jsonAttributes': (phones) => Described.query(knex).insert({ id: 1, phones }),
  'postgres.js': (phones) => sql`insert into campaign ${sql({ phones })}`,
  drizzle: (phones) => drizzle(pool).insert(table).values({ phones }),
  sequelize: (phones) => Campaign.create({ id: 1, phones }),
  typeorm: (phones) => typeorm.getRepository(entity).insert({ id: 1, phones }),
};
for (const [name, insert] of Object.entries(ways)) {
  const stored = [];
  for (const phones of [['375291111111'], [], '375291111111']) {
    await database.exec('truncate campaign');
    const refused = await Promise.resolve(insert(phones)).then(
      () => false,
      () => true,
    );
    const { rows } = await database.query('select phones::text as json from campaign');
    stored.push(refused ? 'refused' : rows[0].json);
  }
  console.log(`${name}: ${stored.join(' ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pg: refused {} 375291111111
knex: refused {} 375291111111
kysely: refused {} 375291111111
pg-promise: refused {} 375291111111
objection: refused {} 375291111111
objection, jsonAttributes: ["375291111111"] [] "375291111111"
postgres.js: ["375291111111"] [] "375291111111"
drizzle: ["375291111111"] [] "375291111111"
sequelize: ["375291111111"] [] "375291111111"
typeorm: ["375291111111"] [] "375291111111"
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
