#!/usr/bin/env bash
# Guess: fetch(key) of lru-cache, which makes one call out of several with the same key and so keeps a message from going out twice, resolves with
# what the call gave, however many other keys are asked for in the meantime.
#
# Seen: if more calls are under way than the cache has places, the oldest ones lose theirs: they reject with 'evicted' although each goes on
# and is sent, and whoever asks again sends it again. With max: 2 and four customers at once two are told so. set() and delete() of that key do the
# same. { ignoreFetchAbort: true } gives all four their receipts.
#
# lru-cache 11.5.3, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund lru-cache@11.5.3

cat > program.mjs <<'PROGRAM'
import { LRUCache } from 'lru-cache';

const run = async (name, options) => {
  let sent = 0;
  const send = async (phone) => {
    await new Promise((later) => setTimeout(later, 100));
    sent++;
    return `receipt of ${phone}`;
  };
  const receipts = new LRUCache({ max: 2, fetchMethod: send, ...options });
  const phones = ['375291111111', '375292222222', '375293333333', '375294444444'];
  const told = (outcomes) => outcomes.map(({ status, reason }) => (status === 'fulfilled' ? 'receipt' : reason.message)).join(', ');
  const first = told(await Promise.allSettled(phones.map((phone) => receipts.fetch(phone))));
  console.log(`${name}: ${first}; sent ${sent}`);

  const roomy = new LRUCache({ max: 100, fetchMethod: send, ...options });
  const marked = roomy.fetch(phones[0]);
  roomy.set(phones[0], 'under way');
  const removed = roomy.fetch(phones[1]);
  roomy.delete(phones[1]);
  sent = 0;
  const then = told(await Promise.allSettled([marked, removed]));
  await new Promise((later) => setTimeout(later, 1000));
  console.log(`${name}: set and deleted: ${then}; sent ${sent}`);
};
await run('as it comes', {});
await run('ignoreFetchAbort', { ignoreFetchAbort: true });
PROGRAM

cat > expected.txt <<'EXPECTED'
as it comes: evicted, evicted, receipt, receipt; sent 4
as it comes: set and deleted: replaced, deleted; sent 2
ignoreFetchAbort: receipt, receipt, receipt, receipt; sent 4
ignoreFetchAbort: set and deleted: receipt, receipt; sent 2
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
