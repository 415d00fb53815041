#!/usr/bin/env bash
# Guess: a decoder of HTML leaves a link in a plain text as it is: it has no entity in it, since those end with a semicolon.
#
# Seen: he, html-entities, entities and html-to-text take the beginnings of names for signs, as HTML has it for a text (not for an attribute):
# '&currency=BYN' becomes '¤cy=BYN', '&region=1' becomes '®ion=1', '&section', '&notify' and '&copy' go the same way. Who cleans a text that an editor
# pasted sends a link that pays nothing and finds no page, while '&lang=ru' would stay. Lodash's unescape, the strict mode of entities and
# html-entities, and he with { isAttributeValue: true } leave them alone.
#
# he 1.2.0, html-entities 2.6.0, entities 9.0.0, html-to-text 10.0.1, lodash 4.18.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund he@1.2.0 html-entities@2.6.0 entities@9.0.0 html-to-text@10.0.1 lodash@4.18.1

cat > program.mjs <<'PROGRAM'
import { decodeHTML, decodeHTMLStrict } from 'entities';
import he from 'he';
import { decode } from 'html-entities';
import { convert } from 'html-to-text';
import lodash from 'lodash';

const decoders = {
  he: (text) => he.decode(text),
  'html-entities': (text) => decode(text),
  entities: (text) => decodeHTML(text),
  'html-to-text': (text) => convert(text, { wordwrap: false }),
  'he, attribute': (text) => he.decode(text, { isAttributeValue: true }),
  'html-entities, strict': (text) => decode(text, { scope: 'strict' }),
  'entities, strict': (text) => decodeHTMLStrict(text),
  'lodash unescape': (text) => lodash.unescape(text),
};
const links = ['https://pay.by/?sum=10&currency=BYN', 'https://shop.by/?id=5&region=1', 'https://shop.by/?id=5&section=3', 'https://shop.by/?id=5&notify=1', 'https://shop.by/?id=5&copy=1'];
for (const [name, decoded] of Object.entries(decoders)) console.log(`${name}: ${links.map(decoded).map((link) => link.slice(link.indexOf('?'))).join(' ')}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
he: ?sum=10¤cy=BYN ?id=5®ion=1 ?id=5§ion=3 ?id=5¬ify=1 ?id=5©=1
html-entities: ?sum=10¤cy=BYN ?id=5®ion=1 ?id=5§ion=3 ?id=5¬ify=1 ?id=5©=1
entities: ?sum=10¤cy=BYN ?id=5®ion=1 ?id=5§ion=3 ?id=5¬ify=1 ?id=5©=1
html-to-text: ?sum=10¤cy=BYN ?id=5®ion=1 ?id=5§ion=3 ?id=5¬ify=1 ?id=5©=1
he, attribute: ?sum=10&currency=BYN ?id=5&region=1 ?id=5&section=3 ?id=5&notify=1 ?id=5&copy=1
html-entities, strict: ?sum=10&currency=BYN ?id=5&region=1 ?id=5&section=3 ?id=5&notify=1 ?id=5&copy=1
entities, strict: ?sum=10&currency=BYN ?id=5&region=1 ?id=5&section=3 ?id=5&notify=1 ?id=5&copy=1
lodash unescape: ?sum=10&currency=BYN ?id=5&region=1 ?id=5&section=3 ?id=5&notify=1 ?id=5&copy=1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
