#!/usr/bin/env bash
# Guess: a form body with a recipient per 'to=' comes back as a list of all of them, however many.
#
# Seen: past 20 recipients qs, which Express uses, gives an object with the keys 0, 1, 2 instead of an array, so that a loop over the
# list fails only for long ones; past 1,000 it drops the rest without an error. What qs itself wrote changes its kind in the same way.
#
# qs 6.17.1, query-string 9.5.1, fast-querystring 1.1.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund qs@6.17.1 query-string@9.5.1 fast-querystring@1.1.2

cat > program.mjs <<'PROGRAM'
import fast from 'fast-querystring';
import qs from 'qs';
import queryString from 'query-string';

const recipients = (count) => Array.from({ length: count }, (_, index) => String(375290000000 + index));
const shown = (to) => `${Array.isArray(to) ? 'array' : 'object'} of ${Object.keys(to).length}`;
for (const count of [20, 30, 1500]) {
  const body = new URLSearchParams(recipients(count).map((to) => ['to', to])).toString();
  console.log(count, 'qs', shown(qs.parse(body).to));
  console.log(count, 'qs, written by itself', shown(qs.parse(qs.stringify({ to: recipients(count) })).to));
  console.log(count, 'query-string', shown(queryString.parse(body).to));
  console.log(count, 'fast-querystring', shown(fast.parse(body).to));
}
PROGRAM

cat > expected.txt <<'EXPECTED'
20 qs array of 20
20 qs, written by itself array of 20
20 query-string array of 20
20 fast-querystring array of 20
30 qs object of 30
30 qs, written by itself object of 30
30 query-string array of 30
30 fast-querystring array of 30
1500 qs object of 1000
1500 qs, written by itself object of 1000
1500 query-string array of 1500
1500 fast-querystring array of 1500
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
