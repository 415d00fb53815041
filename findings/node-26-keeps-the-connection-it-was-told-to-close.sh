#!/usr/bin/env bash
# Guess: `fetch(url, { headers: { connection: 'close' } })` has a connection of its own for each request, as Node's documentation and years of advice on
# ECONNRESET have it, and an update of Node does not change that.
#
# Seen: from Node 26 on fetch speaks HTTP/2 to a server that offers it, where the header is dropped without a word: five POSTs that ask for five
# connections share one, and with it whatever happens to that one. In Node 24 they have five. Deno drops it, too; Bun does not, as its fetch speaks HTTP/1.1.
#
# Node 22.23.3, 24.21.0, 26.0.0 and 26.10.0, bun 1.4.5, deno 2.9.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node22@npm:node@22.23.3 node24@npm:node@24.21.0 node260@npm:node@26.0.0 node2610@npm:node@26.10.0 deno@2.9.6 bun@1.4.5
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca 2> /dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out leaf.csr -subj /CN=localhost 2> /dev/null
printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' > leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 2 -extfile leaf.ext 2> /dev/null

cat > client.mjs <<'PROGRAM'
const url = (globalThis.Deno?.args ?? process.argv.slice(2))[0];
for (let time = 0; time < 5; time++) {
  const response = await fetch(url, { method: 'POST', body: 'pay', headers: { connection: 'close' } });
  await response.text();
}
process.exit();
PROGRAM

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';

async function seen(command, ...args) {
  let connections = 0;
  const versions = new Set();
  const server = createSecureServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem'), allowHTTP1: true }, (request, response) => {
    versions.add(request.httpVersion);
    request.resume().on('end', () => response.end('paid'));
  });
  server.on('secureConnection', () => connections++);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: 'ca.pem', DENO_CERT: 'ca.pem' };
  const child = spawn(command, [...args, `https://localhost:${server.address().port}/`], { stdio: 'ignore', env });
  await new Promise((ended) => child.on('close', ended));
  server.close();
  return `HTTP/${[...versions]}, connections of 5 POSTs: ${connections}`;
}

for (const [name, folder] of [['22', 22], ['24', 24], ['26.0', 260], ['26.10', 2610]])
  console.log(`Node ${name}: ${await seen(`node_modules/node${folder}/bin/node`, 'client.mjs')}`);
console.log(`Bun: ${await seen('node_modules/.bin/bun', 'client.mjs')}`);
console.log(`Deno: ${await seen('node_modules/.bin/deno', 'run', '--quiet', '--no-lock', '--allow-net', 'client.mjs')}`);
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
Node 22: HTTP/1.1, connections of 5 POSTs: 5
Node 24: HTTP/1.1, connections of 5 POSTs: 5
Node 26.0: HTTP/2.0, connections of 5 POSTs: 1
Node 26.10: HTTP/2.0, connections of 5 POSTs: 1
Bun: HTTP/1.1, connections of 5 POSTs: 5
Deno: HTTP/2.0, connections of 5 POSTs: 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
