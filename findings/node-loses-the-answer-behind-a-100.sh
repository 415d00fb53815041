#!/usr/bin/env bash
# Guess: a server may send "100 Continue" before its answer, asked or not, and every client reads on: RFC 9110, section 15.2, says that a client
# must be able to take interim answers that it does not expect. The POST has arrived, and its 200 is read.
#
# Seen: Node's fetch, and undici's, take the 100 for the end: TypeError, cause "bad response" (UND_ERR_SOCKET), and the 200 behind it is lost, though the
# server did the work. Sending that POST again does it twice. A 103 is read over. node:http, axios, Bun and Deno read both.
#
# Node 20.20.2, 22.23.3, 24.21.0 and 26.10.0, axios 1.13.2, bun 1.4.5, deno 2.9.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node20@npm:node@20.20.2 node22@npm:node@22.23.3 node24@npm:node@24.21.0 node26@npm:node@26.10.0 axios@1.13.2 deno@2.9.6 bun@1.4.5

cat > by-fetch.mjs <<'PROGRAM'
const url = (globalThis.Deno?.args ?? process.argv.slice(2))[0];
const said = await fetch(url, { method: 'POST', body: 'pay' }).then(
  async (response) => `${response.status} ${await response.text()}`,
  (error) => `${error.name}: ${error.cause?.message} (${error.cause?.code})`,
);
console.log(said);
PROGRAM
cat > by-axios.mjs <<'PROGRAM'
import axios from 'axios';
const { status, data } = await axios.post(process.argv[2], 'pay');
console.log(status, data);
PROGRAM

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** What a program says of a server that sends an interim answer before its 200, and how many POSTs arrived. */
async function seen(interim, command, ...args) {
  let arrived = 0;
  const server = createServer((socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes;
      if (!text.endsWith('\r\n\r\npay')) return;
      arrived++;
      socket.end(`HTTP/1.1 ${interim}\r\n\r\nHTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 4\r\n\r\npaid`);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const child = spawn(command, [...args, `http://127.0.0.1:${server.address().port}/`], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  for await (const bytes of child.stdout) said += bytes;
  server.close();
  return `${arrived} arrived, ${said.trim()}`;
}

const bin = (name) => `node_modules/.bin/${name}`;
for (const interim of ['100 Continue', '103 Early Hints']) {
  for (const version of [20, 22, 24, 26])
    console.log(`${interim}, fetch of Node ${version}: ${await seen(interim, `node_modules/node${version}/bin/node`, 'by-fetch.mjs')}`);
  console.log(`${interim}, axios: ${await seen(interim, 'node', 'by-axios.mjs')}`);
  console.log(`${interim}, Bun: ${await seen(interim, bin('bun'), 'by-fetch.mjs')}`);
  console.log(`${interim}, Deno: ${await seen(interim, bin('deno'), 'run', '--quiet', '--no-lock', '--allow-net', 'by-fetch.mjs')}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
100 Continue, fetch of Node 20: 1 arrived, TypeError: bad response (UND_ERR_SOCKET)
100 Continue, fetch of Node 22: 1 arrived, TypeError: bad response (UND_ERR_SOCKET)
100 Continue, fetch of Node 24: 1 arrived, TypeError: bad response (UND_ERR_SOCKET)
100 Continue, fetch of Node 26: 1 arrived, TypeError: bad response (UND_ERR_SOCKET)
100 Continue, axios: 1 arrived, 200 paid
100 Continue, Bun: 1 arrived, 200 paid
100 Continue, Deno: 1 arrived, 200 paid
103 Early Hints, fetch of Node 20: 1 arrived, 200 paid
103 Early Hints, fetch of Node 22: 1 arrived, 200 paid
103 Early Hints, fetch of Node 24: 1 arrived, 200 paid
103 Early Hints, fetch of Node 26: 1 arrived, 200 paid
103 Early Hints, axios: 1 arrived, 200 paid
103 Early Hints, Bun: 1 arrived, 200 paid
103 Early Hints, Deno: 1 arrived, 200 paid
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
