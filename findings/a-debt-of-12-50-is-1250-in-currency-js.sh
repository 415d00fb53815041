#!/usr/bin/env bash
# Guess: a library for money refuses what it does not understand, and with a decimal comma set up it takes a comma in what people wrote and a
# point in what the database gives.
#
# Seen: currency.js and numeral throw away what is no part of a number for them: '12,50' is 1250 as they come, and with a decimal comma set up
# '12.50', as pg gives a numeric column, is 1250 instead: a hundred times the debt, whichever is set. 'no' is 0 for currency.js, a typographic
# minus is lost, and '12.50 р.' is NaN for the second point. accounting does the same with commas; big.js refuses what is no number.
#
# currency.js 2.0.4, numeral 2.0.6, accounting 0.4.1, big.js 7.0.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund currency.js@2.0.4 numeral@2.0.6 accounting@0.4.1 big.js@7.0.1

cat > program.mjs <<'PROGRAM'
import accounting from 'accounting';
import Big from 'big.js';
import currency from 'currency.js';
import numeral from 'numeral';
import 'numeral/locales/ru.js';

const inLocale = (locale, text) => {
  numeral.locale(locale);
  return numeral(text).value();
};
const libraries = {
  'currency.js': (text) => currency(text).value,
  'currency.js with a comma': (text) => currency(text, { decimal: ',', separator: ' ' }).value,
  numeral: (text) => inLocale('en', text),
  'numeral in Russian': (text) => inLocale('ru', text),
  accounting: (text) => accounting.unformat(text),
  'accounting with a comma': (text) => accounting.unformat(text, ','),
  'big.js': (text) => {
    try {
      return Number(Big(text));
    } catch {
      return 'refused';
    }
  },
};
for (const text of ['12.50', '12,50', '1 250,00', '12.50 р.', '\u221212.50', 'no'])
  console.log(`'${text}': ${Object.entries(libraries).map(([name, read]) => `${name} ${read(text)}`).join(', ')}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
'12.50': currency.js 12.5, currency.js with a comma 1250, numeral 12.5, numeral in Russian 1250, accounting 12.5, accounting with a comma 1250, big.js 12.5
'12,50': currency.js 1250, currency.js with a comma 12.5, numeral 1250, numeral in Russian 12.5, accounting 1250, accounting with a comma 12.5, big.js refused
'1 250,00': currency.js 125000, currency.js with a comma 1250, numeral 125000, numeral in Russian 1250, accounting 125000, accounting with a comma 1250, big.js refused
'12.50 р.': currency.js NaN, currency.js with a comma 1250, numeral NaN, numeral in Russian 1250, accounting 12.5, accounting with a comma 1250, big.js refused
'−12.50': currency.js 12.5, currency.js with a comma 1250, numeral 12.5, numeral in Russian 1250, accounting 12.5, accounting with a comma 1250, big.js refused
'no': currency.js 0, currency.js with a comma 0, numeral null, numeral in Russian null, accounting 0, accounting with a comma 0, big.js refused
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
