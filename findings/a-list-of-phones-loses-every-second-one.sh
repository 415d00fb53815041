#!/usr/bin/env bash
# Guess: the finder of phones finds each phone of a list, whatever stands between them, or none.
#
# Seen: libphonenumber-js takes a comma, and a semicolon, for the start of an extension. Of phones between commas it finds the first, between
# semicolons every second one, and says nothing; where each has a plus it finds them all. In a row of a CSV the year of the next column
# becomes an extension. Who takes the phones out of a letter or a cell in this way writes to half of the people.
#
# libphonenumber-js 1.13.16, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16

cat > program.mjs <<'PROGRAM'
import { findPhoneNumbersInText } from 'libphonenumber-js/max';

const find = (text) => findPhoneNumbersInText(text, 'BY').map(({ number }) => number.number + (number.ext ? ` ext. ${number.ext}` : ''));
const phones = ['375291111111', '375292222222', '375331111111', '375441111111'];
const spellings = [phones, phones.map((phone) => phone.replace('375', '80')), phones.map((phone) => `+${phone}`)];
for (const between of [',', ', ', '; ', ' ', ' / ', '\n'])
  console.log(JSON.stringify(between), spellings.map((list) => `${list[0]}: ${find(list.join(between)).length} of ${list.length}`).join(', '));
console.log(find(phones.join('; ')).join(' and '));
console.log(find(`Anna,${phones[0]},2026-11-27`).join(' and '));
PROGRAM

cat > expected.txt <<'EXPECTED'
"," 375291111111: 1 of 4, 80291111111: 1 of 4, +375291111111: 4 of 4
", " 375291111111: 1 of 4, 80291111111: 1 of 4, +375291111111: 4 of 4
"; " 375291111111: 2 of 4, 80291111111: 2 of 4, +375291111111: 4 of 4
" " 375291111111: 4 of 4, 80291111111: 4 of 4, +375291111111: 4 of 4
" / " 375291111111: 4 of 4, 80291111111: 4 of 4, +375291111111: 4 of 4
"\n" 375291111111: 4 of 4, 80291111111: 4 of 4, +375291111111: 4 of 4
+375291111111 ext. 375292222222 and +375331111111 ext. 375441111111
+375291111111 ext. 2026
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
