#!/usr/bin/env bash
# Guess: an SDK that sends paid messages does not repeat a POST that may have been taken, or sends an idempotency key with it.
#
# Seen: with its defaults messages.send() posts three times where the connection dies after the whole request arrived, and on a 500,
# without any key. { maxRetries: 0 } turns it off.
#
# telnyx 7.24.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund telnyx@7.24.0

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import Telnyx from 'telnyx';

let posts = 0;
const keys = new Set();
let answer = 'die';
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    posts++;
    keys.add(request.headers['idempotency-key']);
    if (answer === 'die') request.socket.destroy();
    else response.writeHead(answer, { 'content-type': 'application/json' }).end('{"error":"no money"}');
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const baseUrl = `http://127.0.0.1:${server.address().port}`;
const client = new Telnyx({ apiKey: 'key', baseURL: baseUrl });
const send = () => client.messages.send({ from: '+12025550100', to: '+12025550101', text: 'Hello' });

for (answer of ['die', 500, 400]) {
  posts = 0;
  const outcome = await send().then((value) => `resolved with a ${value.constructor.name}`, (error) => `threw ${error.constructor.name}`);
  console.log(answer, posts, outcome);
}
console.log('with a key', [...keys].some((key) => key !== undefined));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
die 3 threw APIConnectionError
500 3 threw InternalServerError
400 1 threw BadRequestError
with a key false
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
