#!/usr/bin/env bash
# Guess: 'two retries' means the same in HTTP clients: a POST that may have been taken goes out once, as with got, ky and undici.
#
# Seen: axios-retry and fetch-retry post three times where the connection dies after the whole request arrived, but once on a 503;
# wretch the other way round; superagent and ofetch three times in both cases, though ofetch does not repeat a POST as long as nobody
# names a number.
#
# axios 1.21.1, axios-retry 4.5.0, superagent 10.4.2, ofetch 1.5.1, wretch 2.11.1, fetch-retry 6.0.0, got 14.6.6, ky 1.14.3, undici
# 7.30.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund axios@1.21.1 axios-retry@4.5.0 superagent@10.4.2 ofetch@1.5.1 wretch@2.11.1 fetch-retry@6.0.0 got@14.6.6 ky@1.14.3 undici@7.30.2

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import axios from 'axios';
import axiosRetry from 'axios-retry';
import fetchRetry from 'fetch-retry';
import got from 'got';
import ky from 'ky';
import { ofetch } from 'ofetch';
import superagent from 'superagent';
import { Agent, RetryAgent, request } from 'undici';
import wretch from 'wretch';
import { retry } from 'wretch/middlewares';

let posts = 0;
let answer = 'die';
const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    posts++;
    if (answer === 'die') incoming.socket.destroy();
    else response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const url = `http://127.0.0.1:${server.address().port}/`;
const json = { text: 'Hello' };
const plain = { method: 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
const withRetries = axios.create();
axiosRetry(withRetries, { retries: 2 });
const dispatcher = new RetryAgent(new Agent(), { maxRetries: 2, minTimeout: 10, maxTimeout: 10 });

const clients = {
  'axios-retry': () => withRetries.post(url, json),
  'fetch-retry': () => fetchRetry(fetch, { retries: 2, retryDelay: 10 })(url, plain),
  wretch: () => wretch(url).middlewares([retry({ maxAttempts: 2, delayTimer: 10 })]).post(json).res(),
  superagent: () => superagent.post(url).send(json).retry(2),
  ofetch: () => ofetch(url, { method: 'POST', body: json, retry: 2 }),
  'ofetch, no number': () => ofetch(url, { method: 'POST', body: json }),
  got: () => got.post(url, { json, retry: { limit: 2, backoffLimit: 10 } }),
  ky: () => ky.post(url, { json, retry: 2 }),
  undici: () => request(url, { ...plain, dispatcher }),
};
for (const [name, post] of Object.entries(clients)) {
  const counts = [];
  for (answer of ['die', 503]) {
    posts = 0;
    await post().catch(() => {});
    counts.push(`${answer} ${posts}`);
  }
  console.log(`${name}: ${counts.join(', ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
axios-retry: die 3, 503 1
fetch-retry: die 3, 503 1
wretch: die 1, 503 3
superagent: die 3, 503 3
ofetch: die 3, 503 3
ofetch, no number: die 1, 503 1
got: die 1, 503 1
ky: die 1, 503 1
undici: die 1, 503 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
