#!/usr/bin/env bash
# Guess: a phone that comes as a number into a TEXT column is stored as its digits, and 'insert or ignore' knows the same phone as a
# text.
#
# Seen: sql.js and libsql hand the number over as a floating one: the column gets '375291111111.0', the second insert is no duplicate,
# and the customer is in the list twice. A half of a bound 1 is 0.5 in libsql, 0 in the other two. node-sqlite3-wasm hands over
# integers.
#
# sql.js 1.17.0, libsql 0.5.29, node-sqlite3-wasm 0.8.60, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund sql.js@1.17.0 libsql@0.5.29 node-sqlite3-wasm@0.8.60

cat > program.mjs <<'PROGRAM'
import Libsql from 'libsql';
import wasm from 'node-sqlite3-wasm';
import initSqlJs from 'sql.js';

const { Database } = await initSqlJs();
const [js, lib, web] = [new Database(), new Libsql(':memory:'), new wasm.Database(':memory:')];
const bindings = {
  'sql.js': { run: (sql, values) => js.run(sql, values), column: (sql, values) => js.exec(sql, values)[0].values.flat() },
  libsql: { run: (sql, values) => lib.prepare(sql).run(values), column: (sql, values) => lib.prepare(sql).all(values).map(({ it }) => it) },
  'node-sqlite3-wasm': { run: (sql, values) => web.run(sql, values), column: (sql, values) => web.all(sql, values).map(({ it }) => it) },
};
for (const [name, { run, column }] of Object.entries(bindings)) {
  run('create table sent (phone text primary key)', []);
  run('insert into sent values (?)', [375291111111]);
  run('insert or ignore into sent values (?)', ['375291111111']);
  console.log(name, column('select phone as it from sent order by 1', []).join(' '), 'half of 1:', column('select ? / 2 as it', [1])[0]);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
sql.js 375291111111 375291111111.0 half of 1: 0
libsql 375291111111 375291111111.0 half of 1: 0.5
node-sqlite3-wasm 375291111111 half of 1: 0
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
