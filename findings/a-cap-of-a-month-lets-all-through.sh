#!/usr/bin/env bash
# Guess: what is to be remembered for 30 days, such as a cap of four messages a month or who was written to of late, is remembered for 30
# days, or is refused.
#
# Seen: RateLimiterMemory, memory-cache, expiry-map (with p-memoize) and moize start a timer of that length, which beyond 24.8 days fires at
# once: a moment later the same person is let through again, so that the cap is none and the next run writes to everybody. A cap of a day or a
# week, as a test has it, holds. There is a line on stderr. memoizee and memoize refuse such a time; node-cache, lru-cache, quick-lru, ttlcache,
# keyv and cache-manager remember.
#
# rate-limiter-flexible 11.4.0, memory-cache 0.2.0, expiry-map 2.0.0, p-memoize 8.0.0, moize 6.1.7, memoizee 0.4.17, memoize 10.2.0, node-cache 5.1.2,
# lru-cache 11.5.3, quick-lru 7.3.0, @isaacs/ttlcache 2.1.5, keyv 5.6.0, cache-manager 7.2.9, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund rate-limiter-flexible@11.4.0 memory-cache@0.2.0 expiry-map@2.0.0 p-memoize@8.0.0 moize@6.1.7 memoizee@0.4.17 \
  memoize@10.2.0 node-cache@5.1.2 lru-cache@11.5.3 quick-lru@7.3.0 @isaacs/ttlcache@2.1.5 keyv@5.6.0 cache-manager@7.2.9

cat > program.mjs <<'PROGRAM'
import { TTLCache } from '@isaacs/ttlcache';
import { createCache } from 'cache-manager';
import ExpiryMap from 'expiry-map';
import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';
import memoize from 'memoize';
import memoizee from 'memoizee';
import memory from 'memory-cache';
import moize from 'moize';
import NodeCache from 'node-cache';
import pMemoize from 'p-memoize';
import QuickLRU from 'quick-lru';
import { RateLimiterMemory } from 'rate-limiter-flexible';

const phone = '375291111111';
const day = 86_400_000;
// Each gives a function that says whether it lets the phone through.
const store = (cache) => async () => {
  if (await cache.get(phone)) return false;
  await cache.set(phone, true);
  return true;
};
const wrapped = (wrap) => {
  let calls = 0;
  const send = wrap(async () => ++calls);
  return async () => {
    const before = calls;
    await send(phone);
    return calls > before;
  };
};
const limiter = (options) => {
  const cap = new RateLimiterMemory({ points: 1, ...options });
  return () => cap.consume(phone).then(() => true, () => false);
};
const ways = {
  'rate-limiter-flexible': (time) => limiter({ duration: time / 1000 }),
  'memory-cache': (time) => {
    memory.clear();
    return store({ get: (key) => memory.get(key), set: (key, value) => memory.put(key, value, time) });
  },
  'expiry-map': (time) => store(new ExpiryMap(time)),
  'p-memoize with expiry-map': (time) => wrapped((send) => pMemoize(send, { cache: new ExpiryMap(time) })),
  moize: (time) => wrapped((send) => moize(send, { isPromise: true, maxAge: time })),
  memoizee: (time) => wrapped((send) => memoizee(send, { promise: true, length: 1, maxAge: time })),
  memoize: (time) => wrapped((send) => memoize(send, { maxAge: time })),
  'node-cache': (time) => store(new NodeCache({ stdTTL: time / 1000 })),
  'lru-cache': (time) => store(new LRUCache({ max: 10, ttl: time, ttlAutopurge: true })),
  'quick-lru': (time) => store(new QuickLRU({ maxSize: 10, maxAge: time })),
  '@isaacs/ttlcache': (time) => store(new TTLCache({ ttl: time })),
  keyv: (time) => store(new Keyv({ ttl: time })),
  'cache-manager': (time) => store(createCache({ ttl: time })),
};
async function twice(way, days) {
  const letsThrough = way(days * day);
  const first = await letsThrough();
  await new Promise((later) => setTimeout(later, 200));
  return `${first ? 'sent' : 'held'}, then ${(await letsThrough()) ? 'sent again' : 'held'}`;
}
for (const [name, way] of Object.entries(ways)) {
  const week = await twice(way, 7);
  const month = await twice(way, 30).catch(() => 'refused');
  console.log(`${name}: a week: ${week}; 30 days: ${month}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
rate-limiter-flexible: a week: sent, then held; 30 days: sent, then sent again
memory-cache: a week: sent, then held; 30 days: sent, then sent again
expiry-map: a week: sent, then held; 30 days: sent, then sent again
p-memoize with expiry-map: a week: sent, then held; 30 days: sent, then sent again
moize: a week: sent, then held; 30 days: sent, then sent again
memoizee: a week: sent, then held; 30 days: refused
memoize: a week: sent, then held; 30 days: refused
node-cache: a week: sent, then held; 30 days: sent, then held
lru-cache: a week: sent, then held; 30 days: sent, then held
quick-lru: a week: sent, then held; 30 days: sent, then held
@isaacs/ttlcache: a week: sent, then held; 30 days: sent, then held
keyv: a week: sent, then held; 30 days: sent, then held
cache-manager: a week: sent, then held; 30 days: sent, then held
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
