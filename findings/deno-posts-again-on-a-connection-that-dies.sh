#!/usr/bin/env bash
# Guess: when a kept connection dies after the whole second POST arrived, fetch fails, as its outcome is unknown: POST is not idempotent.
#
# Seen: Deno posts it again on a new connection and reports success, Bun tells of an error. With Deno.createHttpClient({ poolMaxIdlePerHost: 0 })
# there is no kept connection that could die.
#
# deno 2.9.6, bun 1.4.5.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund deno@2.9.6 bun@1.4.5

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Counts the POSTs that arrive whole, and answers the nth of a connection. */
async function arrived(answer, program, ...args) {
  const bodies = [];
  const server = createServer((socket) => {
    let text = '';
    let count = 0;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes;
      const head = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (head < 0 || text.length < head + 4 + length) return;
      bodies.push(text.slice(head + 4));
      text = '';
      const reply = answer(++count);
      if (reply === undefined) socket.destroy();
      else socket.write(reply);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const child = spawn(program, [...args, `http://127.0.0.1:${server.address().port}/`], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  for await (const bytes of child.stdout) said += bytes;
  server.close();
  return `arrived ${bodies.join(' ')}, program saw ${said.trim().replaceAll('\n', ' ')}`;
}

writeFileSync(
  'client.mjs',
  `const url = (globalThis.Deno?.args ?? process.argv.slice(2))[0];
for (const body of ['one', 'two']) {
  const response = await fetch(url, { method: 'POST', body }).catch((error) => ({ status: error.constructor.name, text() {} }));
  await response.text();
  console.log(response.status);
}`,
);
const first = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const dies = (count) => (count === 1 ? first : undefined);
console.log('deno', await arrived(dies, 'node_modules/.bin/deno', 'run', '--quiet', '--no-lock', '--allow-net', 'client.mjs'));
console.log('bun', await arrived(dies, 'node_modules/.bin/bun', 'client.mjs'));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
deno arrived one two two, program saw 200 200
bun arrived one two, program saw 200 TypeError
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
