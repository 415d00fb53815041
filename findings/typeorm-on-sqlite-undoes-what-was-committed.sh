#!/usr/bin/env bash
# Guess: what a transaction committed stays, whatever becomes of another one that runs at the same time, or the second one waits or is refused.
#
# Seen: TypeORM on SQLite runs both on its one connection, the second as a savepoint in the first: its commit resolves, and when the first fails
# afterwards both are gone. The mark 'sent' of a message that went out is lost since the transaction of another one failed, and it goes out
# again. So with sql.js and with better-sqlite3's interface, and so for an insert outside of any transaction. kysely and knex let the second one wait.
#
# typeorm 1.1.1, sql.js 1.17.0, libsql 0.5.29 (with the interface of better-sqlite3), kysely 0.28.19, knex 3.3.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps typeorm@1.1.1 reflect-metadata@0.2.2 sql.js@1.17.0 libsql@0.5.29 kysely@0.28.19 knex@3.3.0

cat > program.mjs <<'PROGRAM'
import 'reflect-metadata';
import BetterSqlite3Client from 'knex/lib/dialects/better-sqlite3/index.js';
import knexOf from 'knex';
import { Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { DataSource, EntitySchema } from 'typeorm';

const entity = new EntitySchema({ name: 'Mark', tableName: 'mark', columns: { phone: { type: 'text', primary: true } } });
const typeorm = async (options) => {
  const source = await new DataSource({ ...options, entities: [entity], synchronize: true }).initialize();
  return {
    transaction: (work) => source.transaction((manager) => work((phone) => manager.insert(entity, { phone }))),
    insert: (phone) => source.manager.insert(entity, { phone }),
    phones: async () => (await source.manager.find(entity)).map(({ phone }) => phone),
  };
};
const ways = {
  'typeorm, sqljs': () => typeorm({ type: 'sqljs' }),
  'typeorm, better-sqlite3': () => typeorm({ type: 'better-sqlite3', driver: Database, database: 'typeorm.db' }),
  kysely: async () => {
    const database = new Database('kysely.db');
    database.exec('create table mark (phone text primary key)');
    const kysely = new Kysely({ dialect: new SqliteDialect({ database }) });
    const into = (where) => (phone) => where.insertInto('mark').values({ phone }).execute();
    return {
      transaction: (work) => kysely.transaction().execute((transaction) => work(into(transaction))),
      insert: into(kysely),
      phones: async () => (await kysely.selectFrom('mark').selectAll().execute()).map(({ phone }) => phone),
    };
  },
  knex: async () => {
    class Libsql extends BetterSqlite3Client {
      _driver() {
        return Database;
      }
    }
    const knex = knexOf({ client: Libsql, connection: { filename: 'knex.db' }, useNullAsDefault: true });
    await knex.raw('create table mark (phone text primary key)');
    return {
      transaction: (work) => knex.transaction((transaction) => work((phone) => transaction('mark').insert({ phone }))),
      insert: (phone) => knex('mark').insert({ phone }),
      phones: () => knex('mark').pluck('phone'),
    };
  },
};
for (const [name, open] of Object.entries(ways)) {
  const { transaction, insert, phones } = await open();
  let begun;
  const first = new Promise((resolve) => {
    begun = resolve;
  });
  // The first writes its mark, and fails once the others have had their time.
  const failed = transaction(async (mark) => {
    await mark('375291111111');
    begun();
    await new Promise((later) => setTimeout(later, 500));
    throw new Error('no answer');
  }).catch(({ message }) => message);
  await first;
  const outcome = (promise) => promise.then(() => 'resolved', () => 'rejected');
  const second = await Promise.all([outcome(transaction((mark) => mark('375292222222'))), outcome(insert('375293333333'))]);
  await failed;
  const kept = await phones();
  console.log(`${name}: the other transaction ${second[0]}, the insert ${second[1]}; kept: ${kept.sort().join(', ') || 'nothing'}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
typeorm, sqljs: the other transaction resolved, the insert resolved; kept: nothing
typeorm, better-sqlite3: the other transaction resolved, the insert resolved; kept: nothing
kysely: the other transaction resolved, the insert resolved; kept: 375292222222, 375293333333
knex: the other transaction resolved, the insert resolved; kept: 375292222222, 375293333333
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
