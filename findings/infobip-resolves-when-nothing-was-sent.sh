#!/usr/bin/env bash
# Guess: await channels.sms.send(…) throws where the message was refused, or the connection died.
#
# Seen: it resolves, with an AxiosError as the value. A program that marks a message as sent after the await marks all of them.
#
# @infobip-api/sdk 0.3.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @infobip-api/sdk@0.3.2

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import { AuthType, Infobip } from '@infobip-api/sdk';

let posts = 0;
let answer = 'die';
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    posts++;
    if (answer === 'die') request.socket.destroy();
    else response.writeHead(answer, { 'content-type': 'application/json' }).end('{"error":"no money"}');
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const baseUrl = `http://127.0.0.1:${server.address().port}`;
const client = new Infobip({ baseUrl, apiKey: 'key', authType: AuthType.ApiKey });
const send = () => client.channels.sms.send({ messages: [{ destinations: [{ to: '12025550101' }], from: 'Shop', text: 'Hello' }] });

for (answer of ['die', 500, 400]) {
  posts = 0;
  const outcome = await send().then((value) => `resolved with a ${value.constructor.name}`, (error) => `threw ${error.constructor.name}`);
  console.log(answer, posts, outcome);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
die 1 resolved with a AxiosError
500 1 resolved with a AxiosError
400 1 resolved with a AxiosError
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
