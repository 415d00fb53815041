#!/usr/bin/env bash
# Guess: the timeout that a client of HTTP is given ends the call after that time, whatever the server does meanwhile.
#
# Seen: that of ofetch, ky and @actions/http-client is over with the headers: an answer whose body stalls is waited for for ever. That of axios, undici,
# phin, simple-get, urllib, typed-rest-client, centra and request starts anew with each byte: a gateway, or a proxy, that writes a blank
# now and then to keep the connection open holds the sender for ever, though each of its calls has a timeout. axios itself ends it with { adapter: 'fetch' },
# ofetch and ky with a signal. superagent, needle, got, gaxios and node-fetch 2 end it.
#
# axios 1.21.1, ofetch 1.5.1, ky 1.14.3, @actions/http-client 4.0.1, undici 7.30.2, phin 4.0.0, simple-get 4.0.1, urllib 4.9.2, typed-rest-client 3.1.2,
# centra 2.7.0, request 2.88.2, superagent 10.4.2, needle 3.5.0, got 14.6.6, gaxios 7.3.1, node-fetch 2.7.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps axios@1.21.1 ofetch@1.5.1 ky@1.14.3 @actions/http-client@4.0.1 undici@7.30.2 phin@4.0.0 simple-get@4.0.1 \
  urllib@4.9.2 typed-rest-client@3.1.2 centra@2.7.0 request@2.88.2 superagent@10.4.2 needle@3.5.0 got@14.6.6 gaxios@7.3.1 node-fetch@2.7.0

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import { HttpClient } from '@actions/http-client';
import axios from 'axios';
import centra from 'centra';
import { request as gaxios } from 'gaxios';
import got from 'got';
import ky from 'ky';
import needle from 'needle';
import nodeFetch from 'node-fetch';
import { ofetch } from 'ofetch';
import phin from 'phin';
import request from 'request';
import simple from 'simple-get';
import superagent from 'superagent';
import rest from 'typed-rest-client/HttpClient.js';
import undici from 'undici';
import { request as urllib } from 'urllib';

const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    if (incoming.url === '/nothing') return;
    response.writeHead(200, { 'content-type': 'application/json' }).write(' ');
    if (incoming.url === '/drips') setInterval(() => response.write(' '), 100);
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));

const timeout = 1000;
const body = 'Hello';
const signal = () => AbortSignal.timeout(timeout);
const called = (call) => new Promise((resolve, reject) => call((error, answer) => (error ? reject(error) : resolve(answer))));
const clients = {
  axios: (url) => axios.post(url, body, { timeout }),
  "axios, adapter: 'fetch'": (url) => axios.post(url, body, { timeout, adapter: 'fetch' }),
  ofetch: (url) => ofetch(url, { method: 'POST', body, timeout }),
  'ofetch, signal': (url) => ofetch(url, { method: 'POST', body, signal: signal() }),
  ky: (url) => ky.post(url, { body, timeout, retry: 0 }).json(),
  'ky, signal': (url) => ky.post(url, { body, signal: signal(), retry: 0 }).json(),
  '@actions/http-client': async (url) => (await new HttpClient('sender', [], { socketTimeout: timeout }).post(url, body)).readBody(),
  undici: async (url) => (await undici.request(url, { method: 'POST', body, headersTimeout: timeout, bodyTimeout: timeout })).body.json(),
  phin: (url) => phin({ url, method: 'POST', data: body, timeout }),
  'simple-get': (url) => called((done) => simple.concat({ url, method: 'POST', body, timeout }, done)),
  urllib: (url) => urllib(url, { method: 'POST', data: body, timeout, socketErrorRetry: 0 }),
  'typed-rest-client': async (url) => (await new rest.HttpClient('sender', [], { socketTimeout: timeout }).post(url, body)).readBody(),
  centra: async (url) => (await centra(url, 'POST').body(body).timeout(timeout).send()).json(),
  request: (url) => called((done) => request.post({ url, body, timeout }, done)),
  superagent: (url) => superagent.post(url).send(body).timeout(timeout),
  needle: (url) => needle('post', url, body, { open_timeout: timeout, response_timeout: timeout, read_timeout: timeout }),
  got: (url) => got.post(url, { body, retry: { limit: 0 }, timeout: { request: timeout } }),
  gaxios: (url) => gaxios({ url, method: 'POST', data: body, timeout }),
  'node-fetch 2': async (url) => (await nodeFetch(url, { method: 'POST', body, timeout })).json(),
};
async function ends(send, path) {
  const never = new Promise((late) => setTimeout(late, 8000, 'waits for ever'));
  return Promise.race([(async () => send(`http://127.0.0.1:${server.address().port}/${path}`))().then(() => 'resolves', () => 'ends'), never]);
}
process.on('unhandledRejection', () => {});
const seen = await Promise.all(
  Object.entries(clients).map(async ([name, send]) => {
    const [nothing, stalls, drips] = await Promise.all(['nothing', 'stalls', 'drips'].map((path) => ends(send, path)));
    return `${name}: no answer: ${nothing}, stalls: ${stalls}, drips: ${drips}`;
  }),
);
console.log(seen.join('\n'));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
axios: no answer: ends, stalls: ends, drips: waits for ever
axios, adapter: 'fetch': no answer: ends, stalls: ends, drips: ends
ofetch: no answer: ends, stalls: waits for ever, drips: waits for ever
ofetch, signal: no answer: ends, stalls: ends, drips: ends
ky: no answer: ends, stalls: waits for ever, drips: waits for ever
ky, signal: no answer: ends, stalls: ends, drips: ends
@actions/http-client: no answer: ends, stalls: waits for ever, drips: waits for ever
undici: no answer: ends, stalls: ends, drips: waits for ever
phin: no answer: ends, stalls: ends, drips: waits for ever
simple-get: no answer: ends, stalls: ends, drips: waits for ever
urllib: no answer: ends, stalls: ends, drips: waits for ever
typed-rest-client: no answer: ends, stalls: ends, drips: waits for ever
centra: no answer: ends, stalls: ends, drips: waits for ever
request: no answer: ends, stalls: ends, drips: waits for ever
superagent: no answer: ends, stalls: ends, drips: ends
needle: no answer: ends, stalls: ends, drips: ends
got: no answer: ends, stalls: ends, drips: ends
gaxios: no answer: ends, stalls: ends, drips: ends
node-fetch 2: no answer: ends, stalls: ends, drips: ends
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
