#!/usr/bin/env bash
# Guess: db.transaction(async () => …) rolls back when the function rejects.
#
# Seen: it commits as soon as the function has returned its promise: what was written before the first await stays, what comes after
# runs outside of any transaction, and the rejection undoes nothing. A ledger has 'taken' without 'sent'.
#
# libsql 0.5.29, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund libsql@0.5.29

cat > program.mjs <<'PROGRAM'
import Database from 'libsql';

const db = new Database(':memory:');
db.exec('create table ledger (entry text)');
const insert = db.prepare('insert into ledger values (?)');
const entries = () => db.prepare('select entry from ledger').all().map(({ entry }) => entry).join(' ') || 'nothing';

const failing = (isAsync) => {
  const body = (entry) => {
    insert.run(entry);
    throw new Error('refused');
  };
  return isAsync ? async () => {
    insert.run('before');
    await null;
    console.log('in a transaction after await', db.inTransaction);
    body('after');
  } : () => body('plain');
};
for (const isAsync of [false, true]) {
  try {
    await db.transaction(failing(isAsync))();
  } catch ({ message }) {
    console.log(isAsync ? 'async' : 'plain', message, '- left:', entries());
  }
}
PROGRAM

cat > expected.txt <<'EXPECTED'
plain refused - left: nothing
in a transaction after await false
async refused - left: before after
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
