#!/usr/bin/env bash
# Guess: {{customer.name}} prints the name whether the customer is a plain object or an instance of a class with a getter, as those of
# ORMs are.
#
# Seen: Handlebars and liquidjs print nothing for the getter and go on (Handlebars with a line in the log): the whole mailing goes out
# as 'Hi !'. Mustache and Nunjucks print it.
#
# handlebars 4.7.10, mustache 4.2.0, nunjucks 3.2.4, liquidjs 10.30.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund handlebars@4.7.10 mustache@4.2.0 nunjucks@3.2.4 liquidjs@10.30.1

cat > program.mjs <<'PROGRAM'
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import Mustache from 'mustache';
import nunjucks from 'nunjucks';

class Customer {
  get name() {
    return 'Ann';
  }
}
const template = 'Hi {{customer.name}}!';
for (const [sort, customer] of [
  ['plain object', { name: 'Ann' }],
  ['getter', new Customer()],
]) {
  console.log(sort, 'handlebars', Handlebars.compile(template)({ customer }));
  console.log(sort, 'mustache', Mustache.render(template, { customer }));
  console.log(sort, 'nunjucks', nunjucks.renderString(template, { customer }));
  console.log(sort, 'liquid', new Liquid().parseAndRenderSync(template, { customer }));
}
PROGRAM

cat > expected.txt <<'EXPECTED'
plain object handlebars Hi Ann!
plain object mustache Hi Ann!
plain object nunjucks Hi Ann!
plain object liquid Hi Ann!
getter handlebars Hi !
getter mustache Hi Ann!
getter nunjucks Hi Ann!
getter liquid Hi !
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
