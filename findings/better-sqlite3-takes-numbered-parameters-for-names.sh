#!/usr/bin/env bash
# Guess: a statement that uses a value twice, with `?1` in both places, takes that value once and by its place, whatever the
# binding of SQLite, as SQLite itself counts it.
#
# Seen: better-sqlite3 takes `?1` for a name. Values by place are "too many", and it wants an object with the key 1. libsql, which has
# the same interface, and sql.js take them by place. A ledger that is tested with the one fails with the other at its first statement.
#
# better-sqlite3 12.11.1 (its binary is downloaded, or compiled for a minute), libsql 0.5.29, sql.js 1.17.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund better-sqlite3@12.11.1 libsql@0.5.29 sql.js@1.17.0

cat > program.mjs <<'PROGRAM'
import Better from 'better-sqlite3';
import Libsql from 'libsql';
import initSqlJs from 'sql.js';

const { Database } = await initSqlJs();
const js = new Database();
const sql = 'select ?1 as sent, ?1 as changed';
const told = (take) => {
  try {
    const { sent, changed } = take();
    return `${sent} ${changed}`;
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
console.log('better-sqlite3, by place', told(() => new Better(':memory:').prepare(sql).get(5)));
console.log('better-sqlite3, by name', told(() => new Better(':memory:').prepare(sql).get({ 1: 5 })));
console.log('libsql, by place', told(() => new Libsql(':memory:').prepare(sql).get(5)));
console.log('sql.js, by place', told(() => js.prepare(sql).getAsObject([5])));
PROGRAM

cat > expected.txt <<'EXPECTED'
better-sqlite3, by place RangeError: Too many parameter values were provided
better-sqlite3, by name 5 5
libsql, by place 5 5
sql.js, by place 5 5
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
