#!/usr/bin/env bash
# Guess: a library that writes sums in words for Russia and Belarus, with the currency, writes what people there say.
#
# Seen: to-words, which has ru-RU and be-BY among its 135 locales, bends neither the thousands nor the currency: 'Пять Тысяча Рублей', 'Два Рублей',
# 'Двадцать Один Рублей', 'Два Рублёў' in Belarusian. A reminder of a debt with such words looks like a fraud. 1 and 100 are right, so that a test
# with those passes. rosaenlg-n2words bends them, and loses the minus: a debt of -5 is 'пять'. n2words and number-to-words-ru are right.
#
# to-words 5.7.0, rosaenlg-n2words 3.3.0, n2words 4.0.0, number-to-words-ru 2.4.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund to-words@5.7.0 rosaenlg-n2words@3.3.0 n2words@4.0.0 number-to-words-ru@2.4.1

cat > program.mjs <<'PROGRAM'
import { toCardinal, toCurrency } from 'n2words/ru-RU';
import words from 'number-to-words-ru';
import rosaenlg from 'rosaenlg-n2words';
import { ToWords } from 'to-words';

const russian = new ToWords({ localeCode: 'ru-RU' });
const belarusian = new ToWords({ localeCode: 'be-BY' });
for (const sum of [1, 100, 2, 21, 5000, 2000]) {
  console.log(`${sum}: to-words ru ${russian.convert(sum, { currency: true })}; be ${belarusian.convert(sum, { currency: true })}; n2words ${toCurrency(sum)}; number-to-words-ru ${words.convert(sum)}`);
}
console.log(`-5: rosaenlg-n2words ${rosaenlg(-5, { lang: 'ru' })}; n2words ${toCardinal(-5)}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
1: to-words ru Один Рубль Только; be Адзін Рубель Толькі; n2words один рубль; number-to-words-ru Один рубль 00 копеек
100: to-words ru Сто Рублей Только; be Сто Рублёў Толькі; n2words сто рублей; number-to-words-ru Сто рублей 00 копеек
2: to-words ru Два Рублей Только; be Два Рублёў Толькі; n2words два рубля; number-to-words-ru Два рубля 00 копеек
21: to-words ru Двадцать Один Рублей Только; be Дваццаць Адзін Рублёў Толькі; n2words двадцать один рубль; number-to-words-ru Двадцать один рубль 00 копеек
5000: to-words ru Пять Тысяча Рублей Только; be Пяць Тысяча Рублёў Толькі; n2words пять тысяч рублей; number-to-words-ru Пять тысяч рублей 00 копеек
2000: to-words ru Два Тысячи Рублей Только; be Два Тысячы Рублёў Толькі; n2words две тысячи рублей; number-to-words-ru Две тысячи рублей 00 копеек
-5: rosaenlg-n2words пять; n2words минус пять
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
