#!/usr/bin/env bash
# Guess: a library that reads vCard 2.1, as Android's phone book exports it, gives the name of the contact.
#
# Seen: vcf and vcard-parser leave a name that is not in Latin letters as '=D0=90=D0=BD=D1=8F' and say nothing, so that the greeting
# goes out so; ical.js throws at 'TEL;CELL:'. Of version 3.0 vcf leaves the escapes in as well: a backslash before each comma.
#
# vcf 2.1.2, vcard-parser 1.0.0, ical.js 2.2.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund vcf@2.1.2 vcard-parser@1.0.0 ical.js@2.2.1

cat > program.mjs <<'PROGRAM'
import ICAL from 'ical.js';
import parser from 'vcard-parser';
import VCard from 'vcf';

const cards = {
  2.1: ['VERSION:2.1', 'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=D0=BD=D1=8F', 'TEL;CELL:+375291111111'],
  '3.0': ['VERSION:3.0', 'FN:Аня\\, Минск', 'TEL;TYPE=CELL:+375291111111'],
};
const readers = {
  vcf: (text) => new VCard().parse(text).get('fn').valueOf(),
  'vcard-parser': (text) => parser.parse(text).fn[0].value,
  'ical.js': (text) => new ICAL.Component(ICAL.parse(text)).getFirstPropertyValue('fn'),
};
for (const [version, lines] of Object.entries(cards))
  for (const [name, read] of Object.entries(readers)) {
    let outcome;
    try {
      outcome = read(['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n'));
    } catch {
      outcome = 'throws';
    }
    console.log(version, name, outcome);
  }
PROGRAM

cat > expected.txt <<'EXPECTED'
2.1 vcf =D0=90=D0=BD=D1=8F
2.1 vcard-parser =D0=90=D0=BD=D1=8F
2.1 ical.js throws
3.0 vcf Аня\, Минск
3.0 vcard-parser Аня, Минск
3.0 ical.js Аня, Минск
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
