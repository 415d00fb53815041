#!/usr/bin/env bash
# Guess: an input mask for +375 gives back the phone that was typed or pasted, however it was written, or leaves the field incomplete.
#
# Seen: 80291111111, as people in Belarus write it, becomes '+375 (80) 291-11-11' in the first seven: every place is filled, imask and maska call it
# complete, and the last two digits are gone; cleave-zen leaves '+375'. 375291111111 becomes '+375 (37) 529-11-11' in vanilla-masker, text-mask,
# string-mask and the format of react-number-format, which fill in the code of the country a second time. In Russia 89161111111 becomes +78916111111.
# A form that takes what its mask calls complete keeps customers whom no message reaches. Maskito's phone alone understands all of these, and makes a
# number of twelve digits behind the code of '00375…'.
#
# imask 7.6.1, maska 3.2.1, vanilla-masker 1.2.0, text-mask-core 5.1.2, string-mask 0.3.0, react-number-format 5.4.5, remask 1.2.2, cleave-zen 0.0.17,
# @maskito/core 5.6.0, @maskito/phone 5.6.0, @maskito/kit 5.6.0, libphonenumber-js 1.13.16, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund imask@7.6.1 maska@3.2.1 vanilla-masker@1.2.0 text-mask-core@5.1.2 string-mask@0.3.0 react-number-format@5.4.5 remask@1.2.2 cleave-zen@0.0.17 @maskito/core@5.6.0 @maskito/phone@5.6.0 @maskito/kit@5.6.0 libphonenumber-js@1.13.16 react@19.3.1 react-dom@19.3.1

cat > program.mjs <<'PROGRAM'
import { maskitoTransform } from '@maskito/core';
import { maskitoPhoneOptionsGenerator } from '@maskito/phone';
import { formatGeneral } from 'cleave-zen';
import IMask from 'imask';
import metadata from 'libphonenumber-js/min/metadata';
import { Mask } from 'maska';
import { patternFormatter } from 'react-number-format';
import remask from 'remask';
import StringMask from 'string-mask';
import textMask from 'text-mask-core';
import masker from 'vanilla-masker';

const digits = (text) => text.replace(/\D/g, '');
const places = (length) => Array(length).fill(/\d/);
const masks = {
  imask: (text) => IMask.createPipe({ mask: '+{375} (00) 000-00-00' })(text),
  maska: (text) => new Mask({ mask: '+375 (##) ###-##-##' }).masked(text),
  'vanilla-masker': (text) => masker.toPattern(text, '+375 (99) 999-99-99'),
  'text-mask': (text) => textMask.conformToMask(text, [...'+375 (', ...places(2), ...') ', ...places(3), '-', ...places(2), '-', ...places(2)]).conformedValue,
  'string-mask': (text) => new StringMask('+375 (00) 000-00-00').apply(digits(text)),
  'react-number-format': (text) => patternFormatter(digits(text), { format: '+375 (##) ###-##-##' }),
  remask: (text) => remask.mask(text, '+375 (99) 999-99-99'),
  'maskito phone': (text) => maskitoTransform(text, maskitoPhoneOptionsGenerator({ countryIsoCode: 'BY', metadata })),
};
for (const phone of ['80291111111', '8 (029) 111-11-11', '375291111111', '00375291111111']) {
  for (const [name, mask] of Object.entries(masks)) console.log(`${phone}, ${name}: ${mask(phone)}`);
}

const imask = IMask.createMask({ mask: '+{375} (00) 000-00-00' });
imask.resolve('80291111111');
console.log('imask, complete:', imask.isComplete, imask.unmaskedValue);
console.log('maska, complete:', new Mask({ mask: '+375 (##) ###-##-##' }).completed('80291111111'));
console.log('imask for Russia, 89161111111:', IMask.createPipe({ mask: '+{7} (000) 000-00-00' })('89161111111'));
console.log('cleave-zen, 80291111111:', JSON.stringify(formatGeneral('80291111111', { prefix: '+375', blocks: [4, 2, 3, 2, 2], delimiter: ' ', numericOnly: true })));
PROGRAM

cat > expected.txt <<'EXPECTED'
80291111111, imask: +375 (80) 291-11-11
80291111111, maska: +375 (80) 291-11-11
80291111111, vanilla-masker: +375 (80) 291-11-11
80291111111, text-mask: +375 (80) 291-11-11
80291111111, string-mask: +375 (80) 291-11-11
80291111111, react-number-format: +375 (80) 291-11-11
80291111111, remask: +375 (80) 291-11-11
80291111111, maskito phone: +375 29 111-11-11
8 (029) 111-11-11, imask: +375 (80) 291-11-11
8 (029) 111-11-11, maska: +375 (80) 291-11-11
8 (029) 111-11-11, vanilla-masker: +375 (80) 291-11-11
8 (029) 111-11-11, text-mask: +375 (80) 291-11-11
8 (029) 111-11-11, string-mask: +375 (80) 291-11-11
8 (029) 111-11-11, react-number-format: +375 (80) 291-11-11
8 (029) 111-11-11, remask: +375 (80) 291-11-11
8 (029) 111-11-11, maskito phone: +375 29 111-11-11
375291111111, imask: +375 (29) 111-11-11
375291111111, maska: +375 (29) 111-11-11
375291111111, vanilla-masker: +375 (37) 529-11-11
375291111111, text-mask: +375 (37) 529-11-11
375291111111, string-mask: +375 (37) 529-11-11
375291111111, react-number-format: +375 (37) 529-11-11
375291111111, remask: +375 (29) 111-11-11
375291111111, maskito phone: +375 29 111-11-11
00375291111111, imask: +375 (00) 375-29-11
00375291111111, maska: +375 (00) 375-29-11
00375291111111, vanilla-masker: +375 (00) 375-29-11
00375291111111, text-mask: +375 (00) 375-29-11
00375291111111, string-mask: +375 (00) 375-29-11
00375291111111, react-number-format: +375 (00) 375-29-11
00375291111111, remask: +375 (00) 375-29-11
00375291111111, maskito phone: +375 037529111111
imask, complete: true 375802911111
maska, complete: true
imask for Russia, 89161111111: +7 (891) 611-11-11
cleave-zen, 80291111111: "+375 "
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
