#!/usr/bin/env bash
# Guess: two workers that each take three messages of ten, skipping what is locked, get three each, with a relation joined or without.
#
# Seen: with a relation TypeORM asks twice: for the ids of the first three, locked or not, and then for those of them that are not locked. The second
# worker gets nothing while the first one sends: it finds the outbox empty with seven messages in it, and ends, so that four
# workers send no faster than one. Without a relation it gets three. Sequelize gets three with a relation as well, knex and Objection
# too, which load the relation afterwards.
#
# typeorm 1.1.1, sequelize 6.37.8, objection 3.1.5, knex 3.3.0, pg 8.23.1, embedded-postgres 18.4.0-beta.17 (PostgreSQL 18.4), Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps typeorm@1.1.1 reflect-metadata@0.2.2 sequelize@6.37.8 objection@3.1.5 knex@3.3.0 pg@8.23.1 embedded-postgres@18.4.0-beta.17

cat > server.mjs <<'PROGRAM'
// A PostgreSQL of its own, as nobody where this is run by root, which PostgreSQL refuses.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const root = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root, stdio: 'ignore' });
const user = {};
if (process.getuid() === 0) {
  for (const [key, option] of [['uid', '-u'], ['gid', '-g']]) user[key] = Number(execFileSync('id', [option, 'nobody']));
}

export async function start() {
  const home = resolve('postgres');
  mkdirSync(home);
  if (user.uid) chownSync(home, user.uid, user.gid);
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  const options = { cwd: home, stdio: 'ignore', ...user };
  const bin = join(root, 'native/bin');
  execFileSync(join(bin, 'initdb'), ['-D', 'data', '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'], options);
  const given = ['-D', 'data', '-p', `${port}`, '-h', '127.0.0.1', '-k', home, '-c', 'fsync=off'];
  const server = spawn(join(bin, 'postgres'), given, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  process.on('exit', () => server.kill('SIGQUIT'));
  await new Promise((ready) => server.stderr.on('data', (line) => `${line}`.includes('ready to accept') && ready()));
  const end = async () => {
    server.kill('SIGQUIT');
    await once(server, 'exit');
  };
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, end };
}
PROGRAM

cat > program.mjs <<'PROGRAM'
import 'reflect-metadata';
import knexOf from 'knex';
import { Model } from 'objection';
import { DataTypes, Sequelize } from 'sequelize';
import { DataSource, EntitySchema } from 'typeorm';
import { start } from './server.mjs';

const { url, end } = await start();
const knex = knexOf({ client: 'pg', connection: url });
await knex.raw(`
  create table campaign (id int primary key, name text);
  create table message (id int primary key, "campaignId" int references campaign, phone text);
  insert into campaign values (1, 'Sale');
  insert into message select i, 1, '37529111111' || i from generate_series(0, 9) i;
`);

const entities = [
  new EntitySchema({ name: 'campaign', columns: { id: { type: 'int', primary: true }, name: { type: 'text' } } }),
  new EntitySchema({
    name: 'message',
    columns: { id: { type: 'int', primary: true }, phone: { type: 'text' } },
    relations: { campaign: { type: 'many-to-one', target: 'campaign', joinColumn: { name: 'campaignId' } } },
  }),
];
const source = await new DataSource({ type: 'postgres', url, entities }).initialize();
const sequelize = new Sequelize(url, { logging: false });
const id = { type: DataTypes.INTEGER, primaryKey: true };
const plain = { freezeTableName: true, timestamps: false };
const Sale = sequelize.define('campaign', { id, name: DataTypes.TEXT }, plain);
const Message = sequelize.define('message', { id, phone: DataTypes.TEXT }, plain);
Message.belongsTo(Sale, { foreignKey: 'campaignId', as: 'campaign' });
class Campaign extends Model {
  static tableName = 'campaign';
}
class Text extends Model {
  static tableName = 'message';
  static relationMappings = {
    campaign: { relation: Model.BelongsToOneRelation, modelClass: Campaign, join: { from: 'message.campaignId', to: 'campaign.id' } },
  };
}

const lock = { mode: 'pessimistic_write', onLocked: 'skip_locked', tables: ['message'] };
const typeorm = (relations) => (send) =>
  source.transaction(async (manager) => send(await manager.find('message', { relations, order: { id: 'ASC' }, take: 3, lock })));
const ways = {
  typeorm: typeorm({}),
  'typeorm, with its campaign': typeorm({ campaign: true }),
  'typeorm, query builder with its campaign': (send) =>
    source.transaction(async (manager) => {
      const query = manager.createQueryBuilder('message', 'message').innerJoinAndSelect('message.campaign', 'campaign').orderBy('message.id').take(3);
      return send(await query.setLock('pessimistic_write', undefined, ['message']).setOnLocked('skip_locked').getMany());
    }),
  'sequelize, with its campaign': (send) =>
    sequelize.transaction(async (transaction) => {
      const include = [{ association: 'campaign', required: true }];
      const locked = { lock: { level: transaction.LOCK.UPDATE, of: Message }, skipLocked: true, transaction };
      return send(await Message.findAll({ include, order: ['id'], limit: 3, ...locked }));
    }),
  'objection, with its campaign': (send) =>
    knex.transaction(async (transaction) =>
      send(await Text.query(transaction).withGraphFetched('campaign').orderBy('id').limit(3).forUpdate().skipLocked()),
    ),
  knex: (send) => knex.transaction(async (transaction) => send(await transaction('message').orderBy('id').limit(3).forUpdate().skipLocked())),
};
const ids = (rows) => rows.map((row) => row.id).join(' ') || 'nothing';
for (const [name, take] of Object.entries(ways)) {
  let second;
  let first;
  await take(async (rows) => {
    first = ids(rows);
    // The first one is sending: the second comes for its own.
    await take(async (others) => {
      second = ids(others);
    });
  });
  console.log(`${name}: first ${first}, second ${second}`);
}
await end();
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
typeorm: first 0 1 2, second 3 4 5
typeorm, with its campaign: first 0 1 2, second nothing
typeorm, query builder with its campaign: first 0 1 2, second nothing
sequelize, with its campaign: first 0 1 2, second 3 4 5
objection, with its campaign: first 0 1 2, second 3 4 5
knex: first 0 1 2, second 3 4 5
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
