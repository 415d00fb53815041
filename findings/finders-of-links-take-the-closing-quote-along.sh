#!/usr/bin/env bash
# Guess: a library that finds the links in a text, as one does to shorten or to count them, finds what the writer meant, and all find
# the same: the marks around a link are no part of it.
#
# Seen: linkifyjs, get-urls and url-regex-safe take » along, with which Russian and French close a quotation, though they leave out '.', '!' and ')'.
# The shortened link is a page that does not exist. anchorme ends a link before '#!' and finds none whose host and path are Cyrillic.
# 'в 18.30.Москва' is a link for three. get-urls also takes utm_source away and sorts the parameters, so that what it gives does not
# stand in the text.
#
# linkifyjs 4.4.0, linkify-it 6.1.0, autolinker 4.1.5, anchorme 3.0.8, get-urls 12.1.0, url-regex-safe 4.0.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund linkifyjs@4.4.0 linkify-it@6.1.0 autolinker@4.1.5 anchorme@3.0.8 get-urls@12.1.0 url-regex-safe@4.0.0

cat > program.mjs <<'PROGRAM'
import anchorme from 'anchorme';
import autolinker from 'autolinker';
import getUrls from 'get-urls';
import { LinkifyIt } from 'linkify-it';
import { find } from 'linkifyjs';
import urlRegex from 'url-regex-safe';

const finders = {
  linkifyjs: (text) => find(text).map(({ href }) => href),
  'linkify-it': (text) => (new LinkifyIt().match(text) ?? []).map(({ url }) => url),
  autolinker: (text) => autolinker.parse(text, { urls: true }).map((match) => match.getAnchorHref()),
  anchorme: (text) => (anchorme.default ?? anchorme).list(text).map(({ string }) => string),
  'get-urls': (text) => [...getUrls(text)].map((link) => decodeURI(link)),
  'url-regex-safe': (text) => text.match(urlRegex()) ?? [],
};
const texts = [
  'Скидки: «https://shop.by/sale?a=1».',
  'Скидки: https://магазин.бел/акция',
  'Скидки: https://shop.by/#!/sale',
  'Скидки: https://www.shop.by/?utm_source=viber&b=2&a=1!',
  'Ждём вас в 18.30.Москва, центр',
];
for (const text of texts) {
  console.log(text);
  for (const [name, find] of Object.entries(finders)) console.log(`  ${name}: ${find(text).join(' ') || 'none'}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
Скидки: «https://shop.by/sale?a=1».
  linkifyjs: https://shop.by/sale?a=1»
  linkify-it: https://shop.by/sale?a=1
  autolinker: https://shop.by/sale?a=1
  anchorme: https://shop.by/sale?a=1
  get-urls: https://shop.by/sale?a=1»
  url-regex-safe: https://shop.by/sale?a=1»
Скидки: https://магазин.бел/акция
  linkifyjs: https://магазин.бел/акция
  linkify-it: https://магазин.бел/акция
  autolinker: https://магазин.бел/акция
  anchorme: none
  get-urls: https://xn--80aairftm.xn--90ais/акция
  url-regex-safe: https://магазин.бел/акция
Скидки: https://shop.by/#!/sale
  linkifyjs: https://shop.by/#!/sale
  linkify-it: https://shop.by/#!/sale
  autolinker: https://shop.by/#!/sale
  anchorme: https://shop.by/
  get-urls: https://shop.by/#!/sale
  url-regex-safe: https://shop.by/#!/sale
Скидки: https://www.shop.by/?utm_source=viber&b=2&a=1!
  linkifyjs: https://www.shop.by/?utm_source=viber&b=2&a=1
  linkify-it: https://www.shop.by/?utm_source=viber&b=2&a=1
  autolinker: https://www.shop.by/?utm_source=viber&b=2&a=1
  anchorme: https://www.shop.by/?utm_source=viber&b=2&a=1
  get-urls: https://shop.by/?a=1&b=2
  url-regex-safe: https://www.shop.by/?utm_source=viber&b=2&a=1
Ждём вас в 18.30.Москва, центр
  linkifyjs: none
  linkify-it: none
  autolinker: http://18.30.Москва
  anchorme: none
  get-urls: http://18.30.xn--80adxhks
  url-regex-safe: 18.30.Москва
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
