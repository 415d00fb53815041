#!/usr/bin/env bash
# Guess: a parser of phones refuses a cell that holds other words, such as a name, and two parsers of the same metadata agree.
#
# Seen: libphonenumber-js drops letters before and behind a number, and calls it valid, a Cyrillic О before it included;
# google-libphonenumber and awesome-phonenumber dial letters behind it on the keypad of a telephone. None of them says so.
#
# libphonenumber-js 1.13.16, google-libphonenumber 3.2.47, awesome-phonenumber 7.8.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16 google-libphonenumber@3.2.47 awesome-phonenumber@7.8.0

cat > program.mjs <<'PROGRAM'
import { parsePhoneNumber as awesome } from 'awesome-phonenumber';
import google from 'google-libphonenumber';
import js from 'libphonenumber-js/max';

const util = google.PhoneNumberUtil.getInstance();
for (const cell of ['+375291111111', '+375291111111 abc', 'Anna 375291111111', 'О375291111111', '12/05/1990']) {
  const one = js(cell, 'BY');
  const two = util.parse(cell, 'BY');
  const three = awesome(cell, { regionCode: 'BY' });
  console.log(JSON.stringify(cell), one.number, one.isValid(), util.format(two, 0), util.isValidNumber(two), three.number?.e164, three.valid);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
"+375291111111" +375291111111 true +375291111111 true +375291111111 true
"+375291111111 abc" +375291111111 true +375291111111222 false +375291111111222 false
"Anna 375291111111" +375291111111 true +375291111111 true +375291111111 true
"О375291111111" +375291111111 true +375291111111 true +375291111111 true
"12/05/1990" +37512051990 false +37512051990 false +37512051990 false
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
