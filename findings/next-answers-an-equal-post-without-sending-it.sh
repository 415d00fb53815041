#!/usr/bin/env bash
# Guess: Next's cache of `fetch` keeps answers of GET, and a POST goes out each time, since it does something.
#
# Seen: under `fetchCache = 'auto'`, which is said to be the default, `'default-cache'` or `'force-cache'` in a route, or in a layout above it, a POST with the same address, headers and body is
# answered out of the cache, also from another route: the caller gets the first one's receipt, and nothing is sent. (An order, a payment, a message
# that is repeated on purpose looks accepted. `cache: 'no-store'` on the call, or a header of its own, sends it.)
#
# next 16.4.6, react 19.3.1, built and started, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund next@16.4.6 react@19.3.1 react-dom@19.3.1
export NEXT_TELEMETRY_DISABLED=1
mkdir app
echo 'export default ({ children }) => <html><body>{children}</body></html>;' > app/layout.js
echo 'export default () => <p>Orders</p>;' > app/page.js
for setting in none auto default-cache force-cache; do
  mkdir -p "app/$setting"
  cat > "app/$setting/route.js" <<PROGRAM
$([ $setting = none ] || echo "export const fetchCache = '$setting';")
export async function POST() {
  const answer = await fetch(process.env.ORDERS, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'one of $setting' });
  return new Response(await answer.text());
}
PROGRAM
done
node node_modules/next/dist/bin/next build > build.log 2>&1 || { cat build.log; exit 1; }

cat > drive.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

let arrived = 0;
const orders = createServer((request, response) => {
  request.resume().on('end', () => response.end(`receipt ${++arrived}`));
}).listen(0, '127.0.0.1');
await new Promise((listening) => orders.once('listening', listening));
const next = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', '0', '-H', '127.0.0.1'], {
  env: { ...process.env, ORDERS: `http://127.0.0.1:${orders.address().port}/` },
  stdio: ['ignore', 'pipe', 'ignore'],
});
let printed = '';
const url = await new Promise((resolve, reject) => {
  next.on('close', () => reject(new Error(printed)));
  next.stdout.on('data', (text) => {
    printed += text;
    const [, found] = /(http:\/\/127\.0\.0\.1:\d+)[\s\S]*Ready/.exec(printed) ?? [];
    if (found) resolve(found);
  });
});
for (const setting of ['none', 'auto', 'default-cache', 'force-cache']) {
  const before = arrived;
  const receipts = [];
  for (let time = 0; time < 3; time++) receipts.push(await (await fetch(`${url}/${setting}`, { method: 'POST' })).text());
  console.log(`${setting}: ${arrived - before} of 3 arrived, ${new Set(receipts).size} receipts`);
}
next.kill();
orders.close();
PROGRAM
seen=$(node drive.mjs)
echo "$seen"
[ "$seen" = 'none: 3 of 3 arrived, 3 receipts
auto: 1 of 3 arrived, 1 receipts
default-cache: 1 of 3 arrived, 1 receipts
force-cache: 1 of 3 arrived, 1 receipts' ] || { echo 'This has changed.'; exit 1; }
echo 'As found.'
