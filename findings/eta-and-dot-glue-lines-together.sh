#!/usr/bin/env bash
# Guess: a text message of three lines has three lines when it comes out of a template engine.
#
# Seen: Eta takes away the line break behind each tag, so that 'Ann' and the next line become one word, and doT every line break and
# the spaces that follow. EJS keeps the text as it was written.
#
# eta 4.6.0, dot 1.1.3, ejs 7.0.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund eta@4.6.0 dot@1.1.3 ejs@7.0.2

cat > program.mjs <<'PROGRAM'
import dot from 'dot';
import ejs from 'ejs';
import { Eta } from 'eta';

const values = { name: 'Ann', sum: '12.50' };
const text = (open, close) => `Dear ${open}name${close}\nyou owe ${open}sum${close}\n\nThank you\n  The Shop`;
console.log('eta', JSON.stringify(new Eta().renderString(text('<%= it.', ' %>'), values)));
console.log('dot', JSON.stringify(dot.template(text('{{=it.', '}}'))(values)));
console.log('ejs', JSON.stringify(ejs.render(text('<%= ', ' %>'), values)));
PROGRAM

cat > expected.txt <<'EXPECTED'
eta "Dear Annyou owe 12.50\nThank you\n  The Shop"
dot "Dear Annyou owe 12.50Thank you The Shop"
ejs "Dear Ann\nyou owe 12.50\n\nThank you\n  The Shop"
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
