#!/usr/bin/env bash
# Guess: a typographer for Russian texts sets quotes, dashes and blanks, and leaves dates, phones, links and codes as they are.
#
# Seen: Typograf, with nothing but { locale: 'ru' }, takes '05-11-2026' for month and day: the appointment of 5 November is announced for 11 May, and
# of '30-11-2026' it makes 11.30.2026. It breaks a phone with its area into '8 (029-11) 1-11-11', which is no phone, sets a blank into a link of
# Viber's, and a code for a discount such as SALE2x2 or SALE-1/2 gets signs that no till knows. 2026-11-05 is right, and so is the phone with +375, so
# that a test with those shows nothing. With { locale: 'be' } dates and phones stay, codes and links do not.
#
# typograf 7.8.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund typograf@7.8.0

cat > program.mjs <<'PROGRAM'
import Typograf from 'typograf';

const texts = [
  'Запись на 05-11-2026',
  'Запись на 30-11-2026',
  'Запись на 2026-11-05',
  'тел. 8 (029) 111-11-11',
  'тел. 8-029-111-11-11',
  'тел. +375 (29) 111-11-11',
  'viber://chat?number=%2B375291111111',
  'https://shop.by/a(c)b',
  'код SALE2x2',
  'код SALE-1/2',
];
for (const locale of ['ru', 'be']) {
  const typograf = new Typograf({ locale });
  // The blanks that do not break, which it sets on purpose, are shown as blanks.
  for (const text of texts) console.log(`${locale}: ${text} -> ${typograf.execute(text).replace(/\u00a0/g, ' ')}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
ru: Запись на 05-11-2026 -> Запись на 11.05.2026
ru: Запись на 30-11-2026 -> Запись на 11.30.2026
ru: Запись на 2026-11-05 -> Запись на 05.11.2026
ru: тел. 8 (029) 111-11-11 -> тел. 8 (029-11) 1-11-11
ru: тел. 8-029-111-11-11 -> тел. 8 (029-11) 1-11-11
ru: тел. +375 (29) 111-11-11 -> тел. +375291111111
ru: viber://chat?number=%2B375291111111 -> viber://chat? number=%2B375291111111
ru: https://shop.by/a(c)b -> https://shop.by/a©b
ru: код SALE2x2 -> код SALE2×2
ru: код SALE-1/2 -> код SALE-½
be: Запись на 05-11-2026 -> Запись на 05-11-2026
be: Запись на 30-11-2026 -> Запись на 30-11-2026
be: Запись на 2026-11-05 -> Запись на 2026-11-05
be: тел. 8 (029) 111-11-11 -> тел. 8 (029) 111-11-11
be: тел. 8-029-111-11-11 -> тел. 8-029-111-11-11
be: тел. +375 (29) 111-11-11 -> тел. +375 (29) 111-11-11
be: viber://chat?number=%2B375291111111 -> viber://chat? number=%2B375291111111
be: https://shop.by/a(c)b -> https://shop.by/a©b
be: код SALE2x2 -> код SALE2×2
be: код SALE-1/2 -> код SALE-½
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
