#!/usr/bin/env bash
# Guess: a stream that a server of HTTP/2 refuses (RST_STREAM with REFUSED_STREAM, which says that it was not processed) is posted again once at most:
# a client should not automatically retry a failed automatic retry (RFC 9110, section 9.2.2).
#
# Seen: Bun posts the whole body six times before it tells its caller, Deno twice, the fetch of Node 26 and of undici 7 and 8 once. A server
# that refuses since it has too much to do gets six times as much from Bun, and a counter of requests in front of it counts six.
#
# Node 26.10.0, undici 7.30.2 and 8.13.1, bun 1.4.5 (with protocol: 'http2'), deno 2.9.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node26@npm:node@26.10.0 undici7@npm:undici@7.30.2 undici8@npm:undici@8.13.1 deno@2.9.6 bun@1.4.5
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca 2> /dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out leaf.csr -subj /CN=localhost 2> /dev/null
printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' > leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 2 -extfile leaf.ext 2> /dev/null

cat > by-fetch.mjs <<'PROGRAM'
const url = (globalThis.Deno?.args ?? process.argv.slice(2))[0];
const more = globalThis.Bun ? { protocol: 'http2' } : {};
const said = await fetch(url, { method: 'POST', body: 'pay', ...more }).then((response) => response.status, (error) => error.name);
console.log(said);
PROGRAM
cat > by-undici.mjs <<'PROGRAM'
const [url, name] = process.argv.slice(2);
const { Agent, fetch } = await import(name);
const dispatcher = new Agent({ allowH2: true });
const said = await fetch(url, { method: 'POST', body: 'pay', dispatcher }).then((response) => response.status, (error) => error.name);
console.log(said);
process.exit();
PROGRAM

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants, createSecureServer } from 'node:http2';

async function seen(command, ...args) {
  let whole = 0;
  const server = createSecureServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') });
  server.on('session', (session) => session.on('error', () => {})).on('stream', async (stream) => {
    stream.on('error', () => {});
    let body = '';
    for await (const bytes of stream) body += bytes;
    if (body === 'pay') whole++;
    stream.close(constants.NGHTTP2_REFUSED_STREAM);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `https://localhost:${server.address().port}/`;
  const all = args.map((each) => (each === 'URL' ? url : each));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: 'ca.pem', DENO_CERT: 'ca.pem' };
  const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'ignore'], env });
  let said = '';
  for await (const bytes of child.stdout) said += bytes;
  server.close();
  return `${whole} arrived whole, then ${said.trim()}`;
}

const node26 = 'node_modules/node26/bin/node';
console.log('Node 26:', await seen(node26, 'by-fetch.mjs', 'URL'));
console.log('undici 7:', await seen(node26, 'by-undici.mjs', 'URL', 'undici7'));
console.log('undici 8:', await seen(node26, 'by-undici.mjs', 'URL', 'undici8'));
console.log('Deno:', await seen('node_modules/.bin/deno', 'run', '--quiet', '--no-lock', '--allow-net', 'by-fetch.mjs', 'URL'));
console.log('Bun:', await seen('node_modules/.bin/bun', 'by-fetch.mjs', 'URL'));
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
Node 26: 1 arrived whole, then TypeError
undici 7: 1 arrived whole, then TypeError
undici 8: 1 arrived whole, then TypeError
Deno: 2 arrived whole, then TypeError
Bun: 6 arrived whole, then TypeError
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
