#!/usr/bin/env bash
# Guess: a client of an SMS gateway rejects, or hands an error to its callback, where the gateway answers 401, 402, 429 or 503, or not at all.
#
# Seen: labsmobile-sms resolves with undefined for each of these, also where the connection died, and prints the error; sms77-client (seven.io)
# and telesignsdk hand over the body of any status as the answer, node-smsc does for JSON that has no 'error' in it. A program that marks what
# resolved marks a whole list that was refused for want of money or for a wrong key. sms_ru calls nobody back where the connection died. The
# clients of SMSAPI and Netgsm reject each of them.
#
# labsmobile-sms 1.0.1, sms77-client 2.27.0, telesignsdk 3.0.4, node-smsc 0.2.3, sms_ru 0.0.1, smsapi 2.1.3, @netgsm/sms 1.1.11, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund labsmobile-sms@1.0.1 sms77-client@2.27.0 telesignsdk@3.0.4 node-smsc@0.2.3 sms_ru@0.0.1 smsapi@2.1.3 @netgsm/sms@1.1.11

cat > program.mjs <<'PROGRAM'
import http from 'node:http';
import https from 'node:https';
import { createRequire, syncBuiltinESMExports } from 'node:module';

let answer;
const server = http.createServer((request, response) => {
  request.resume().on('end', () => {
    if (answer === 'died') request.socket.destroy();
    else response.writeHead(answer, { 'content-type': 'application/json' }).end('{"message":"not sent"}');
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address();

// What the clients send, over http or https, goes to the server of this program.
const request = http.request;
const toHere = (...args) => {
  const callback = args.find((arg) => typeof arg === 'function');
  const url = typeof args[0] === 'string' || args[0] instanceof URL ? new URL(args[0]) : undefined;
  const options = { ...args.find((arg) => arg && typeof arg === 'object' && !(arg instanceof URL)) };
  if (url) options.path = url.pathname + url.search;
  const { method, path, headers } = options;
  return request({ method, path, headers, host: '127.0.0.1', port, agent: false }, callback);
};
const getHere = (...args) => toHere(...args).end();
Object.assign(https, { request: toHere, get: getHere });
Object.assign(http, { request: toHere, get: getHere });
syncBuiltinESMExports();
const realFetch = fetch;
globalThis.fetch = async (what, options) => {
  const sent = new Request(what, options);
  return realFetch(`http://127.0.0.1:${port}${new URL(sent.url).pathname}`, { method: sent.method, headers: sent.headers, body: await sent.text() });
};

const require = createRequire(import.meta.url);
const phone = '375291111111';
const LabsMobile = require('labsmobile-sms/src/LabsMobileClient');
const LabsMobileText = require('labsmobile-sms/src/LabsMobileModelTextMessage');
const Sms77 = require('sms77-client');
const TeleSign = require('telesignsdk');
const Netgsm = require('@netgsm/sms').default;
const { SMSAPI } = require('smsapi');
const SmsRu = require('sms_ru');

const labs = new LabsMobile('name', 'token');
const sms77 = new (Sms77.default ?? Sms77)('key');
const telesign = new TeleSign('customer', 'a2V5');
const smsc = require('node-smsc')({ login: 'login', password: 'password' });
const smsRu = new SmsRu('key');
const netgsm = new Netgsm({ username: 'name', password: 'password' });
const smsapi = new SMSAPI('token');
const senders = {
  'labsmobile-sms': () => labs.sendSms(new LabsMobileText([phone], 'Hello')),
  'sms77-client': () => sms77.sms({ to: phone, text: 'Hello', json: true }),
  telesignsdk: () => new Promise((taken, failed) => telesign.sms.message((error, body) => (error ? failed(error) : taken(body)), phone, 'Hello', 'MKT')),
  'node-smsc': () => smsc.send({ phones: phone, mes: 'Hello' }),
  sms_ru: () => new Promise((called) => smsRu.sms_send({ to: phone, text: 'Hello' }, called)),
  smsapi: () => smsapi.sms.sendSms(phone, 'Hello'),
  '@netgsm/sms': () => netgsm.sendRestSms({ msgheader: 'Shop', messages: [{ msg: 'Hello', no: phone }] }),
};
const print = console.log;
console.log = () => {};
for (const [name, send] of Object.entries(senders)) {
  const seen = [];
  for (answer of ['died', 401, 402, 429, 503]) {
    const never = new Promise((late) => setTimeout(late, 3000, 'never settles'));
    seen.push(`${answer} ${await Promise.race([(async () => send())().then(() => 'resolves', () => 'rejects'), never])}`);
  }
  print(`${name}: ${seen.join(', ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
labsmobile-sms: died resolves, 401 resolves, 402 resolves, 429 resolves, 503 resolves
sms77-client: died rejects, 401 resolves, 402 resolves, 429 resolves, 503 resolves
telesignsdk: died rejects, 401 resolves, 402 resolves, 429 resolves, 503 resolves
node-smsc: died rejects, 401 resolves, 402 resolves, 429 resolves, 503 resolves
sms_ru: died never settles, 401 resolves, 402 resolves, 429 resolves, 503 resolves
smsapi: died rejects, 401 rejects, 402 rejects, 429 rejects, 503 rejects
@netgsm/sms: died rejects, 401 rejects, 402 rejects, 429 rejects, 503 rejects
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
