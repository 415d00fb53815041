#!/usr/bin/env bash
# Guess: an SDK that sends to many with one call, to a topic or a channel, posts it once, and where the connection dies after the whole request arrived tells
# its caller.
#
# Seen: firebase-admin posts a message to a topic five times where the connection died or on a 503, and has no option for it: all who follow the topic
# get it up to five times. Slack's WebClient posts eleven times, over half an hour, unless it is told { retryConfig: { retries: 0 } },
# Discord's REST four times on a 500 and a 503. None sends a key with it. The clients of Telegram, LINE, OneSignal and Web Push post once.
#
# firebase-admin 13.10.0, @slack/web-api 8.2.0, @discordjs/rest 2.6.3, grammy 1.46.0, telegraf 4.16.3, @line/bot-sdk 11.2.0,
# onesignal-node 3.4.0, web-push 3.6.7, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps firebase-admin@13.10.0 @slack/web-api@8.2.0 @discordjs/rest@2.6.3 grammy@1.46.0 telegraf@4.16.3 @line/bot-sdk@11.2.0 \
  onesignal-node@3.4.0 web-push@3.6.7

cat > program.mjs <<'PROGRAM'
import http from 'node:http';
import https from 'node:https';
import { createRequire, syncBuiltinESMExports } from 'node:module';

let answer;
let posts = [];
const server = http.createServer((request, response) => {
  request.resume().on('end', () => {
    posts.push(request.headers);
    if (answer === 'died') request.socket.destroy();
    else response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address();
const here = `http://127.0.0.1:${port}`;

// What goes to a fixed address over https goes to the server of this program, and pauses between two tries are short (but not
// the timeouts of Discord's and Telegram's clients).
https.request = (...args) => {
  const callback = args.find((arg) => typeof arg === 'function');
  const { method, path, headers } = args.find((arg) => arg && typeof arg === 'object' && !(arg instanceof URL));
  return http.request({ method, path, headers, host: '127.0.0.1', port, agent: false }, callback);
};
syncBuiltinESMExports();
const realTimeout = setTimeout;
globalThis.setTimeout = (call, time, ...given) => realTimeout(call, time >= 200 && ![15_000, 500_000].includes(time) ? 10 : time, ...given);

const require = createRequire(import.meta.url);
const { initializeApp } = require('firebase-admin/app');
const { getMessaging } = require('firebase-admin/messaging');
const { WebClient } = require('@slack/web-api');
const { REST } = require('@discordjs/rest');
const { Api } = require('grammy');
const { Telegram } = require('telegraf');
const { messagingApi } = require('@line/bot-sdk');
const OneSignal = require('onesignal-node');
const webPush = require('web-push');

const credential = { getAccessToken: async () => ({ access_token: 'token', expires_in: 3600 }) };
const firebase = getMessaging(initializeApp({ projectId: 'shop', credential }));
const slack = (options) => {
  const client = new WebClient('token', { slackApiUrl: `${here}/`, logLevel: 'error', ...options });
  return () => client.chat.postMessage({ channel: 'sale', text: 'Hello' });
};
const discord = new REST({ api: here }).setToken('token');
const telegram = new Api('1:token', { apiRoot: here });
const telegraf = new Telegram('1:token', { apiRoot: here });
const line = new messagingApi.MessagingApiClient({ channelAccessToken: 'token', baseURL: here });
const oneSignal = new OneSignal.Client('app', 'key', { apiRoot: here });
const senders = {
  'firebase-admin': () => firebase.send({ topic: 'sale', notification: { body: 'Hello' } }),
  '@slack/web-api': slack(),
  '@slack/web-api, retries: 0': slack({ retryConfig: { retries: 0 } }),
  '@discordjs/rest': () => discord.post('/channels/1/messages', { body: { content: 'Hello' } }),
  grammy: () => telegram.sendMessage('@sale', 'Hello'),
  telegraf: () => telegraf.sendMessage('@sale', 'Hello'),
  '@line/bot-sdk': () => line.broadcast({ messages: [{ type: 'text', text: 'Hello' }] }),
  'onesignal-node': () => oneSignal.createNotification({ contents: { en: 'Hello' }, included_segments: ['All'] }),
  'web-push': () => webPush.sendNotification({ endpoint: 'https://push.example.com/a' }),
};
for (const [name, send] of Object.entries(senders)) {
  const seen = [];
  for (answer of ['died', 500, 503]) {
    posts = [];
    await send().catch(() => {});
    const key = posts.some((headers) => Object.keys(headers).some((header) => /idempot|retry-key/.test(header)));
    seen.push(`${answer} ${posts.length}${key ? ' with a key' : ''}`);
  }
  console.log(`${name}: ${seen.join(', ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
firebase-admin: died 5, 500 1, 503 5
@slack/web-api: died 11, 500 11, 503 11
@slack/web-api, retries: 0: died 1, 500 1, 503 1
@discordjs/rest: died 1, 500 4, 503 4
grammy: died 1, 500 1, 503 1
telegraf: died 1, 500 1, 503 1
@line/bot-sdk: died 1, 500 1, 503 1
onesignal-node: died 1, 500 1, 503 1
web-push: died 1, 500 1, 503 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
