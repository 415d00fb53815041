#!/usr/bin/env bash
# Guess: '{% if debt %}You owe …{% endif %}' is left out for a debt of 0, of '' and of an empty list, in one engine as in the next.
#
# Seen: in Liquid 0 and '' are true, so that everybody gets the reminder; Twig takes the text '0' for false as well, which is what a
# database gives for a decimal column, the others take it for true; an empty list of orders is true in Nunjucks and Liquid.
#
# liquidjs 10.30.1, nunjucks 3.2.4, twig 2.0.0, handlebars 4.7.10, mustache 4.2.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund liquidjs@10.30.1 nunjucks@3.2.4 twig@2.0.0 handlebars@4.7.10 mustache@4.2.0

cat > program.mjs <<'PROGRAM'
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import Mustache from 'mustache';
import nunjucks from 'nunjucks';
import Twig from 'twig';

const liquid = new Liquid();
const block = '{% if debt %}reminded{% else %}left alone{% endif %}';
const engines = {
  liquid: (values) => liquid.parseAndRenderSync(block, values),
  nunjucks: (values) => nunjucks.renderString(block, values),
  twig: (values) => Twig.twig({ data: block }).render(values),
  handlebars: (values) => Handlebars.compile('{{#if debt}}reminded{{else}}left alone{{/if}}')(values),
  mustache: (values) => Mustache.render('{{#debt}}reminded{{/debt}}{{^debt}}left alone{{/debt}}', values),
};
for (const [name, render] of Object.entries(engines))
  console.log(`${name}:`, [0, '0', '', []].map((debt) => `${JSON.stringify(debt)} ${render({ debt })}`).join(', '));
PROGRAM

cat > expected.txt <<'EXPECTED'
liquid: 0 reminded, "0" reminded, "" reminded, [] reminded
nunjucks: 0 left alone, "0" reminded, "" left alone, [] reminded
twig: 0 left alone, "0" left alone, "" left alone, [] left alone
handlebars: 0 left alone, "0" reminded, "" left alone, [] left alone
mustache: 0 left alone, "0" reminded, "" left alone, [] left alone
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
