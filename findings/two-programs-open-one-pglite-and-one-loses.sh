#!/usr/bin/env bash
# Guess: a second program that opens the folder of an embedded PostgreSQL is refused, as PostgreSQL itself refuses a second server there, or
# both see what each has stored.
#
# Seen: PGlite opens it for both. Each insert resolves, neither sees the other's row, and in the end what one of them stored is gone: the
# marks of the program that sends are lost since somebody looked at the ledger with another one. level refuses the second, lmdb shows
# both rows to both.
#
# @electric-sql/pglite 0.5.14, level 10.0.0, lmdb 3.5.6, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.14 level@10.0.0 lmdb@3.5.6

cat > stores.mjs <<'PROGRAM'
import { PGlite } from '@electric-sql/pglite';
import { Level } from 'level';
import { open } from 'lmdb';

export const stores = {
  pglite: async (folder) => {
    const database = await PGlite.create(folder);
    await database.exec('create table if not exists sent (phone text)');
    return {
      add: (phone) => database.query('insert into sent values ($1)', [phone]),
      list: async () => (await database.query('select phone from sent order by 1')).rows.map(({ phone }) => phone),
      close: () => database.close(),
    };
  },
  level: async (folder) => {
    const database = new Level(folder);
    await database.open();
    return { add: (phone) => database.put(phone, '1'), list: () => database.keys().all(), close: () => database.close() };
  },
  lmdb: async (folder) => {
    const database = open({ path: folder });
    return { add: (phone) => database.put(phone, 1), list: async () => [...database.getKeys()], close: () => database.close() };
  },
};
PROGRAM

cat > worker.mjs <<'PROGRAM'
import { stores } from './stores.mjs';

const [name, folder, phone] = process.argv.slice(2);
try {
  const store = await stores[name](folder);
  process.on('message', async (order) => {
    if (order === 'close') {
      await store.close();
      process.exit();
    }
    await store.add(phone);
    process.send(`stored, sees ${(await store.list()).join(' ')}`);
  });
  process.send('opened');
} catch {
  process.send('refused');
  process.disconnect();
}
PROGRAM

cat > program.mjs <<'PROGRAM'
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { stores } from './stores.mjs';

for (const name of Object.keys(stores)) {
  const folder = `./${name}`;
  await (await stores[name](folder)).close();
  const workers = [];
  for (const phone of ['375291111111', '375292222222']) {
    const worker = fork('./worker.mjs', [name, folder, phone], { silent: true });
    const [outcome] = await once(worker, 'message');
    if (outcome === 'opened') workers.push(worker);
    console.log(`${name}: ${outcome}`);
  }
  for (const worker of workers) {
    worker.send('add');
    console.log(`${name}: ${(await once(worker, 'message'))[0]}`);
  }
  for (const worker of workers) {
    worker.send('close');
    await once(worker, 'exit');
  }
  const store = await stores[name](folder);
  console.log(`${name}: in the end ${(await store.list()).length} of ${workers.length}`);
  await store.close();
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pglite: opened
pglite: opened
pglite: stored, sees 375291111111
pglite: stored, sees 375292222222
pglite: in the end 1 of 2
level: opened
level: refused
level: stored, sees 375291111111
level: in the end 1 of 1
lmdb: opened
lmdb: opened
lmdb: stored, sees 375291111111
lmdb: stored, sees 375291111111 375292222222
lmdb: in the end 2 of 2
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
