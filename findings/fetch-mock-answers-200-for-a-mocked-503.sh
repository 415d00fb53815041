#!/usr/bin/env bash
# Guess: .post(url, { status: 503, … }) answers with 503, as { status: 503 } and { status: 503, body } do.
#
# Seen: one more key that is no option, such as message, and the object is taken for a body: the answer is 200 with the 503 in its
# text. A test of what happens on a failure sees a success, and one that the message is not posted twice passes.
#
# fetch-mock 12.6.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund fetch-mock@12.6.0

cat > program.mjs <<'PROGRAM'
import fetchMock from 'fetch-mock';

const url = 'https://api.example.com/messages';
for (const answer of [{ status: 503 }, { status: 503, body: { message: 'busy' } }, { status: 503, message: 'busy' }]) {
  fetchMock.mockGlobal().post(url, answer);
  const response = await fetch(url, { method: 'POST', body: '{}' });
  console.log(JSON.stringify(answer), '->', response.status, await response.text());
  fetchMock.hardReset();
}
PROGRAM

cat > expected.txt <<'EXPECTED'
{"status":503} -> 503 
{"status":503,"body":{"message":"busy"}} -> 503 {"message":"busy"}
{"status":503,"message":"busy"} -> 200 {"status":503,"message":"busy"}
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
