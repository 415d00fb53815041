#!/usr/bin/env bash
# Guess: what a test of a ledger sees in ioredis-mock is what Redis does, or an error where the mock lacks something.
#
# Seen: a mark whose life is 0 or no number (an option of the environment that is not set) is stored and answered with OK, incr of what is no number is
# NaN, and a script that fails returns false: Redis 7.0.15 rejects each of them, so that the first message of the real run fails behind
# a green test. In multi().exec() the failed command has no error. 'expire … NX', which gives a cap its window once, starts the window anew each time.
#
# ioredis-mock 8.13.1, ioredis 5.11.1, and where there is a redis-server on the path (7.0.15), that too, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund ioredis-mock@8.13.1 ioredis@5.11.1

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import Redis from 'ioredis';
import Mock from 'ioredis-mock';

const ways = {
  'set, EX 0': (redis) => redis.set('a', 'sent', 'EX', 0, 'NX'),
  'set, EX undefined': (redis) => redis.set('b', 'sent', 'EX', Number(process.env.NOT_SET), 'NX'),
  'setex, 0': (redis) => redis.setex('c', 0, 'sent'),
  'incr of a text': async (redis) => {
    await redis.set('d', 'sent');
    return redis.incr('d');
  },
  'a script with incr of a text': (redis) => redis.eval("return redis.call('incr', 'd')", 0),
  'multi with incr of a text': async (redis) => {
    const [[error]] = await redis.multi().incr('d').set('e', '1').exec();
    if (error) throw error;
    return 'no error';
  },
  'expire, NX, where 100 seconds are set': async (redis) => {
    await redis.set('f', '1', 'EX', 100);
    await redis.expire('f', 50, 'NX');
    return `${await redis.ttl('f')} seconds left`;
  },
};
async function seen(redis) {
  const lines = [];
  for (const [name, way] of Object.entries(ways)) lines.push(`${name}: ${await way(redis).catch(() => 'rejects')}`);
  return lines;
}
const lines = await seen(new Mock());
console.log(lines.join('\n'));

// Redis itself, if it is here: what it does stands in this list.
const real = ['rejects', 'rejects', 'rejects', 'rejects', 'rejects', 'rejects', '100 seconds left'];
const path = resolve('redis.sock');
const server = spawn('redis-server', ['--port', '0', '--unixsocket', path, '--save', ''], { stdio: ['ignore', 'pipe', 'ignore'] });
const started = await new Promise((known) => {
  server.on('error', () => known(false));
  server.stdout.on('data', (text) => /ready to accept/i.test(text) && known(true));
});
if (started) {
  const redis = new Redis(path);
  for (const [i, line] of (await seen(redis)).entries()) if (!line.endsWith(real[i])) console.log(`Redis: ${line}`);
  redis.disconnect();
  server.kill();
  await once(server, 'exit');
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
set, EX 0: OK
set, EX undefined: OK
setex, 0: OK
incr of a text: NaN
a script with incr of a text: false
multi with incr of a text: no error
expire, NX, where 100 seconds are set: 50 seconds left
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
