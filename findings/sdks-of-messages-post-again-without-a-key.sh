#!/usr/bin/env bash
# Guess: an SDK that repeats a message by itself where nobody knows what became of it sends a key along, by which the gateway knows the
# second one for the first.
#
# Seen: Sendly posts an SMS four times, Telnyx three times and Courier a notification three times, with no key, where the connection dies after the whole request
# arrived and on a 500; Brevo posts an SMS three times on a 500. Knock and Novu repeat as well, with one key for all, and Azure with one in the
# body. Twilio's and SMSAPI's post once. { maxRetries: 0 } turns it off.
#
# @sendly/node 3.31.0, telnyx 7.24.0, @trycourier/courier 7.10.2, @getbrevo/brevo 6.0.3, @knocklabs/node 1.35.0, @novu/api 3.19.1, @azure/communication-sms 1.1.0,
# twilio 6.3.1, smsapi 2.1.3, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps @sendly/node@3.31.0 telnyx@7.24.0 @trycourier/courier@7.10.2 @getbrevo/brevo@6.0.3 @knocklabs/node@1.35.0 @novu/api@3.19.1 \
  @azure/communication-sms@1.1.0 twilio@6.3.1 smsapi@2.1.3

cat > program.mjs <<'PROGRAM'
import http from 'node:http';
import https from 'node:https';
import { createRequire, syncBuiltinESMExports } from 'node:module';

let answer;
let posts = [];
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    posts.push({ key: request.headers['idempotency-key'] ?? /repeatabilityRequestId":"([^"]+)/.exec(body)?.[1] });
    if (answer === 'died') request.socket.destroy();
    else response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address();

// What the SDKs send over https goes to the server of this program, and their pauses between two tries are short.
https.request = (...args) => {
  const callback = args.find((arg) => typeof arg === 'function');
  const url = typeof args[0] === 'string' || args[0] instanceof URL ? new URL(args[0]) : undefined;
  const options = { ...args.find((arg) => arg && typeof arg === 'object' && !(arg instanceof URL)) };
  if (url) options.path = url.pathname + url.search;
  return http.request({ ...options, protocol: 'http:', host: '127.0.0.1', hostname: '127.0.0.1', port, agent: false }, callback);
};
syncBuiltinESMExports();
const realFetch = fetch;
globalThis.fetch = async (what, options) => {
  const request = new Request(what, options);
  const { pathname, search } = new URL(request.url);
  const body = await request.text();
  return realFetch(`http://127.0.0.1:${port}${pathname}${search}`, { method: request.method, headers: request.headers, body });
};
const realTimeout = setTimeout;
globalThis.setTimeout = (call, time, ...given) => realTimeout(call, time >= 200 && time < 9000 ? 10 : time, ...given);

const require = createRequire(import.meta.url);
const phone = '375291111111';
const [{ default: Sendly }, { default: Telnyx }, { default: Courier }, { BrevoClient }, { default: Knock }] = await Promise.all(
  ['@sendly/node', 'telnyx', '@trycourier/courier', '@getbrevo/brevo', '@knocklabs/node'].map((name) => import(name)),
);
const { Novu } = await import('@novu/api');
const { SmsClient } = require('@azure/communication-sms');
const twilio = require('twilio')(`AC${'1'.repeat(32)}`, 'token');
const { SMSAPI } = await import('smsapi');

const courier = (options) => {
  const client = new Courier({ apiKey: 'key', ...options });
  return () => client.send.message({ message: { to: { phone_number: `+${phone}` }, content: { title: 'Sale', body: 'Hello' } } });
};
const sendly = (options) => {
  const client = new Sendly({ apiKey: `sk_live_v1_${'a'.repeat(24)}`, ...options });
  return () => client.messages.send({ to: `+${phone}`, text: 'Hello' });
};
const telnyx = (options) => {
  const client = new Telnyx({ apiKey: 'key', ...options });
  return () => client.messages.send({ from: '+12025550100', to: '+12025550101', text: 'Hello' });
};
const brevo = (options) => {
  const client = new BrevoClient({ apiKey: 'key', ...options });
  return () => client.transactionalSms.sendTransacSms({ sender: 'Shop', recipient: phone, content: 'Hello' });
};
const knock = new Knock({ apiKey: 'key' });
const novu = new Novu({ secretKey: 'key' });
const azure = new SmsClient('endpoint=https://sms.example.com/;accesskey=a2V5');
const smsapi = new SMSAPI('token');
const senders = {
  '@sendly/node': sendly(),
  telnyx: telnyx(),
  '@trycourier/courier': courier(),
  '@getbrevo/brevo': brevo(),
  '@knocklabs/node': () => knock.workflows.trigger('sale', { recipients: ['1'] }),
  '@azure/communication-sms': () => azure.send({ from: 'Shop', to: [`+${phone}`], message: 'Hello' }),
  twilio: () => twilio.messages.create({ from: 'Shop', to: `+${phone}`, body: 'Hello' }),
  smsapi: () => smsapi.sms.sendSms(phone, 'Hello'),
  '@sendly/node, maxRetries: 0': sendly({ maxRetries: 0 }),
  'telnyx, maxRetries: 0': telnyx({ maxRetries: 0 }),
  '@trycourier/courier, maxRetries: 0': courier({ maxRetries: 0 }),
  '@getbrevo/brevo, maxRetries: 0': brevo({ maxRetries: 0 }),
  '@novu/api': () => novu.trigger({ workflowId: 'sale', to: { subscriberId: '1' }, payload: {} }),
};
for (const [name, send] of Object.entries(senders)) {
  const seen = [];
  // Novu, which goes on for an hour, is the last one, and five posts are enough to see.
  for (answer of name === '@novu/api' ? ['died'] : ['died', 500]) {
    posts = [];
    const five = new Promise((enough) => {
      const look = setInterval(() => posts.length >= 5 && enough(clearInterval(look)), 20);
    });
    await Promise.race([send().catch(() => {}), five]);
    const keys = new Set(posts.map(({ key }) => key));
    const count = posts.length >= 5 ? 'five or more' : posts.length;
    seen.push(`${answer}: ${count}${posts.length > 1 ? (keys.has(undefined) ? ', no key' : `, ${keys.size} key`) : ''}`);
  }
  console.log(`${name}: ${seen.join('; ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
@sendly/node: died: 4, no key; 500: 4, no key
telnyx: died: 3, no key; 500: 3, no key
@trycourier/courier: died: 3, no key; 500: 3, no key
@getbrevo/brevo: died: 1; 500: 3, no key
@knocklabs/node: died: 3, 1 key; 500: 3, 1 key
@azure/communication-sms: died: 4, 1 key; 500: 4, 1 key
twilio: died: 1; 500: 1
smsapi: died: 1; 500: 1
@sendly/node, maxRetries: 0: died: 1; 500: 1
telnyx, maxRetries: 0: died: 1; 500: 1
@trycourier/courier, maxRetries: 0: died: 1; 500: 1
@getbrevo/brevo, maxRetries: 0: died: 1; 500: 1
@novu/api: died: five or more, 1 key
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
