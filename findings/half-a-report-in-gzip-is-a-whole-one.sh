#!/usr/bin/env bash
# Guess: an answer in gzip that was cut off is an error in each client of HTTP, since gzip ends with a checksum and the length of what is in it.
#
# Seen: fetch, axios, superagent, needle, ofetch, ky, phin, request and gaxios resolve with what had come. Of a report of who got the message, a row a
# line, as CSV or NDJSON, the second half is missing, and nothing says so: those people count as not reached, and get the message
# again. It takes a program on the way that ends an answer in good order where its own source broke off, as one that compresses does.
# got, simple-get, bent and urllib reject; node-fetch and make-fetch-happen do for deflate and Brotli, not for gzip. typed-rest-client waits for ever.
#
# axios 1.21.1, superagent 10.4.2, needle 3.5.0, ofetch 1.5.1, ky 1.14.3, phin 4.0.0, request 2.88.2, gaxios 7.3.1, got 14.6.6, simple-get 4.0.1,
# bent 7.3.12, urllib 4.9.2, node-fetch 3.3.2, make-fetch-happen 15.0.6, typed-rest-client 3.1.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps axios@1.21.1 superagent@10.4.2 needle@3.5.0 ofetch@1.5.1 ky@1.14.3 phin@4.0.0 request@2.88.2 gaxios@7.3.1 \
  got@14.6.6 simple-get@4.0.1 bent@7.3.12 urllib@4.9.2 node-fetch@3.3.2 make-fetch-happen@15.0.6 typed-rest-client@3.1.2

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import axios from 'axios';
import bent from 'bent';
import { request as gaxios } from 'gaxios';
import got from 'got';
import ky from 'ky';
import mfh from 'make-fetch-happen';
import needle from 'needle';
import nodeFetch from 'node-fetch';
import { ofetch } from 'ofetch';
import phin from 'phin';
import request from 'request';
import simple from 'simple-get';
import superagent from 'superagent';
import rest from 'typed-rest-client/HttpClient.js';
import { request as urllib } from 'urllib';

const report = Array.from({ length: 2000 }, (_, i) => `{"phone":"${375291000000 + ((i * 7919) % 9000000)}","state":"delivered"}\n`).join('');
const ways = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
const server = createServer((incoming, response) => {
  const way = incoming.url.slice(1);
  const whole = ways[way](report);
  response.writeHead(200, { 'content-encoding': way, 'content-type': 'application/x-ndjson' });
  response.end(whole.subarray(0, whole.length / 2));
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));

const called = (call) => new Promise((resolve, reject) => call((error, answer) => (error ? reject(error) : resolve(answer))));
const clients = {
  fetch: async (url) => (await fetch(url)).text(),
  axios: async (url) => (await axios.get(url, { responseType: 'text' })).data,
  superagent: async (url) => (await superagent.get(url).buffer(true)).text,
  needle: async (url) => `${(await needle('get', url, { compressed: true, parse: false })).body}`,
  ofetch: (url) => ofetch(url, { responseType: 'text' }),
  ky: (url) => ky.get(url, { retry: 0 }).text(),
  phin: async (url) => `${(await phin({ url, compression: true })).body}`,
  request: async (url) => (await called((done) => request.get({ url, gzip: true }, done))).body,
  gaxios: async (url) => (await gaxios({ url, responseType: 'text' })).data,
  'node-fetch': async (url) => (await nodeFetch(url)).text(),
  'make-fetch-happen': async (url) => (await mfh(url, { retry: false })).text(),
  got: (url) => got(url, { retry: { limit: 0 } }).text(),
  'simple-get': (url) => new Promise((read, failed) => simple.concat(url, (error, _, body) => (error ? failed(error) : read(`${body}`)))),
  bent: (url) => bent('string')(url),
  urllib: async (url) => (await urllib(url, { dataType: 'text', compressed: true })).data,
  'typed-rest-client': async (url) => (await new rest.HttpClient('reports').get(url)).readBody(),
};
process.on('unhandledRejection', () => {});
async function outcome(read, way) {
  const never = new Promise((late) => setTimeout(late, 6000));
  const body = await Promise.race([read(`http://127.0.0.1:${server.address().port}/${way}`).catch(() => 'rejects'), never]);
  if (body === undefined) return 'waits for ever';
  if (!body.startsWith('{')) return body === 'rejects' ? 'rejects' : 'not unpacked';
  const rows = body.split('\n').length - 1;
  return rows > 500 && rows < 1500 ? 'resolves with a half' : `${rows} rows`;
}
for (const [name, read] of Object.entries(clients)) {
  const seen = await Promise.all(Object.keys(ways).map(async (way) => `${way} ${await outcome(read, way)}`));
  console.log(`${name}: ${seen.join(', ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
fetch: gzip resolves with a half, deflate resolves with a half, br resolves with a half
axios: gzip resolves with a half, deflate resolves with a half, br resolves with a half
superagent: gzip resolves with a half, deflate resolves with a half, br resolves with a half
needle: gzip resolves with a half, deflate resolves with a half, br rejects
ofetch: gzip resolves with a half, deflate resolves with a half, br resolves with a half
ky: gzip resolves with a half, deflate resolves with a half, br resolves with a half
phin: gzip resolves with a half, deflate resolves with a half, br resolves with a half
request: gzip resolves with a half, deflate resolves with a half, br not unpacked
gaxios: gzip resolves with a half, deflate rejects, br rejects
node-fetch: gzip resolves with a half, deflate rejects, br rejects
make-fetch-happen: gzip resolves with a half, deflate rejects, br rejects
got: gzip rejects, deflate rejects, br rejects
simple-get: gzip rejects, deflate rejects, br rejects
bent: gzip rejects, deflate rejects, br rejects
urllib: gzip rejects, deflate not unpacked, br rejects
typed-rest-client: gzip waits for ever, deflate not unpacked, br not unpacked
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
