#!/usr/bin/env bash
# Guess: a 303 after a POST says where the receipt is, and every client gets it from there; a 307 asks for the same message at another
# address, and every client posts it there, as fetch does and RFC 9110, sections 15.4.4 and 15.4.8, say.
#
# Seen: urllib and typed-rest-client post the message once more to the receipt, needle too if asked to keep the method. Without that
# needle turns a 307 into a GET: its answer is 200, and the message went nowhere. got posts again on a 302, where fetch and
# the others get.
#
# urllib 4.9.2, typed-rest-client 3.1.2, needle 3.5.0, got 14.6.6, axios 1.21.1, superagent 10.4.2, phin 4.0.0, gaxios 7.3.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund urllib@4.9.2 typed-rest-client@3.1.2 needle@3.5.0 got@14.6.6 axios@1.21.1 superagent@10.4.2 phin@4.0.0 gaxios@7.3.1

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import axios from 'axios';
import { request as gaxios } from 'gaxios';
import got from 'got';
import needle from 'needle';
import phin from 'phin';
import superagent from 'superagent';
import rest from 'typed-rest-client/RestClient.js';
import { request as urllib } from 'urllib';

let status;
let behind;
const server = createServer((incoming, response) => {
  let length = 0;
  incoming
    .on('data', (chunk) => {
      length += chunk.length;
    })
    .on('end', () => {
      if (incoming.url === '/send') return response.writeHead(status, { location: '/other' }).end();
      behind.push(`${incoming.method}${length ? ' with the message' : ''}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const url = `http://127.0.0.1:${server.address().port}/send`;
const json = { text: 'Hello' };

const clients = {
  fetch: () => fetch(url, { method: 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  axios: () => axios.post(url, json),
  superagent: () => superagent.post(url).send(json),
  phin: () => phin({ url, method: 'POST', data: json, followRedirects: true }),
  gaxios: () => gaxios({ url, method: 'POST', data: json }),
  got: () => got.post(url, { json }),
  urllib: () => urllib(url, { method: 'POST', data: json, contentType: 'json' }),
  'typed-rest-client': () => new rest.RestClient('sender').create(url, json),
  'needle, five redirects': () => needle('post', url, json, { json: true, follow_max: 5 }),
  'needle, keeping the method': () => needle('post', url, json, { json: true, follow_max: 5, follow_keep_method: true }),
};
for (const [name, post] of Object.entries(clients)) {
  const outcomes = [];
  for (status of [302, 303, 307]) {
    behind = [];
    await post();
    outcomes.push(`${status} ${behind.join(', ')}`);
  }
  console.log(`${name}: ${outcomes.join('; ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
fetch: 302 GET; 303 GET; 307 POST with the message
axios: 302 GET; 303 GET; 307 POST with the message
superagent: 302 GET; 303 GET; 307 POST with the message
phin: 302 GET; 303 GET; 307 POST with the message
gaxios: 302 GET; 303 GET; 307 POST with the message
got: 302 POST with the message; 303 GET; 307 POST with the message
urllib: 302 POST with the message; 303 POST with the message; 307 POST with the message
typed-rest-client: 302 POST with the message; 303 POST with the message; 307 POST with the message
needle, five redirects: 302 GET; 303 GET; 307 GET
needle, keeping the method: 302 POST with the message; 303 POST with the message; 307 POST with the message
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
