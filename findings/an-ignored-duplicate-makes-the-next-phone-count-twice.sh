#!/usr/bin/env bash
# Guess: an insert that ignores duplicates, the usual way to write to each person once, gives back the rows that were stored, and those
# are the ones to send to.
#
# Seen: knex does, and kysely and drizzle count them. Sequelize (bulkCreate, ignoreDuplicates) and Objection (onConflict().ignore()) lay the rows
# that came back over the ones that were given, from the first on: the one that was ignored turns into the next person, who stands
# in the list twice. With one row that was ignored Objection gives it as if it had been stored. TypeORM (orIgnore) names all as inserted.
#
# sequelize 6.37.8, objection 3.1.5, knex 3.1.0, typeorm 1.1.1, kysely 0.28.19, drizzle-orm 0.45.4, pg 8.23.1,
# @electric-sql/pglite 0.5.14, @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps sequelize@6.37.8 objection@3.1.5 knex@3.1.0 typeorm@1.1.1 reflect-metadata@0.2.2 \
  kysely@0.28.19 drizzle-orm@0.45.4 pg@8.23.1 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import 'reflect-metadata';
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import knexOf from 'knex';
import { Kysely, PostgresDialect } from 'kysely';
import { Model } from 'objection';
import pg from 'pg';
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
await database.exec('create table sent (phone text primary key)');

const given = () => [{ phone: '375291111111' }, { phone: '375292222222' }];
const phones = (rows) => rows.map(({ phone }) => phone).join(' ') || 'none';

const sequelize = new Sequelize(url, { logging: false });
const Sent = sequelize.define('sent', { phone: { type: DataTypes.TEXT, primaryKey: true } }, { tableName: 'sent', timestamps: false });
const knex = knexOf({ client: 'pg', connection: url });
class Row extends Model {
  static tableName = 'sent';
  static idColumn = 'phone';
}
const entity = new EntitySchema({ name: 'Sent', tableName: 'sent', columns: { phone: { type: 'text', primary: true } } });
const typeorm = await new DataSource({ type: 'postgres', url, entities: [entity] }).initialize();
const pool = new pg.Pool({ connectionString: url });
const kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
const table = pgTable('sent', { phone: text('phone').primaryKey() });

const ways = {
  sequelize: async () => phones(await Sent.bulkCreate(given(), { ignoreDuplicates: true })),
  objection: async () => phones(await Row.query(knex).insert(given()).onConflict('phone').ignore()),
  'objection, one row': async () => phones([await Row.query(knex).insert(given()[0]).onConflict('phone').ignore()]),
  typeorm: async () => phones((await typeorm.createQueryBuilder().insert().into(entity).values(given()).orIgnore().execute()).identifiers),
  knex: async () => phones(await knex('sent').insert(given()).onConflict('phone').ignore().returning('phone')),
  kysely: async () => {
    const [{ numInsertedOrUpdatedRows }] = await kysely.insertInto('sent').values(given()).onConflict((conflict) => conflict.doNothing()).execute();
    return `${numInsertedOrUpdatedRows} row`;
  },
  drizzle: async () => `${(await drizzle(pool).insert(table).values(given()).onConflictDoNothing()).rowCount} row`,
};
for (const [name, insert] of Object.entries(ways)) {
  await database.exec("truncate sent; insert into sent values ('375291111111')");
  console.log(`${name}: ${await insert()}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
sequelize: 375292222222 375292222222
objection: 375292222222 375292222222
objection, one row: 375291111111
typeorm: 375291111111 375292222222
knex: 375292222222
kysely: 1 row
drizzle: 1 row
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
