#!/usr/bin/env bash
# Guess: a connection that goes back into the pool is a clean one for whoever gets it next: what was begun on it and not ended is rolled back then, as pools
# of other languages do, or the connection is closed.
#
# Seen: pg, pg-promise, postgres.js (reserve) and TypeORM (a query runner) give it back as it is. One function that throws between begin and
# commit, and releases in its finally without a rollback, leaves its transaction to all that follow: their inserts resolve and are read back on
# that connection, nobody else sees them, and when the program ends they are gone, a night of marks among them. slonik cleans the connection.
#
# pg 8.23.1, pg-promise 12.7.1, postgres 3.4.9, typeorm 1.1.1, slonik 47.3.2, embedded-postgres 18.4.0-beta.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps pg@8.23.1 pg-promise@12.7.1 postgres@3.4.9 typeorm@1.1.1 reflect-metadata@0.2.2 slonik@47.3.2 zod@4.6.7 \
  embedded-postgres@18.4.0-beta.17

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
import pg from 'pg';
import pgPromise from 'pg-promise';
import postgres from 'postgres';
import { createPool, sql as slonikSql } from 'slonik';
import { DataSource } from 'typeorm';
import { start } from './server.mjs';

const { url, end } = await start();
const somebodyElse = new pg.Client(url);
await somebodyElse.connect();
await somebodyElse.query('create table mark (phone text primary key)');

const insert = (phone) => `insert into mark values ('${phone}')`;
const fails = async (run) => {
  await run('begin');
  await run(insert('375290000000'));
  throw new Error('a fault of the program');
};
const ways = {
  pg: async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const client = await pool.connect();
    try {
      await fails((text) => client.query(text));
    } catch {
    } finally {
      client.release();
    }
    return { run: (text) => pool.query(text), close: () => pool.end() };
  },
  'pg-promise': async () => {
    const database = pgPromise({ noWarnings: true })({ connectionString: url, max: 1 });
    await database.task((task) => fails((text) => task.any(text))).catch(() => {});
    return { run: (text) => database.any(text), close: () => database.$pool.end() };
  },
  'postgres.js': async () => {
    const sql = postgres(url, { max: 1 });
    const reserved = await sql.reserve();
    try {
      await fails((text) => reserved.unsafe(text));
    } catch {
    } finally {
      reserved.release();
    }
    return { run: (text) => sql.unsafe(text), close: () => sql.end() };
  },
  typeorm: async () => {
    const source = await new DataSource({ type: 'postgres', url, extra: { max: 1 } }).initialize();
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      await fails((text) => text !== 'begin' && runner.query(text));
    } catch {
    } finally {
      await runner.release();
    }
    return { run: (text) => source.query(text), close: () => source.destroy() };
  },
  slonik: async () => {
    const pool = await createPool(url, { maximumPoolSize: 1 });
    const run = (on) => (text) => on.query(slonikSql.unsafe(Object.assign([text], { raw: Object.freeze([text]) })));
    await pool.connect((connection) => fails(run(connection))).catch(() => {});
    return { run: run(pool), close: () => pool.end() };
  },
};
const count = async () => (await somebodyElse.query('select from mark')).rowCount;
for (const [name, way] of Object.entries(ways)) {
  await somebodyElse.query('truncate mark');
  const { run, close } = await way();
  let stored = 0;
  for (let i = 1; i <= 3; i++) stored += await run(insert(375291111110 + i)).then(() => 1, () => 0);
  const seen = await count();
  await close();
  console.log(`${name}: ${stored} of 3 inserts resolved, somebody else sees ${seen}, and ${await count()} are left in the end`);
}
await somebodyElse.end();
await end();
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pg: 3 of 3 inserts resolved, somebody else sees 0, and 0 are left in the end
pg-promise: 3 of 3 inserts resolved, somebody else sees 0, and 0 are left in the end
postgres.js: 3 of 3 inserts resolved, somebody else sees 0, and 0 are left in the end
typeorm: 3 of 3 inserts resolved, somebody else sees 0, and 0 are left in the end
slonik: 3 of 3 inserts resolved, somebody else sees 3, and 3 are left in the end
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
