#!/usr/bin/env bash
# Guess: inside {{#people}} a person without a name gives an empty name, as in Handlebars.
#
# Seen: Mustache and Hogan look for it further out: a customer without a name is greeted by the name of the shop, which stands one
# level up.
#
# mustache 4.2.0, handlebars 4.7.10, hogan.js 3.0.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund mustache@4.2.0 handlebars@4.7.10 hogan.js@3.0.2

cat > program.mjs <<'PROGRAM'
import Handlebars from 'handlebars';
import Hogan from 'hogan.js';
import Mustache from 'mustache';

const template = '{{#people}}Hi {{name}}, {{phone}};{{/people}}';
const values = { name: 'The Shop', people: [{ name: 'Ann', phone: 1 }, { phone: 2 }] };
console.log('mustache', Mustache.render(template, values));
console.log('hogan', Hogan.compile(template).render(values));
console.log('handlebars', Handlebars.compile(template)(values));
PROGRAM

cat > expected.txt <<'EXPECTED'
mustache Hi Ann, 1;Hi The Shop, 2;
hogan Hi Ann, 1;Hi The Shop, 2;
handlebars Hi Ann, 1;Hi , 2;
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
