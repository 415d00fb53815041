#!/usr/bin/env bash
# Guess: a library that makes short codes of numbers, for a personal link to each customer, throws for what is no number to it.
#
# Seen: hashids gives '' for a phone with blanks, a UUID, the id of a MongoDB document, undefined and null, so that everybody gets one and the same
# link, to the start page. base62 does so too, and makes the code of the word 'undefined' out of 1.5; sqids gives one valid code, that of 0, for ''
# and null, and throws for the rest. The phone as digits has its code in all three, with or without a plus, and so the test passes.
#
# hashids 2.3.0, sqids 0.3.0, base62 2.0.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund hashids@2.3.0 sqids@0.3.0 base62@2.0.2

cat > program.mjs <<'PROGRAM'
import base62 from 'base62';
import Hashids from 'hashids';
import Sqids from 'sqids';

const hashids = new Hashids('salt of the shop');
const sqids = new Sqids();
const codes = { hashids: (id) => hashids.encode(id), sqids: (id) => sqids.encode([id]), base62: (id) => base62.encode(id) };
const attempt = (code, id) => {
  try {
    return `https://shop.by/${code(id)}`;
  } catch {
    return 'throws';
  }
};
for (const id of ['375291111111', '+375291111111', '375 29 111-11-11', '7d444840-9dc0-11d1-b245-5ffdce74fad2', '507f1f77bcf86cd799439011', '', null, undefined, 1.5]) {
  console.log(`${JSON.stringify(id) ?? 'undefined'}: ${Object.entries(codes).map(([name, code]) => `${name} ${attempt(code, id)}`).join(', ')}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
"375291111111": hashids https://shop.by/krlKR3Ao9, sqids https://shop.by/GsZqFgpj, base62 https://shop.by/6BE7fTh
"+375291111111": hashids https://shop.by/krlKR3Ao9, sqids https://shop.by/GsZqFgpj, base62 https://shop.by/6BE7fTh
"375 29 111-11-11": hashids https://shop.by/, sqids throws, base62 https://shop.by/
"7d444840-9dc0-11d1-b245-5ffdce74fad2": hashids https://shop.by/, sqids throws, base62 https://shop.by/
"507f1f77bcf86cd799439011": hashids https://shop.by/, sqids throws, base62 https://shop.by/
"": hashids https://shop.by/, sqids https://shop.by/bM, base62 https://shop.by/
null: hashids https://shop.by/, sqids https://shop.by/bM, base62 https://shop.by/
undefined: hashids https://shop.by/, sqids throws, base62 https://shop.by/
1.5: hashids https://shop.by/, sqids throws, base62 https://shop.by/undefined
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
