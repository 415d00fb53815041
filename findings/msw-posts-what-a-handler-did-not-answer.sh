#!/usr/bin/env bash
# Guess: with onUnhandledRequest: 'error' nothing leaves the test: a request that no handler answers is an error.
#
# Seen: a request whose handler ran but returned nothing, such as one that forgot its return, goes out to the real server, without an
# error or a warning. Only a request that matches no handler is stopped.
#
# msw 2.15.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund msw@2.15.0

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';

let posts = 0;
const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    posts++;
    response.end('taken by the real server');
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const url = `http://127.0.0.1:${server.address().port}/messages`;
for (const [name, handlers] of Object.entries({
  'no handler': [],
  'answered': [http.post(url, () => HttpResponse.text('mocked'))],
  'return forgotten': [
    http.post(url, () => {
      HttpResponse.text('mocked');
    }),
  ],
})) {
  posts = 0;
  const mock = setupServer(...handlers);
  mock.listen({ onUnhandledRequest: 'error' });
  const outcome = await fetch(url, { method: 'POST', body: '{}' }).then(
    (response) => response.text(),
    () => 'stopped',
  );
  mock.close();
  console.log(`${name}: ${outcome}, ${posts} posted`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
no handler: stopped, 0 posted
answered: mocked, 0 posted
return forgotten: taken by the real server, 1 posted
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
