#!/usr/bin/env bash
# Guess: a cache given to a client of HTTP answers GETs, and an equal POST goes out again: RFC 9110, section 9.3.3, says that a POST cannot
# be answered from a cache.
#
# Seen: got stores the answer of a POST where it says how long it is fresh (max-age or Expires, as a proxy in front of a gateway adds to all
# answers), and an equal POST within that time gets the first one's receipt: nothing is sent, and the program counts two. Without such a
# header both go out, so that no test shows it. make-fetch-happen, axios-cache-interceptor and undici's cache send both.
#
# got 14.6.6, make-fetch-happen 15.0.6, axios 1.21.1, axios-cache-interceptor 1.12.3, undici 7.30.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund got@14.6.6 make-fetch-happen@15.0.6 axios@1.21.1 axios-cache-interceptor@1.12.3 undici@7.30.2

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import axios from 'axios';
import { setupCache } from 'axios-cache-interceptor';
import got from 'got';
import fetchHappen from 'make-fetch-happen';
import { Agent, interceptors, request } from 'undici';

let sent;
let fresh;
const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    sent++;
    response.writeHead(200, { 'content-type': 'application/json', ...fresh }).end(JSON.stringify({ receipt: sent }));
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const url = `http://127.0.0.1:${server.address().port}/send`;
const json = { phone: '375291111111', text: 'Your order is ready' };
const plain = { method: 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };

const clients = {
  got: () => {
    const cache = new Map();
    return () => got.post(url, { json, cache }).json();
  },
  'make-fetch-happen': () => {
    const caching = fetchHappen.defaults({ cachePath: './cache' });
    return async () => (await caching(url, plain)).json();
  },
  'axios-cache-interceptor': () => {
    const caching = setupCache(axios.create());
    return async () => (await caching.post(url, json)).data;
  },
  undici: () => {
    const dispatcher = new Agent().compose(interceptors.cache());
    return async () => (await request(url, { ...plain, dispatcher })).body.json();
  },
};
for (const [name, make] of Object.entries(clients)) {
  const outcomes = [];
  for (fresh of [{}, { 'cache-control': 'max-age=600' }, { expires: new Date(Date.now() + 600_000).toUTCString() }]) {
    sent = 0;
    const post = make();
    const receipts = [await post(), await post()].map(({ receipt }) => receipt).join();
    outcomes.push(`${Object.keys(fresh)[0] ?? 'no header'} sent ${sent}, receipts ${receipts}`);
  }
  console.log(`${name}: ${outcomes.join('; ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
got: no header sent 2, receipts 1,2; cache-control sent 1, receipts 1,1; expires sent 1, receipts 1,1
make-fetch-happen: no header sent 2, receipts 1,2; cache-control sent 2, receipts 1,2; expires sent 2, receipts 1,2
axios-cache-interceptor: no header sent 2, receipts 1,2; cache-control sent 2, receipts 1,2; expires sent 2, receipts 1,2
undici: no header sent 2, receipts 1,2; cache-control sent 2, receipts 1,2; expires sent 2, receipts 1,2
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
