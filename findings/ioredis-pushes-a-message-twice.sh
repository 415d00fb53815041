#!/usr/bin/env bash
# Guess: a command whose connection died after it had arrived rejects, since nobody knows whether it was carried out, as a query does in pg and
# a command in node-redis.
#
# Seen: ioredis connects anew, sends it once more and resolves: lpush puts the message into the outbox twice, and the caller hears of
# nothing. iovalkey, made from it, does so too. With { autoResendUnfulfilledCommands: false } ioredis 6.0.0 does not repeat it, but the
# promise is never settled, so that the sender stands still.
#
# ioredis 6.0.0 and 5.11.1, iovalkey 0.4.0, redis 6.3.1, against a server of a few lines that takes a push and hangs up once, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund ioredis@6.0.0 ioredis-5@npm:ioredis@5.11.1 iovalkey@0.4.0 redis@6.3.1

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:net';
import Ioredis from 'ioredis';
import Ioredis5 from 'ioredis-5';
import Iovalkey from 'iovalkey';
import { createClient } from 'redis';

let pushed = 0;
let hangUp = false;
const bulk = (text) => `$${text.length}\r\n${text}\r\n`;
const answers = {
  hello: `%2\r\n${bulk('server')}${bulk('redis')}${bulk('proto')}:3\r\n`,
  info: bulk('redis_version:7.0.0'),
  ping: '+PONG\r\n',
};
const server = createServer((socket) => {
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk;
    for (let whole = /^\*(\d+)\r\n/.exec(text); whole; whole = /^\*(\d+)\r\n/.exec(text)) {
      const parts = text.slice(whole[0].length).split('\r\n');
      const count = Number(whole[1]) * 2;
      if (parts.length <= count) return;
      text = parts.slice(count).join('\r\n');
      const command = parts[1].toLowerCase();
      if (command === 'lpush') {
        pushed++;
        if (hangUp) {
          hangUp = false;
          socket.destroy();
          return;
        }
        socket.write(':1\r\n');
      } else socket.write(answers[command] ?? '+OK\r\n');
    }
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const { port } = server.address();

const quiet = (client) => client.on('error', () => {});
const clients = {
  'ioredis 6': () => quiet(new Ioredis({ port, host: '127.0.0.1' })),
  'ioredis 5': () => quiet(new Ioredis5({ port, host: '127.0.0.1' })),
  iovalkey: () => quiet(new Iovalkey({ port, host: '127.0.0.1' })),
  'ioredis 6, no resending': () => quiet(new Ioredis({ port, host: '127.0.0.1', autoResendUnfulfilledCommands: false })),
  redis: () => quiet(createClient({ url: `redis://127.0.0.1:${port}` })),
};
for (const [name, make] of Object.entries(clients)) {
  const client = make();
  if (name === 'redis') await client.connect();
  await client.ping();
  pushed = 0;
  hangUp = true;
  let outcome = 'pending';
  const push = (client.lPush ?? client.lpush).call(client, 'outbox', 'message').then(
    () => {
      outcome = 'resolved';
    },
    () => {
      outcome = 'rejected';
    },
  );
  while (hangUp) await new Promise((later) => setTimeout(later, 10));
  // The next command is answered on the new connection, behind whatever is sent again there.
  await client.ping();
  await Promise.race([push, new Promise((later) => setTimeout(later, 1000))]);
  console.log(`${name}: ${outcome}, pushed ${pushed}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
ioredis 6: resolved, pushed 2
ioredis 5: resolved, pushed 2
iovalkey: resolved, pushed 2
ioredis 6, no resending: pending, pushed 1
redis: rejected, pushed 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
