#!/usr/bin/env bash
# Guess: rows that become a table of Arrow and come back are the same: what is missing is null, and a column that cannot hold a value is an error.
#
# Seen: a key that a row has not, or that is undefined, comes back as the empty text, while null stays null: 'without a name' finds nobody, and the
# greeting is 'Hi !'. A column whose first phone is a number turns phones that are texts into numbers, so that their plus and leading zero are gone,
# and those with blanks into null, that is, people out of the list; nothing is said. A moment comes back as a number.
#
# apache-arrow 21.2.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund apache-arrow@21.2.0

cat > program.mjs <<'PROGRAM'
import { tableFromIPC, tableFromJSON, tableToIPC } from 'apache-arrow';

const lists = [
  [{ phone: '375291111111', name: 'Ann' }, { phone: '375292222222' }, { phone: '375331111111', name: undefined }, { phone: '375441111111', name: null }],
  [{ phone: 375291111111 }, { phone: '+375292222222' }, { phone: '+375 33 111-11-11' }, { phone: '0441111111' }],
  [{ phone: '375291111111' }, { phone: 375292222222 }],
  [{ at: new Date('2026-11-27T07:30:00Z') }],
];
for (const list of lists) console.log(JSON.stringify(tableFromIPC(tableToIPC(tableFromJSON(list))).toArray()));
PROGRAM

cat > expected.txt <<'EXPECTED'
[{"phone":"375291111111","name":"Ann"},{"phone":"375292222222","name":""},{"phone":"375331111111","name":""},{"phone":"375441111111","name":null}]
[{"phone":375291111111},{"phone":375292222222},{"phone":null},{"phone":441111111}]
[{"phone":"375291111111"},{"phone":"375292222222"}]
[{"at":1795764600000}]
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
