#!/usr/bin/env bash
# Guess: a client of HTTP that nobody asked for retries posts a message once. Where the connection dies after the whole request arrived, the
# caller hears of it and decides.
#
# Seen: urllib, the client of Egg and cnpm, posts a second time by itself and then tells of one failure: a customer gets the message twice
# though the program tried once. The option that turns it off is { socketErrorRetry: 0 }; the one called retry, 0 by default, is another.
# needle, phin, simple-get, bent and those of GitHub's and Microsoft's tools post once.
#
# urllib 4.9.2, needle 3.5.0, phin 4.0.0, simple-get 4.0.1, bent 7.3.12, @actions/http-client 4.0.1, typed-rest-client 3.1.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund urllib@4.9.2 needle@3.5.0 phin@4.0.0 simple-get@4.0.1 bent@7.3.12 @actions/http-client@4.0.1 typed-rest-client@3.1.2

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import { HttpClient } from '@actions/http-client';
import bent from 'bent';
import needle from 'needle';
import phin from 'phin';
import simple from 'simple-get';
import rest from 'typed-rest-client/RestClient.js';
import { request } from 'urllib';

let posts = 0;
const server = createServer((incoming) => {
  incoming.resume().on('end', () => {
    posts++;
    incoming.socket.destroy();
  });
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const url = `http://127.0.0.1:${server.address().port}/`;
const message = { text: 'Hello' };

const clients = {
  urllib: () => request(url, { method: 'POST', data: message }),
  'urllib, retry: 0': () => request(url, { method: 'POST', data: message, retry: 0 }),
  'urllib, socketErrorRetry: 0': () => request(url, { method: 'POST', data: message, socketErrorRetry: 0 }),
  needle: () => needle('post', url, message),
  phin: () => phin({ url, method: 'POST', data: message }),
  'simple-get': () =>
    new Promise((read, failed) => {
      simple.concat({ url, method: 'POST', body: 'Hello' }, (error, response) => (error ? failed(error) : read(response)));
    }),
  bent: () => bent('POST')(url, message),
  '@actions/http-client': () => new HttpClient('sender').post(url, 'Hello'),
  'typed-rest-client': () => new rest.RestClient('sender').create(url, message),
};
for (const [name, post] of Object.entries(clients)) {
  posts = 0;
  const outcome = await post().then(
    () => 'resolved',
    () => 'rejected',
  );
  console.log(`${name}: ${outcome}, posted ${posts}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
urllib: rejected, posted 2
urllib, retry: 0: rejected, posted 2
urllib, socketErrorRetry: 0: rejected, posted 1
needle: rejected, posted 1
phin: rejected, posted 1
simple-get: rejected, posted 1
bent: rejected, posted 1
@actions/http-client: rejected, posted 1
typed-rest-client: rejected, posted 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
