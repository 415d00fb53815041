#!/usr/bin/env bash
# Guess: a text put into Latin letters, as a sender does so that 160 signs instead of 70 go into an SMS when Viber fails, has no Cyrillic letter left
# in it.
#
# Seen: cyrillic-to-translit-js, as it comes, leaves the і and ў of Belarusian names as they are, with its Ukrainian preset ў, ы and э, and nothing
# says so: one of them, which looks like a Latin i, makes two messages of one of 112 signs. speakingurl and both slugify drop ў out of the name
# instead: ladzimir is in the link of Ўладзімір. transliteration and any-ascii leave nothing over.
#
# cyrillic-to-translit-js 3.2.1, transliteration 2.6.1, any-ascii 0.3.3, speakingurl 14.0.1, slugify 1.6.9, @sindresorhus/slugify 3.0.1,
# sms-segments-calculator 1.3.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund cyrillic-to-translit-js@3.2.1 transliteration@2.6.1 any-ascii@0.3.3 speakingurl@14.0.1 slugify@1.6.9 @sindresorhus/slugify@3.0.1 sms-segments-calculator@1.3.0

cat > program.mjs <<'PROGRAM'
import slug from '@sindresorhus/slugify';
import anyAscii from 'any-ascii';
import translit from 'cyrillic-to-translit-js';
import slugify from 'slugify';
import sms from 'sms-segments-calculator';
import speakingUrl from 'speakingurl';
import { transliterate } from 'transliteration';

const ways = {
  'cyrillic-to-translit-js': (text) => translit().transform(text),
  'cyrillic-to-translit-js, uk': (text) => translit({ preset: 'uk' }).transform(text),
  transliteration: (text) => transliterate(text),
  'any-ascii': (text) => anyAscii(text),
};
const text = 'Спадар Ігар, заказ гатовы, чакаем вас заўтра з дзевяці да дваццаці адной. Дарога: метро, аўтобус, трамвай.';
for (const [name, way] of Object.entries(ways)) {
  const latin = way(text);
  const { segmentsCount } = new sms.SegmentedMessage(latin);
  console.log(`${name}: ${latin.length} signs, left are '${[...new Set(latin.match(/\p{Script=Cyrillic}/gu))].join('')}', ${segmentsCount} SMS`);
}
for (const [name, way] of Object.entries({ speakingurl: speakingUrl, slugify, '@sindresorhus/slugify': slug })) console.log(`${name}: ${way('Ўладзімір Быкаў')}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
cyrillic-to-translit-js: 112 signs, left are 'Іўі', 2 SMS
cyrillic-to-translit-js, uk: 112 signs, left are 'ыў', 2 SMS
transliteration: 108 signs, left are '', 1 SMS
any-ascii: 112 signs, left are '', 1 SMS
speakingurl: ladzimir-byka
slugify: ladzimir-Byka
@sindresorhus/slugify: ladzimir-byka
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
