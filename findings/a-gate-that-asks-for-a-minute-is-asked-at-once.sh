#!/usr/bin/env bash
# Guess: 'two retries' of a message that was refused with 429 and Retry-After use what the gateway said: the next one is when it asked for it.
#
# Seen: superagent, ofetch, wretch, fetch-retry and gaxios do not look at it. All their tries are over before the gateway takes messages again:
# each message of that minute is given up, though it needed no more than to wait, and the gateway was asked three times as often
# as without retries. axios-retry, retry-axios, got, ky and undici wait as long as it says, in seconds or as a date.
#
# superagent 10.4.2, ofetch 1.5.1, wretch 2.11.1, fetch-retry 6.0.0, gaxios 7.3.1, axios 1.21.1, axios-retry 4.5.0, retry-axios 4.0.3, got 14.6.6, ky 1.14.3,
# undici 7.30.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund superagent@10.4.2 ofetch@1.5.1 wretch@2.11.1 fetch-retry@6.0.0 gaxios@7.3.1 axios@1.21.1 axios-retry@4.5.0 retry-axios@4.0.3 got@14.6.6 \
  ky@1.14.3 undici@7.30.2

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import axios from 'axios';
import axiosRetry from 'axios-retry';
import fetchRetry from 'fetch-retry';
import { request as gaxios } from 'gaxios';
import got from 'got';
import ky from 'ky';
import { ofetch } from 'ofetch';
import { attach } from 'retry-axios';
import superagent from 'superagent';
import { Agent, RetryAgent, request } from 'undici';
import wretch from 'wretch';
import { retry } from 'wretch/middlewares';

// Each path is a gate of its own, closed for ten seconds from the first message on.
const pause = 10_000;
const gates = new Map();
const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    const gate = gates.get(incoming.url) ?? { opens: Date.now() + pause, posts: 0 };
    gates.set(incoming.url, gate);
    gate.posts++;
    const left = gate.opens - Date.now();
    response.setHeader('content-type', 'application/json');
    if (left <= 0) return response.end('{"success":"OK"}');
    const says = incoming.url.endsWith('date') ? new Date(gate.opens + 1000).toUTCString() : `${Math.ceil(left / 1000)}`;
    response.writeHead(429, { 'retry-after': says }).end('{"error":"too many"}');
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));

const json = { text: 'Hello' };
const body = JSON.stringify(json);
const post = { method: 'POST', body };
const retried = axios.create();
axiosRetry(retried, { retries: 2, retryCondition: ({ response }) => response?.status === 429 });
const attached = axios.create();
attached.defaults.raxConfig = { retry: 2, httpMethodsToRetry: ['POST'], statusCodesToRetry: [[429, 429]] };
attach(attached);
const dispatcher = new RetryAgent(new Agent(), { methods: ['POST'], statusCodes: [429], maxRetries: 2 });
const ways = {
  superagent: (url) => superagent.post(url).retry(2).send(json),
  ofetch: (url) => ofetch(url, { method: 'POST', body: json, retry: 2 }),
  wretch: (url) => wretch(url).middlewares([retry({ maxAttempts: 2 })]).post(json).json(),
  'fetch-retry': async (url) => {
    const { status } = await fetchRetry(fetch, { retries: 2, retryOn: [429] })(url, post);
    if (status !== 200) throw new Error(`${status}`);
  },
  gaxios: (url) => gaxios({ url, method: 'POST', data: json, retryConfig: { retry: 2, httpMethodsToRetry: ['POST'], statusCodesToRetry: [[429, 429]] } }),
  'axios-retry': (url) => retried.post(url, json),
  'retry-axios': (url) => attached.post(url, json),
  got: (url) => got.post(url, { json, retry: { limit: 2, methods: ['POST'] } }).json(),
  ky: (url) => ky.post(url, { json, timeout: false, retry: { limit: 2, methods: ['post'] } }).json(),
  undici: async (url) => {
    const { statusCode } = await request(url, { ...post, dispatcher });
    if (statusCode !== 200) throw new Error(`${statusCode}`);
  },
};
const seen = await Promise.all(
  Object.entries(ways).map(async ([name, send], i) => {
    const [seconds, date] = await Promise.all(
      [`/${i}/seconds`, `/${i}/date`].map(async (path) => {
        const outcome = await send(`http://127.0.0.1:${server.address().port}${path}`).then(() => 'accepted', () => 'given up');
        return `${outcome} after ${gates.get(path).posts} posts`;
      }),
    );
    return `${name}: seconds: ${seconds}; a date: ${date}`;
  }),
);
console.log(seen.join('\n'));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
superagent: seconds: given up after 3 posts; a date: given up after 3 posts
ofetch: seconds: given up after 3 posts; a date: given up after 3 posts
wretch: seconds: given up after 3 posts; a date: given up after 3 posts
fetch-retry: seconds: given up after 3 posts; a date: given up after 3 posts
gaxios: seconds: given up after 3 posts; a date: given up after 3 posts
axios-retry: seconds: accepted after 2 posts; a date: accepted after 2 posts
retry-axios: seconds: accepted after 2 posts; a date: accepted after 2 posts
got: seconds: accepted after 2 posts; a date: accepted after 2 posts
ky: seconds: accepted after 2 posts; a date: accepted after 2 posts
undici: seconds: accepted after 2 posts; a date: accepted after 2 posts
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
