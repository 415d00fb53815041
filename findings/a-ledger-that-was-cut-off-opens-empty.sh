#!/usr/bin/env bash
# Guess: a file of who was sent to, cut off as a full disk or a power cut leaves it, cannot be opened: somebody looks before anything is sent.
#
# Seen: configstore, data-store and keyv-file open it as an empty one and write it anew at the next mark, so that the half that was left is gone
# as well: the run writes to everybody again, and nothing says why. dirty opens with the half that it can read, and NeDB with half of a
# short one. A file of no bytes is an empty ledger for stormdb, simple-json-db and LokiJS, too. lowdb, conf, node-json-db and node-persist throw.
#
# configstore 8.0.0, data-store 4.0.3, keyv-file 5.3.5, keyv 5.6.0, dirty 1.1.3, @seald-io/nedb 4.1.2, stormdb 0.6.0, simple-json-db 2.0.0, lokijs 1.5.12,
# lowdb 7.0.1, conf 15.1.0, node-json-db 3.0.0, node-persist 4.0.4, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund configstore@8.0.0 data-store@4.0.3 keyv-file@5.3.5 keyv@5.6.0 dirty@1.1.3 @seald-io/nedb@4.1.2 stormdb@0.6.0 simple-json-db@2.0.0 \
  lokijs@1.5.12 lowdb@7.0.1 conf@15.1.0 node-json-db@3.0.0 node-persist@4.0.4

cat > program.mjs <<'PROGRAM'
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Nedb from '@seald-io/nedb';
import Conf from 'conf';
import Configstore from 'configstore';
import DataStore from 'data-store';
import dirty from 'dirty';
import Keyv from 'keyv';
import { KeyvFile } from 'keyv-file';
import Loki from 'lokijs';
import { JSONFilePreset } from 'lowdb/node';
import { Config, JsonDB } from 'node-json-db';
import persist from 'node-persist';
import JsonDb from 'simple-json-db';
import Storm from 'stormdb';

const called = (call) => new Promise((done, failed) => call((error, value) => (error ? failed(error) : done(value))));
// Each opens a ledger at a path, to read and to write a mark.
const ledgers = {
  configstore: (path) => {
    const store = new Configstore('ledger', {}, { configPath: path });
    return { get: (key) => store.get(key), set: (key) => store.set(key, 'sent') };
  },
  'data-store': (path) => {
    const store = new DataStore('ledger', { path });
    return { get: (key) => store.get(key), set: (key) => store.set(key, 'sent') };
  },
  'keyv-file': (path) => {
    const store = new Keyv({ store: new KeyvFile({ filename: path }) });
    return { get: (key) => store.get(key), set: (key) => store.set(key, 'sent') };
  },
  dirty: async (path) => {
    const store = new (dirty.Dirty ?? dirty)(path);
    await new Promise((loaded) => store.on('load', loaded));
    return { get: (key) => store.get(key), set: (key) => called((done) => store.set(key, 'sent', done)) };
  },
  nedb: async (path) => {
    const store = new Nedb({ filename: path });
    await store.loadDatabaseAsync();
    return { get: async (key) => (await store.findOneAsync({ _id: key })) ?? undefined, set: (key) => store.insertAsync({ _id: key }) };
  },
  stormdb: (path) => {
    const store = new Storm(new Storm.localFileEngine(path));
    store.default({});
    return { get: (key) => store.get(key).value(), set: (key) => store.set(key, 'sent').save() };
  },
  'simple-json-db': (path) => {
    const store = new JsonDb(path);
    return { get: (key) => store.get(key), set: (key) => store.set(key, 'sent') };
  },
  lokijs: async (path) => {
    const store = new Loki(path);
    await called((done) => store.loadDatabase({}, done));
    const marks = store.getCollection('marks') ?? store.addCollection('marks');
    const set = (key) => marks.insert({ key }) && called((done) => store.saveDatabase(done));
    return { get: (key) => marks.findOne({ key }) ?? undefined, set };
  },
  lowdb: async (path) => {
    const store = await JSONFilePreset(path, {});
    return { get: (key) => store.data[key], set: (key) => store.update((marks) => Object.assign(marks, { [key]: 'sent' })) };
  },
  conf: (path) => {
    const store = new Conf({ cwd: resolve('.'), configName: path.replace('.json', ''), projectName: 'ledger' });
    return { get: (key) => store.get(key), set: (key) => store.set(key, 'sent') };
  },
  'node-json-db': (path) => {
    const store = new JsonDB(new Config(path, true, false, '/'));
    return { get: async (key) => ((await store.exists(`/${key}`)) ? 'sent' : undefined), set: (key) => store.push(`/${key}`, 'sent') };
  },
  'node-persist': async (path) => {
    const store = persist.create({ dir: resolve(path.replace('.json', '-folder')) });
    await store.init();
    return { get: (key) => store.getItem(key), set: (key) => store.setItem(key, 'sent') };
  },
};
const files = (path) => {
  const folder = path.replace('.json', '-folder');
  return statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder).map((name) => join(folder, name)) : [path];
};
const later = () => new Promise((written) => setTimeout(written, 400));
const phones = Array.from({ length: 20 }, (_, i) => `${375291111100 + i}`);
process.on('uncaughtException', () => {});
const print = console.log;
console.log = () => {};

async function cut(open, path, part) {
  const ledger = await open(path);
  for (const phone of phones) await ledger.set(phone);
  await later();
  for (const file of files(path)) truncateSync(file, Math.floor(statSync(file).size * part));
  try {
    const again = await open(path);
    let known = 0;
    for (const phone of phones) if ((await again.get(phone)) !== undefined) known++;
    return `opens and knows ${known} of 20`;
  } catch {
    return 'throws';
  }
}
for (const [name, open] of Object.entries(ledgers)) {
  print(`${name}: half of it: ${await cut(open, `${name}-half.json`, 0.5)}; no bytes: ${await cut(open, `${name}-none.json`, 0)}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
configstore: half of it: opens and knows 0 of 20; no bytes: opens and knows 0 of 20
data-store: half of it: opens and knows 0 of 20; no bytes: opens and knows 0 of 20
keyv-file: half of it: opens and knows 0 of 20; no bytes: opens and knows 0 of 20
dirty: half of it: opens and knows 10 of 20; no bytes: opens and knows 0 of 20
nedb: half of it: opens and knows 10 of 20; no bytes: opens and knows 0 of 20
stormdb: half of it: throws; no bytes: opens and knows 0 of 20
simple-json-db: half of it: throws; no bytes: opens and knows 0 of 20
lokijs: half of it: throws; no bytes: opens and knows 0 of 20
lowdb: half of it: throws; no bytes: throws
conf: half of it: throws; no bytes: throws
node-json-db: half of it: throws; no bytes: throws
node-persist: half of it: throws; no bytes: throws
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
