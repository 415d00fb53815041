#!/usr/bin/env bash
# Guess: db.transaction(() => …) whose function throws rejects, and leaves nothing of what the function wrote, like transactionSync of the same
# database.
#
# Seen: it rejects with that error and keeps the writes: 'taken' stands in the ledger without 'sent', and the message is never sent. So it is
# with an async function. transactionSync and childTransaction leave nothing.
#
# lmdb 3.5.6, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund lmdb@3.5.6

cat > program.mjs <<'PROGRAM'
import { open } from 'lmdb';

const phone = '375291111111';
const ways = {
  transaction: (db, fail) => db.transaction(fail),
  'transaction, async': (db, fail) => db.transaction(async () => fail()),
  transactionSync: (db, fail) => db.transactionSync(fail),
  childTransaction: (db, fail) => db.childTransaction(fail),
  'childTransaction, async': (db, fail) => db.childTransaction(async () => fail()),
};
for (const [index, [name, run]] of Object.entries(ways).entries()) {
  const db = open({ path: `./${index}` });
  const fail = () => {
    db.put(phone, 'taken');
    throw new Error('refused');
  };
  const outcome = await (async () => run(db, fail))().then(
    () => 'resolved',
    ({ message }) => message,
  );
  await db.flushed;
  console.log(`${name}: ${outcome}, left: ${db.get(phone) ?? 'nothing'}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
transaction: refused, left: taken
transaction, async: refused, left: taken
transactionSync: refused, left: nothing
childTransaction: refused, left: nothing
childTransaction, async: refused, left: nothing
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
