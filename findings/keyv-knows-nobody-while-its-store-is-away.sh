#!/usr/bin/env bash
# Guess: a ledger of who was sent to that cannot be reached throws, so that nothing is sent until it can.
#
# Seen: get() of keyv gives undefined, which is 'not yet', and set() gives false instead of throwing: as long as the store is away, everybody is
# sent to again at each run. has(), of the same object, throws. cache-manager, which stands on keyv, resolves with the value that was not
# stored, and its wrap() sends anew. With { throwOnErrors: true } keyv throws.
#
# keyv 5.6.0, cache-manager 7.2.9, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund keyv@5.6.0 cache-manager@7.2.9

cat > program.mjs <<'PROGRAM'
import { createCache } from 'cache-manager';
import Keyv from 'keyv';

const away = async () => {
  throw new Error('connect ECONNREFUSED');
};
const ledger = (options) => {
  const store = { get: away, set: away, has: away, delete: away, clear: away };
  const keyv = new Keyv({ store, ...options });
  keyv.on('error', () => {});
  return keyv;
};
const told = async (name, ask) => {
  const answer = await ask().then(JSON.stringify, () => 'throws');
  console.log(`${name}: ${answer}`);
};
const phone = '375291111111';
let sent = 0;
const send = async () => ++sent;

for (const [name, keyv] of Object.entries({ keyv: ledger(), 'keyv, throwOnErrors': ledger({ throwOnErrors: true }) })) {
  await told(`${name}, get`, () => keyv.get(phone));
  await told(`${name}, has`, () => keyv.has(phone));
  await told(`${name}, set`, () => keyv.set(phone, true));
}
const cache = createCache({ stores: [ledger()] });
await told('cache-manager, get', () => cache.get(phone));
await told('cache-manager, set', () => cache.set(phone, true));
await told('cache-manager, wrap', () => cache.wrap(phone, send));
await told('cache-manager, wrap again', () => cache.wrap(phone, send));
PROGRAM

cat > expected.txt <<'EXPECTED'
keyv, get: undefined
keyv, has: throws
keyv, set: false
keyv, throwOnErrors, get: throws
keyv, throwOnErrors, has: throws
keyv, throwOnErrors, set: throws
cache-manager, get: undefined
cache-manager, set: true
cache-manager, wrap: 1
cache-manager, wrap again: 2
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
