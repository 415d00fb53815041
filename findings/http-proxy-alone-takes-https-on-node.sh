#!/usr/bin/env bash
# Guess: HTTP_PROXY is for http: and HTTPS_PROXY for https:, as curl, Python and Go have it; a program that is given HTTP_PROXY alone posts to an https: URL
# without a proxy.
#
# Seen: Node (with NODE_USE_ENV_PROXY=1) and undici's EnvHttpProxyAgent send https through HTTP_PROXY where HTTPS_PROXY is not set; Bun and Deno
# do not. One setting of a machine is a tunnel for one program and none for the next, and a proxy that forbids CONNECT stops Node alone.
#
# Node 24.21.0 and 26.10.0, undici 6.29.1 and 8.13.1, bun 1.4.5, deno 2.9.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node24@npm:node@24.21.0 node26@npm:node@26.10.0 undici6@npm:undici@6.29.1 undici8@npm:undici@8.13.1 deno@2.9.6 bun@1.4.5

cat > by-fetch.mjs <<'PROGRAM'
const url = (globalThis.Deno?.args ?? process.argv.slice(2))[0];
await fetch(url, { method: 'POST', body: 'pay' }).catch(() => {});
process.exit();
PROGRAM
cat > by-undici.mjs <<'PROGRAM'
const [url, name] = process.argv.slice(2);
const { EnvHttpProxyAgent, fetch } = await import(name);
await fetch(url, { method: 'POST', body: 'pay', dispatcher: new EnvHttpProxyAgent() }).catch(() => {});
process.exit();
PROGRAM

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** Runs a program where HTTP_PROXY alone is set, and tells who heard of its https: URL first. */
async function seen(command, ...args) {
  let heard;
  const listen = (handle) =>
    new Promise((listening) => {
      const server = createServer(handle).listen(0, '127.0.0.1', () => listening(server));
    });
  const proxy = await listen((socket) => {
    socket.on('error', () => {}).once('data', (bytes) => {
      heard ??= `the proxy, ${bytes.toString().split(' ')[0]}`;
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    });
  });
  const origin = await listen((socket) => {
    socket.on('error', () => {}).once('data', () => {
      heard ??= 'the server itself';
      socket.destroy();
    });
  });
  const url = `https://127.0.0.1:${origin.address().port}/`;
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_USE_ENV_PROXY: '1' };
  env.HTTP_PROXY = env.http_proxy = `http://127.0.0.1:${proxy.address().port}`;
  const child = spawn(command, args.map((each) => (each === 'URL' ? url : each)), { stdio: 'ignore', env });
  await new Promise((ended) => child.on('close', ended));
  proxy.close();
  origin.close();
  return heard;
}

const node = (version) => `node_modules/node${version}/bin/node`;
for (const version of [24, 26]) console.log(`Node ${version}: ${await seen(node(version), 'by-fetch.mjs', 'URL')}`);
for (const name of ['undici6', 'undici8']) console.log(`${name}: ${await seen(node(24), 'by-undici.mjs', 'URL', name)}`);
console.log(`Bun: ${await seen('node_modules/.bin/bun', 'by-fetch.mjs', 'URL')}`);
console.log(`Deno: ${await seen('node_modules/.bin/deno', 'run', '--quiet', '--no-lock', '-A', 'by-fetch.mjs', 'URL')}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
Node 24: the proxy, CONNECT
Node 26: the proxy, CONNECT
undici6: the proxy, CONNECT
undici8: the proxy, CONNECT
Bun: the server itself
Deno: the server itself
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
