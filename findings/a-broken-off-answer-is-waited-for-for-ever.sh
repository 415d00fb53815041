#!/usr/bin/env bash
# Guess: where the connection breaks off in the middle of an answer, the client rejects, and a proxy on the way hands the break on.
#
# Seen: needle, bent, node-fetch 2, tiny-json-http and @actions/http-client never settle. With nothing else to do Node ends with code 0 in the
# middle of the list, or the campaign stands still behind a message that was accepted. The proxies http-proxy, http-proxy-3, http-proxy-middleware
# and express-http-proxy keep their client waiting though their own connection is gone, also with a proxyTimeout, so that a client without a
# timeout waits for ever whatever it is. httpxy and @fastify/http-proxy hand the break on.
#
# needle 3.5.0, bent 7.3.12, node-fetch 2.7.0 and 3.3.2, tiny-json-http 7.5.1, @actions/http-client 4.0.1, axios 1.21.1, superagent 10.4.2, phin 4.0.0,
# got 14.6.6, simple-get 4.0.1, http-proxy 1.18.1, http-proxy-3 1.23.3, http-proxy-middleware 3.0.11, express-http-proxy 2.1.2, httpxy 0.5.6,
# @fastify/http-proxy 11.6.3, express 5.3.0, fastify 5.12.8, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund needle@3.5.0 bent@7.3.12 node-fetch-2@npm:node-fetch@2.7.0 node-fetch@3.3.2 tiny-json-http@7.5.1 @actions/http-client@4.0.1 axios@1.21.1 \
  superagent@10.4.2 phin@4.0.0 got@14.6.6 simple-get@4.0.1 http-proxy@1.18.1 http-proxy-3@1.23.3 http-proxy-middleware@3.0.11 express-http-proxy@2.1.2 \
  httpxy@0.5.6 @fastify/http-proxy@11.6.3 express@5.3.0 fastify@5.12.8

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import { HttpClient } from '@actions/http-client';
import fastifyProxy from '@fastify/http-proxy';
import axios from 'axios';
import bent from 'bent';
import express from 'express';
import expressProxy from 'express-http-proxy';
import fastify from 'fastify';
import got from 'got';
import httpProxy from 'http-proxy';
import { createProxyServer as proxy3 } from 'http-proxy-3';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { createProxyServer as httpxy } from 'httpxy';
import needle from 'needle';
import nodeFetch from 'node-fetch';
import nodeFetch2 from 'node-fetch-2';
import phin from 'phin';
import simple from 'simple-get';
import superagent from 'superagent';
import tiny from 'tiny-json-http';

const listening = (handler) =>
  new Promise((resolve) => {
    const server = createServer(handler).listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
const target = await listening((incoming, response) => {
  incoming.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{"uuid":"1",');
    setTimeout(() => response.socket.end(), 200);
  });
});
async function settles(call, ...given) {
  const never = new Promise((late) => setTimeout(late, 5000, 'waits for ever'));
  return Promise.race([(async () => call(...given))().then(() => 'resolves', () => 'rejects'), never]);
}

const text = 'Hello';
const post = { method: 'POST', body: text };
const clients = {
  needle: (url) => needle('post', url, text),
  bent: (url) => bent('POST', 'json')(url, text),
  'node-fetch 2': async (url) => (await nodeFetch2(url, post)).text(),
  'node-fetch 3': async (url) => (await nodeFetch(url, post)).text(),
  'tiny-json-http': (url) => tiny.post({ url, data: { text } }),
  '@actions/http-client': async (url) => (await new HttpClient('sender').post(url, text)).readBody(),
  fetch: async (url) => (await fetch(url, post)).text(),
  axios: (url) => axios.post(url, { text }),
  superagent: (url) => superagent.post(url).send({ text }),
  phin: (url) => phin({ url, method: 'POST', data: text }),
  got: (url) => got.post(url, { body: text, retry: { limit: 0 } }).text(),
  'simple-get': (url) => new Promise((read, failed) => simple.concat({ url, ...post }, (error, _, body) => (error ? failed(error) : read(body)))),
};
const end = (_error, _request, response) => (response.headersSent ? response.destroy() : response.writeHead(502).end());
const nodeProxy = (proxy) => {
  proxy.on('error', end);
  return listening((incoming, response) => proxy.web(incoming, response));
};
const serve = async (app) => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${app.server.address().port}`;
};
const proxyTimeout = 1000;
const proxies = {
  'http-proxy': () => nodeProxy(httpProxy.createProxyServer({ target })),
  'http-proxy, proxyTimeout': () => nodeProxy(httpProxy.createProxyServer({ target, proxyTimeout })),
  'http-proxy-3': () => nodeProxy(proxy3({ target })),
  'http-proxy-3, proxyTimeout': () => nodeProxy(proxy3({ target, proxyTimeout })),
  'http-proxy-middleware': () => listening(express().use(createProxyMiddleware({ target, on: { error: end } }))),
  'http-proxy-middleware, proxyTimeout': () => listening(express().use(createProxyMiddleware({ target, proxyTimeout, on: { error: end } }))),
  'express-http-proxy': () => listening(express().use(expressProxy(target))),
  'express-http-proxy, timeout': () => listening(express().use(expressProxy(target, { timeout: proxyTimeout }))),
  httpxy: () => {
    const proxy = httpxy({ target });
    return listening((incoming, response) => proxy.web(incoming, response).catch((error) => end(error, incoming, response)));
  },
  '@fastify/http-proxy': () => serve(fastify().register(fastifyProxy, { upstream: target })),
};
const seen = await Promise.all([
  ...Object.entries(clients).map(async ([name, send]) => `${name}: ${await settles(send, target)}`),
  ...Object.entries(proxies).map(async ([name, start]) => `fetch behind ${name}: ${await settles(clients.fetch, await start())}`),
]);
console.log(seen.join('\n'));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
needle: waits for ever
bent: waits for ever
node-fetch 2: waits for ever
node-fetch 3: rejects
tiny-json-http: waits for ever
@actions/http-client: waits for ever
fetch: rejects
axios: rejects
superagent: rejects
phin: rejects
got: rejects
simple-get: rejects
fetch behind http-proxy: waits for ever
fetch behind http-proxy, proxyTimeout: waits for ever
fetch behind http-proxy-3: waits for ever
fetch behind http-proxy-3, proxyTimeout: waits for ever
fetch behind http-proxy-middleware: waits for ever
fetch behind http-proxy-middleware, proxyTimeout: waits for ever
fetch behind express-http-proxy: waits for ever
fetch behind express-http-proxy, timeout: waits for ever
fetch behind httpxy: rejects
fetch behind @fastify/http-proxy: rejects
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
