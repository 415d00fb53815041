#!/usr/bin/env bash
# Guess: three forms, as Russian has them, are chosen for Belarusian as for Russian and Ukrainian, or the library says that it does not know
# the language.
#
# Seen: Polyglot knows Russian and Ukrainian, and counts Belarusian like English: '5' and '21' get the form of 2. So does 'ru_RU' with an
# underscore, as databases and PHP write it, while 'ru-RU' is Russian. Nothing is said, also where a function for warnings is given.
# i18next and intl-messageformat count Belarusian as it is.
#
# node-polyglot 2.6.0, i18next 26.7.2, intl-messageformat 12.1.5, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node-polyglot@2.6.0 i18next@26.7.2 intl-messageformat@12.1.5

cat > program.mjs <<'PROGRAM'
import i18next from 'i18next';
import { IntlMessageFormat } from 'intl-messageformat';
import Polyglot from 'node-polyglot';

const forms = { one: 'заказ', few: 'заказы', many: 'заказаў', other: 'заказа' };
for (const locale of ['ru', 'uk', 'be', 'be-BY', 'ru-RU', 'ru_RU']) {
  const warnings = [];
  const polyglot = new Polyglot({ locale, phrases: { orders: `${forms.one} |||| ${forms.few} |||| ${forms.many}` }, warn: (text) => warnings.push(text) });
  const next = i18next.createInstance();
  await next.init({ lng: locale, resources: { [locale]: { translation: Object.fromEntries(Object.entries(forms).map(([form, word]) => [`orders_${form}`, word])) } } });
  const intl = () => new IntlMessageFormat(`{count, plural, ${Object.entries(forms).map(([form, word]) => `${form} {${word}}`).join(' ')}}`, locale);
  const attempt = (choose) => {
    try {
      return [1, 2, 5, 21].map((count) => `${count} ${choose(count)}`).join(' ');
    } catch (error) {
      return error.name;
    }
  };
  console.log(locale);
  console.log('  polyglot:', attempt((count) => polyglot.t('orders', count)), `(${warnings.length} warnings)`);
  console.log('  i18next:', attempt((count) => next.t('orders', { count })));
  console.log('  intl-messageformat:', attempt((count) => intl().format({ count })));
}
PROGRAM

cat > expected.txt <<'EXPECTED'
ru
  polyglot: 1 заказ 2 заказы 5 заказаў 21 заказ (0 warnings)
  i18next: 1 заказ 2 заказы 5 заказаў 21 заказ
  intl-messageformat: 1 заказ 2 заказы 5 заказаў 21 заказ
uk
  polyglot: 1 заказ 2 заказы 5 заказаў 21 заказ (0 warnings)
  i18next: 1 заказ 2 заказы 5 заказаў 21 заказ
  intl-messageformat: 1 заказ 2 заказы 5 заказаў 21 заказ
be
  polyglot: 1 заказ 2 заказы 5 заказы 21 заказы (0 warnings)
  i18next: 1 заказ 2 заказы 5 заказаў 21 заказ
  intl-messageformat: 1 заказ 2 заказы 5 заказаў 21 заказ
be-BY
  polyglot: 1 заказ 2 заказы 5 заказы 21 заказы (0 warnings)
  i18next: 1 заказ 2 заказы 5 заказаў 21 заказ
  intl-messageformat: 1 заказ 2 заказы 5 заказаў 21 заказ
ru-RU
  polyglot: 1 заказ 2 заказы 5 заказаў 21 заказ (0 warnings)
  i18next: 1 заказ 2 заказы 5 заказаў 21 заказ
  intl-messageformat: 1 заказ 2 заказы 5 заказаў 21 заказ
ru_RU
  polyglot: 1 заказ 2 заказы 5 заказы 21 заказы (0 warnings)
  i18next: 1 заказ 2 заказы 5 заказаў 21 заказ
  intl-messageformat: RangeError
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
