#!/usr/bin/env bash
# Guess: fetch hands a 421 and a 407 of the server to the caller, as any other status, after one request.
#
# Seen: on 421 Node posts the same body once more, by itself, and hands the second 421 over; a 407 becomes a TypeError, so that a plain refusal
# looks like a lost connection. Bun and Deno do neither. (The Fetch standard has both rules; workers on several runtimes see two outcomes for one answer.)
#
# Node 20.20.2, 22.23.3, 24.21.0 and 26.10.0, bun 1.4.5, deno 2.9.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node20@npm:node@20.20.2 node22@npm:node@22.23.3 node24@npm:node@24.21.0 node26@npm:node@26.10.0 deno@2.9.6 bun@1.4.5

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
for (const body of ['one']) {
  const response = await fetch(url, { method: 'POST', body }).catch((error) => ({ status: error.constructor.name, text() {} }));
  await response.text();
  console.log(response.status);
}`,
);
const refused = (status) => () => `HTTP/1.1 ${status} Refused\r\ncontent-length: 2\r\n\r\nno`;
for (const status of [421, 407]) {
  for (const version of [20, 22, 24, 26]) {
    console.log(status, `node ${version}`, await arrived(refused(status), `node_modules/node${version}/bin/node`, 'client.mjs'));
  }
  console.log(status, 'bun', await arrived(refused(status), 'node_modules/.bin/bun', 'client.mjs'));
  console.log(status, 'deno', await arrived(refused(status), 'node_modules/.bin/deno', 'run', '--quiet', '--no-lock', '--allow-net', 'client.mjs'));
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
421 node 20 arrived one one, program saw 421
421 node 22 arrived one one, program saw 421
421 node 24 arrived one one, program saw 421
421 node 26 arrived one one, program saw 421
421 bun arrived one, program saw 421
421 deno arrived one, program saw 421
407 node 20 arrived one, program saw TypeError
407 node 22 arrived one, program saw TypeError
407 node 24 arrived one, program saw TypeError
407 node 26 arrived one, program saw TypeError
407 bun arrived one, program saw 407
407 deno arrived one, program saw 407
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
