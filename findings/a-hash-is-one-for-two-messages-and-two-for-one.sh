#!/usr/bin/env bash
# Guess: a hash of a message tells whether it is the same one: other text or other values, another hash; the same JSON, the same hash.
#
# Seen: node-object-hash, as it comes, sorts lists and glues values together, so that 'from 10 to 12' and 'from 12 to 10', 'Brest, Minsk' in
# one value and in two, no name and an empty one are one key: the second message is taken for a repetition and never sent. hash-sum has one
# for all Sets, and one for all Maps. The other way round, a key whose value is undefined, and a Date that went through a queue as JSON, change
# the hash in object-hash, hash-sum and ohash: the message that is tried again is a new one, and goes out twice.
#
# node-object-hash 3.1.1, hash-sum 2.0.0, object-hash 3.0.0, ohash 2.0.12, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node-object-hash@3.1.1 hash-sum@2.0.0 object-hash@3.0.0 ohash@2.0.12

cat > program.mjs <<'PROGRAM'
import hashSum from 'hash-sum';
import { hasher } from 'node-object-hash';
import objectHash from 'object-hash';
import { hash as ohash } from 'ohash';

const nodeObjectHash = hasher();
const hashes = {
  'node-object-hash': (message) => nodeObjectHash.hash(message),
  'hash-sum': hashSum,
  'object-hash': objectHash,
  ohash,
};
const message = { text: 'Hello', at: new Date('2026-11-27T10:00:00Z') };
const pairs = {
  'from 10 to 12, from 12 to 10': [{ values: ['10', '12'] }, { values: ['12', '10'] }],
  'two towns, one value': [{ values: ['Brest', 'Minsk'] }, { values: ['Brest,Minsk'] }],
  'no name, an empty one': [{ name: null }, { name: '' }],
  'other Sets': [{ phones: new Set(['375291111111']) }, { phones: new Set(['375292222222']) }],
  'other Maps': [{ names: new Map([['375291111111', 'Ann']]) }, { names: new Map([['375292222222', 'Bob']]) }],
  'same JSON, sender undefined': [{ text: 'Hello', sender: undefined }, { text: 'Hello' }],
  'same JSON, behind a queue': [message, JSON.parse(JSON.stringify(message))],
};
for (const [name, [one, other]] of Object.entries(pairs)) {
  const same = Object.entries(hashes).filter(([, hash]) => hash(one) === hash(other));
  console.log(`${name}: one hash in ${same.map(([library]) => library).join(', ') || 'none'}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
from 10 to 12, from 12 to 10: one hash in node-object-hash
two towns, one value: one hash in node-object-hash
no name, an empty one: one hash in node-object-hash
other Sets: one hash in hash-sum
other Maps: one hash in hash-sum
same JSON, sender undefined: one hash in none
same JSON, behind a queue: one hash in node-object-hash
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
