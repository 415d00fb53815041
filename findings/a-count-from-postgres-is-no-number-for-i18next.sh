#!/usr/bin/env bash
# Guess: count(*) of Postgres, which pg and postgres.js give as the text '5', is counted as 5 in a message, or the library complains.
#
# Seen: i18next finds no message and sends the customer its key; Fluent takes the last form, so that '5' and '21' get the words of 1.5, without an
# error in its list; for null i18next has the form for many and no number. intl-messageformat and Polyglot count texts, but
# intl-messageformat makes 'не число' (NaN in Russian) of '1,5' and of what is missing, where it throws for a name that is missing.
#
# i18next 26.7.2, @fluent/bundle 0.19.1, intl-messageformat 12.1.5, node-polyglot 2.6.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund i18next@26.7.2 @fluent/bundle@0.19.1 intl-messageformat@12.1.5 node-polyglot@2.6.0

cat > program.mjs <<'PROGRAM'
import { FluentBundle, FluentResource } from '@fluent/bundle';
import i18next from 'i18next';
import { IntlMessageFormat } from 'intl-messageformat';
import Polyglot from 'node-polyglot';

const forms = { one: 'заказ', few: 'заказа', many: 'заказов', other: 'заказа' };
await i18next.init({ lng: 'ru', resources: { ru: { translation: Object.fromEntries(Object.entries(forms).map(([form, word]) => [`orders_${form}`, `{{count}} ${word}`])) } } });
const fluent = new FluentBundle('ru', { useIsolating: false });
fluent.addResource(
  new FluentResource(`orders = { $count ->\n${Object.entries(forms).map(([form, word]) => `  ${form === 'other' ? '*' : ' '}[${form}] { $count } ${word}\n`).join('')} }\n`),
);
const intl = new IntlMessageFormat(`{count, plural, ${Object.entries(forms).map(([form, word]) => `${form} {# ${word}}`).join(' ')}}`, 'ru');
const polyglot = new Polyglot({ locale: 'ru', phrases: { orders: '%{smart_count} заказ |||| %{smart_count} заказа |||| %{smart_count} заказов' } });
const libraries = {
  i18next: (count) => i18next.t('orders', { count }),
  fluent: (count) => {
    const errors = [];
    const text = fluent.formatPattern(fluent.getMessage('orders').value, { count }, errors);
    return errors.length > 0 ? `${text} (${errors.length} error)` : text;
  },
  'intl-messageformat': (count) => intl.format({ count }),
  polyglot: (count) => polyglot.t('orders', { smart_count: count }),
};
for (const count of [5, '5', 21, '21', '1,5', null, undefined])
  console.log(typeof count, count, Object.entries(libraries).map(([name, format]) => `${name}: ${JSON.stringify(format(count))}`).join(', '));
PROGRAM

cat > expected.txt <<'EXPECTED'
number 5 i18next: "5 заказов", fluent: "5 заказов", intl-messageformat: "5 заказов", polyglot: "5 заказов"
string 5 i18next: "orders", fluent: "5 заказа", intl-messageformat: "5 заказов", polyglot: "5 заказов"
number 21 i18next: "21 заказ", fluent: "21 заказ", intl-messageformat: "21 заказ", polyglot: "21 заказ"
string 21 i18next: "orders", fluent: "21 заказа", intl-messageformat: "21 заказ", polyglot: "21 заказ"
string 1,5 i18next: "orders", fluent: "1,5 заказа", intl-messageformat: "не число заказа", polyglot: "1,5 заказов"
object null i18next: " заказов", fluent: "{$count} заказа (2 error)", intl-messageformat: "0 заказов", polyglot: "%{smart_count} заказ |||| %{smart_count} заказа |||| %{smart_count} заказов"
undefined undefined i18next: "orders", fluent: "{$count} заказа (2 error)", intl-messageformat: "не число заказа", polyglot: "%{smart_count} заказ |||| %{smart_count} заказа |||| %{smart_count} заказов"
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
