#!/usr/bin/env bash
# Guess: a server that goes away in good order (GOAWAY with NO_ERROR, whose last stream is ours, as nginx does at a reload and after so many requests)
# still answers our request, and the client waits for it: RFC 9113, section 6.8.
#
# Seen: undici 6 and 7 with allowH2, and the fetch of Node 26.0, drop the request as soon as the GOAWAY comes: a POST that arrived whole, was processed and is
# answered with 200 ends as "fetch failed". The answer is read by undici 8.13, Node 26.10, Deno and Bun. So an update of Node within 26 mends it, and
# the newest undici 7 does not have it.
#
# Node 26.0.0 and 26.10.0, undici 6.29.1, 7.30.2 and 8.13.1, bun 1.4.5 (with protocol: 'http2'), deno 2.9.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node260@npm:node@26.0.0 node2610@npm:node@26.10.0 undici6@npm:undici@6.29.1 undici7@npm:undici@7.30.2 undici8@npm:undici@8.13.1 deno@2.9.6 bun@1.4.5
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca 2> /dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out leaf.csr -subj /CN=localhost 2> /dev/null
printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' > leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 2 -extfile leaf.ext 2> /dev/null

cat > by-fetch.mjs <<'PROGRAM'
const url = (globalThis.Deno?.args ?? process.argv.slice(2))[0];
const more = globalThis.Bun ? { protocol: 'http2' } : {};
const said = await fetch(url, { method: 'POST', body: 'pay', ...more }).then(
  async (response) => `${response.status} ${await response.text()}`,
  (error) => error.message,
);
console.log(said);
process.exit();
PROGRAM
cat > by-undici.mjs <<'PROGRAM'
const [url, name] = process.argv.slice(2);
const { Agent, fetch } = await import(name);
const said = await fetch(url, { method: 'POST', body: 'pay', dispatcher: new Agent({ allowH2: true }) }).then(
  async (response) => `${response.status} ${await response.text()}`,
  (error) => error.message,
);
console.log(said);
process.exit();
PROGRAM

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants, createSecureServer } from 'node:http2';

async function seen(command, ...args) {
  let processed = 0;
  const server = createSecureServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') });
  server.on('session', (session) => session.on('error', () => {})).on('stream', async (stream) => {
    stream.on('error', () => {});
    let body = '';
    for await (const bytes of stream) body += bytes;
    if (body === 'pay') processed++;
    // It goes away, with this stream as the last one, and answers it a little later.
    stream.session.goaway(constants.NGHTTP2_NO_ERROR, stream.id);
    setTimeout(() => {
      if (stream.destroyed) return;
      stream.respond({ ':status': 200 });
      stream.end('paid');
    }, 50);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `https://localhost:${server.address().port}/`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: 'ca.pem', DENO_CERT: 'ca.pem' };
  const child = spawn(command, args.map((each) => (each === 'URL' ? url : each)), { stdio: ['ignore', 'pipe', 'ignore'], env });
  let said = '';
  for await (const bytes of child.stdout) said += bytes;
  server.close();
  return `${processed} processed, ${said.trim()}`;
}

const node = (version) => `node_modules/node${version}/bin/node`;
for (const name of ['undici6', 'undici7', 'undici8']) console.log(`${name}: ${await seen(node(2610), 'by-undici.mjs', 'URL', name)}`);
console.log(`Node 26.0: ${await seen(node(260), 'by-fetch.mjs', 'URL')}`);
console.log(`Node 26.10: ${await seen(node(2610), 'by-fetch.mjs', 'URL')}`);
console.log(`Bun: ${await seen('node_modules/.bin/bun', 'by-fetch.mjs', 'URL')}`);
console.log(`Deno: ${await seen('node_modules/.bin/deno', 'run', '--quiet', '--no-lock', '--allow-net', 'by-fetch.mjs', 'URL')}`);
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
undici6: 1 processed, fetch failed
undici7: 1 processed, fetch failed
undici8: 1 processed, 200 paid
Node 26.0: 1 processed, fetch failed
Node 26.10: 1 processed, 200 paid
Bun: 1 processed, 200 paid
Deno: 1 processed, 200 paid
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
