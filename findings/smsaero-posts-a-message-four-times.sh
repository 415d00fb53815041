#!/usr/bin/env bash
# Guess: a message is posted once, and where the connection dies after the whole request arrived the caller is told: it may have been taken.
#
# Seen: smsaero has four names of its gate, to be tried in turn, and takes one of them for all four tries of a message. It posts four times
# where the connection died, on 429 and 500, on a 200 whose body was cut off on the way, and on a 200 that says the message was refused,
# with no key that would tell that the four are one. It also prints the whole answer, with the login, on stdout.
#
# smsaero 2.0.0 with axios 1.21.1 (which it needs and does not name), Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund smsaero@2.0.0 axios@1.21.1

cat > program.mjs <<'PROGRAM'
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

let answer;
let posts = 0;
const hosts = new Set();
const server = http.createServer((request, response) => {
  request.resume().on('end', () => {
    posts++;
    if (answer.status === undefined) request.socket.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
// What the SDK sends over https goes to the server of this program.
https.request = (options, callback) => {
  hosts.add(options.hostname);
  return http.request({ ...options, protocol: 'http:', host: '127.0.0.1', hostname: '127.0.0.1', port: server.address().port, agent: false }, callback);
};
syncBuiltinESMExports();

const { SmsAero } = await import('smsaero');
const print = console.log;
console.log = () => {};
const client = new SmsAero('shop@shop.by', 'key');
for (answer of [
  { name: 'connection died' },
  { name: '429', status: 429, body: '{}' },
  { name: '500', status: 500, body: '{}' },
  { name: '200, cut off', status: 200, body: '{"success":true,"da' },
  { name: '200, refused', status: 200, body: '{"result":"reject","reason":"no credits"}' },
  { name: '400', status: 400, body: '{}' },
]) {
  posts = 0;
  hosts.clear();
  const outcome = await client.send('375291111111', 'Hello').then(() => 'resolved', () => 'rejected');
  print(`${answer.name}: ${posts} posts to ${hosts.size} gate, ${outcome}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
connection died: 4 posts to 1 gate, rejected
429: 4 posts to 1 gate, rejected
500: 4 posts to 1 gate, rejected
200, cut off: 4 posts to 1 gate, rejected
200, refused: 4 posts to 1 gate, rejected
400: 1 posts to 1 gate, rejected
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
