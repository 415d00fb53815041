#!/usr/bin/env bash
# Guess: bail(error) is the last word: the function is not called again, as with AbortError of p-retry.
#
# Seen: async-retry rejects at once, and if the function throws as well, as one does with the error one has just shown to bail, it is
# called again behind the caller's back: a refused message is posted twice more after the program was told that it is over.
#
# async-retry 1.3.3, p-retry 7.1.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund async-retry@1.3.3 p-retry@7.1.1

cat > program.mjs <<'PROGRAM'
import asyncRetry from 'async-retry';
import pRetry, { AbortError } from 'p-retry';

const options = { retries: 2, minTimeout: 20, maxTimeout: 20 };
const refused = new Error('402: no money');
const posts = { 'async-retry': 0, 'p-retry': 0 };
const outcomes = {
  'async-retry': await asyncRetry((bail) => {
    posts['async-retry']++;
    bail(refused);
    throw refused;
  }, options).catch(({ message }) => message),
  'p-retry': await pRetry(() => {
    posts['p-retry']++;
    throw new AbortError(refused);
  }, options).catch(({ message }) => message),
};
await new Promise((later) => setTimeout(later, 1500));
for (const name of Object.keys(posts)) console.log(`${name}: told ${outcomes[name]}; posts ${posts[name]}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
async-retry: told 402: no money; posts 3
p-retry: told 402: no money; posts 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
