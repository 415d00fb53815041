#!/usr/bin/env bash
# Guess: 'take two of the outbox', a limit on an update or a delete, takes two or is refused, since PostgreSQL has no such clause.
#
# Seen: knex and Objection drop the limit of an update without a word, as Sequelize does (whose destroy keeps to it): two messages were
# asked for, and the whole outbox is marked as taken, also with forUpdate().skipLocked(). TypeORM's delete() drops it and empties the table, while
# its update() throws; knex's del() throws, and kysely lets the server refuse it.
#
# knex 3.3.0, objection 3.1.5, sequelize 6.37.8, typeorm 1.1.1, kysely 0.28.19, pg 8.23.1, @electric-sql/pglite 0.5.14,
# @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps knex@3.3.0 objection@3.1.5 sequelize@6.37.8 typeorm@1.1.1 reflect-metadata@0.2.2 kysely@0.28.19 pg@8.23.1 \
  @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import 'reflect-metadata';
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
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
await database.exec('create table outbox (phone text primary key, taken boolean)');

const knex = knexOf({ client: 'pg', connection: url });
class Row extends Model {
  static tableName = 'outbox';
  static idColumn = 'phone';
}
const columns = { phone: { type: DataTypes.TEXT, primaryKey: true }, taken: DataTypes.BOOLEAN };
const Outbox = new Sequelize(url, { logging: false }).define('outbox', columns, { tableName: 'outbox', timestamps: false });
const entity = new EntitySchema({
  name: 'Outbox',
  tableName: 'outbox',
  columns: { phone: { type: 'text', primary: true }, taken: { type: 'boolean' } },
});
const typeorm = await new DataSource({ type: 'postgres', url, entities: [entity] }).initialize();
const kysely = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) });
const open = { taken: false };
const taken = { taken: true };

const ways = {
  'knex update': () => knex('outbox').where(open).orderBy('phone').limit(2).update(taken),
  'knex update, skipping locked': () => knex('outbox').where(open).limit(2).forUpdate().skipLocked().update(taken),
  'knex delete': () => knex('outbox').where(open).limit(2).del(),
  'objection update': () => Row.query(knex).where(open).limit(2).patch(taken),
  'sequelize update': () => Outbox.update(taken, { where: open, limit: 2 }),
  'sequelize delete': () => Outbox.destroy({ where: open, limit: 2 }),
  'typeorm update': () => typeorm.getRepository(entity).createQueryBuilder('o').limit(2).update().set(taken).execute(),
  'typeorm delete': () => typeorm.getRepository(entity).createQueryBuilder('o').limit(2).delete().execute(),
  'kysely update': () => kysely.updateTable('outbox').set(taken).limit(2).execute(),
  'kysely delete': () => kysely.deleteFrom('outbox').limit(2).execute(),
};
for (const [name, take] of Object.entries(ways)) {
  await database.exec("truncate outbox; insert into outbox select '37529111111' || i, false from generate_series(0, 4) i");
  const outcome = await (async () => take())().then(
    () => 'resolved',
    () => 'refused',
  );
  const { rows } = await database.query('select count(*)::int as left from outbox where not taken');
  console.log(`${name}: ${outcome}, ${5 - rows[0].left} of 5 taken`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
knex update: resolved, 5 of 5 taken
knex update, skipping locked: resolved, 5 of 5 taken
knex delete: refused, 0 of 5 taken
objection update: resolved, 5 of 5 taken
sequelize update: resolved, 5 of 5 taken
sequelize delete: resolved, 2 of 5 taken
typeorm update: refused, 0 of 5 taken
typeorm delete: resolved, 5 of 5 taken
kysely update: refused, 0 of 5 taken
kysely delete: refused, 0 of 5 taken
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
