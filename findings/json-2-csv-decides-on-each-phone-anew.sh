#!/usr/bin/env bash
# Guess: a column of phones comes back as it went: all texts, and nothing where nothing was.
#
# Seen: each cell is taken for itself: '+375…' stays a text, '375…' becomes a number, '1e3' becomes 1000 and 'true' a boolean, so that
# one column holds all kinds. What is missing is written as the words undefined and null, which other readers hand to the customer as a
# name.
#
# json-2-csv 5.6.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund json-2-csv@5.6.0

cat > program.mjs <<'PROGRAM'
import { csv2json, json2csv } from 'json-2-csv';

const rows = [
  { phone: '+375291111111', name: 'Ann', code: '007' },
  { phone: '375292222222', name: undefined, code: '1e3' },
  { phone: '80293333333', name: null, code: 'true' },
];
const csv = json2csv(rows);
console.log(csv);
console.log(JSON.stringify(csv2json(csv)));
PROGRAM

cat > expected.txt <<'EXPECTED'
phone,name,code
+375291111111,Ann,007
375292222222,undefined,1e3
80293333333,null,true
[{"phone":"+375291111111","name":"Ann","code":"007"},{"phone":375292222222,"code":1000},{"phone":80293333333,"name":null,"code":true}]
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
