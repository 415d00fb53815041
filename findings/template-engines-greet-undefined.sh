#!/usr/bin/env bash
# Guess: a customer without a name is greeted as 'Hi !' or the engine complains.
#
# Seen: Eta and messageformat write 'undefined' or 'null' to the customer, i18next sends the placeholder itself, yet writes nothing for
# null, and pupa throws for undefined but writes 'null'. intl-messageformat throws for undefined and drops false, and given a list it
# returns no text but an array.
#
# eta 4.6.0, @messageformat/core 3.4.1, intl-messageformat 12.1.5, i18next 26.7.2, pupa 3.3.0, handlebars 4.7.10, mustache 4.2.0, Node
# 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund eta@4.6.0 @messageformat/core@3.4.1 intl-messageformat@12.1.5 i18next@26.7.2 pupa@3.3.0 handlebars@4.7.10 mustache@4.2.0

cat > program.mjs <<'PROGRAM'
import MessageFormat from '@messageformat/core';
import { Eta } from 'eta';
import Handlebars from 'handlebars';
import i18next from 'i18next';
import { IntlMessageFormat } from 'intl-messageformat';
import Mustache from 'mustache';
import pupa from 'pupa';

await i18next.init({ lng: 'en', resources: { en: { translation: { greeting: 'Hi {{name}}!' } } } });
const intl = new IntlMessageFormat('Hi {name}!', 'en');
const engines = {
  eta: (values) => new Eta().renderString('Hi <%= it.name %>!', values),
  messageformat: (values) => new MessageFormat('en').compile('Hi {name}!')(values),
  i18next: (values) => i18next.t('greeting', values),
  pupa: (values) => pupa('Hi {name}!', values),
  'intl-messageformat': (values) => intl.format(values),
  handlebars: (values) => Handlebars.compile('Hi {{name}}!')(values),
  mustache: (values) => Mustache.render('Hi {{name}}!', values),
};
for (const [name, render] of Object.entries(engines)) {
  const outcome = (values) => {
    try {
      return JSON.stringify(render(values));
    } catch {
      return 'throws';
    }
  };
  console.log(`${name}:`, outcome({}), outcome({ name: null }), outcome({ name: false }), outcome({ name: ['Ann', 'Bob'] }));
}
PROGRAM

cat > expected.txt <<'EXPECTED'
eta: "Hi undefined!" "Hi null!" "Hi false!" "Hi Ann,Bob!"
messageformat: "Hi undefined!" "Hi null!" "Hi false!" "Hi Ann,Bob!"
i18next: "Hi {{name}}!" "Hi !" "Hi false!" "Hi Ann,Bob!"
pupa: throws "Hi null!" "Hi false!" "Hi Ann,Bob!"
intl-messageformat: throws "Hi !" "Hi !" ["Hi ",["Ann","Bob"],"!"]
handlebars: "Hi !" "Hi !" "Hi false!" "Hi Ann,Bob!"
mustache: "Hi !" "Hi !" "Hi false!" "Hi Ann,Bob!"
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
