#!/usr/bin/env bash
# Guess: an SDK of a gateway for messages rejects what is no answer of its gateway: a page of HTML or nothing at all with status 200, as a
# proxy on the way gives, or a 503 of a load balancer.
#
# Seen: plivo, both of Vonage and @aws-sdk/client-sns resolve on both kinds of 200, without an id of the message, so that a program which marks
# as sent what resolved marks all of them. messagebird takes a 503 in JSON for success unless it has a list 'errors' in it; viber-bot never
# settles on an empty 200. nexmo, the SDK before Vonage's, rejects all three.
#
# plivo 4.79.0, @vonage/messages 1.24.0, @vonage/sms 1.21.0, @aws-sdk/client-sns 3.1169.0, messagebird 4.0.1,
# viber-bot 1.0.18, nexmo 2.9.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund plivo@4.79.0 @vonage/messages@1.24.0 @vonage/sms@1.21.0 @aws-sdk/client-sns@3.1169.0 messagebird@4.0.1 viber-bot@1.0.18 nexmo@2.9.1

cat > program.mjs <<'PROGRAM'
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

let answer;
const server = http.createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(answer.status, answer.type && { 'content-type': answer.type }).end(answer.body));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const here = `http://127.0.0.1:${server.address().port}`;

// Everything the SDKs send over https goes to the server of this program.
const toHere = (...args) => {
  const callback = args.find((arg) => typeof arg === 'function');
  const url = typeof args[0] === 'string' || args[0] instanceof URL ? new URL(args[0]) : undefined;
  const options = { ...args.find((arg) => arg?.constructor === Object || (arg && typeof arg === 'object' && !(arg instanceof URL))) };
  if (url) options.path = url.pathname + url.search;
  return http.request({ ...options, protocol: 'http:', host: '127.0.0.1', hostname: '127.0.0.1', port: server.address().port, agent: false }, callback);
};
https.request = toHere;
syncBuiltinESMExports();

const { default: plivo } = await import('plivo');
const { Messages } = await import('@vonage/messages');
const { SMS } = await import('@vonage/sms');
const { SNSClient, PublishCommand } = await import('@aws-sdk/client-sns');
const { default: messagebird } = await import('messagebird');
const { default: viber } = await import('viber-bot');
const { default: Nexmo } = await import('nexmo');

const called = (call) => new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
const phone = '375291111111';
const plivoClient = new plivo.Client('MAXXXXXXXXXXXXXXXXXX', 'token');
const vonage = [{ apiKey: 'key', apiSecret: 'secret' }, { apiHost: here, restHost: here }];
const messages = new Messages(...vonage);
const sms = new SMS(...vonage);
const sns = new SNSClient({ region: 'eu-central-1', endpoint: here, maxAttempts: 1, credentials: { accessKeyId: 'id', secretAccessKey: 'key' } });
const bird = messagebird.initClient('key');
const bot = new viber.Bot({ authToken: 'token', name: 'Shop', avatar: 'https://shop.by/a.png' });
const nexmo = new Nexmo({ apiKey: 'key', apiSecret: 'secret' });
const senders = {
  plivo: () => plivoClient.messages.create({ src: 'Shop', dst: phone, text: 'Hello' }),
  '@vonage/messages': () => messages.send({ channel: 'viber_service', message_type: 'text', from: '1', to: phone, text: 'Hello' }),
  '@vonage/sms': () => sms.send({ from: 'Shop', to: phone, text: 'Hello' }),
  '@aws-sdk/client-sns': () => sns.send(new PublishCommand({ PhoneNumber: `+${phone}`, Message: 'Hello' })),
  messagebird: () => called((done) => bird.messages.create({ originator: 'Shop', recipients: [phone], body: 'Hello' }, done)),
  'viber-bot': () => bot.sendMessage({ id: 'user' }, new viber.Message.Text('Hello')),
  nexmo: () => called((done) => nexmo.message.sendSms('Shop', phone, 'Hello', {}, done)),
};
const answers = [
  { status: 200, type: 'text/html', body: '<html>Sign in</html>' },
  { status: 200, body: '' },
  { status: 503, type: 'application/json', body: '{"message":"no upstream"}' },
];
for (answer of answers) {
  console.log(answer.status, answer.body || 'nothing');
  for (const [name, send] of Object.entries(senders)) {
    const never = new Promise((resolve) => setTimeout(resolve, 5000, 'never settles'));
    console.log(`  ${name}:`, await Promise.race([Promise.resolve().then(send).then(() => 'resolves', () => 'rejects'), never]));
  }
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
200 <html>Sign in</html>
  plivo: resolves
  @vonage/messages: resolves
  @vonage/sms: resolves
  @aws-sdk/client-sns: resolves
  messagebird: rejects
  viber-bot: rejects
  nexmo: rejects
200 nothing
  plivo: resolves
  @vonage/messages: resolves
  @vonage/sms: resolves
  @aws-sdk/client-sns: resolves
  messagebird: rejects
  viber-bot: never settles
  nexmo: rejects
503 {"message":"no upstream"}
  plivo: rejects
  @vonage/messages: rejects
  @vonage/sms: rejects
  @aws-sdk/client-sns: rejects
  messagebird: resolves
  viber-bot: rejects
  nexmo: rejects
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
