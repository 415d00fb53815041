#!/usr/bin/env bash
# Guess: a cell that holds a whole number of twelve digits, and no formula, is read as it was put in: a double holds fifteen.
#
# Seen: HyperFormula rounds what it hands out to eleven digits: 375291234567 comes out as 375291234570, whether it was a number or a text,
# with a plus or without. Phones of eleven digits are left alone, so that a test with Polish ones passes and those of Belarus go to somebody
# else. Formulas that make a text of it are right, and so is what is serialized; { smartRounding: false } mends the rest.
#
# hyperformula 3.5.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund hyperformula@3.5.0

cat > program.mjs <<'PROGRAM'
import { HyperFormula } from 'hyperformula';

const cells = [[375291234567], ['375291234567'], ['+375291234567'], ['=A1&""'], [48600111222]];
for (const options of [{}, { smartRounding: false }]) {
  const sheet = HyperFormula.buildFromArray(cells, { licenseKey: 'gpl-v3', ...options });
  console.log('read', JSON.stringify(sheet.getSheetValues(0).flat()));
  console.log('serialized', JSON.stringify(sheet.getSheetSerialized(0).flat()));
}
PROGRAM

cat > expected.txt <<'EXPECTED'
read [375291234570,375291234570,375291234570,"375291234567",48600111222]
serialized [375291234567,"375291234567","+375291234567","=A1&\"\"",48600111222]
read [375291234567,375291234567,375291234567,"375291234567",48600111222]
serialized [375291234567,"375291234567","+375291234567","=A1&\"\"",48600111222]
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
