#!/usr/bin/env bash
# Guess: '3,75291E+11', as a Russian spreadsheet writes a phone into a CSV, stays a text in SheetJS, as it does in csv-parse and papaparse.
#
# Seen: the comma is taken for thousands, and the phone becomes 37529100000000000. With { raw: true } on reading it stays a text.
# A plus is dropped in silence as well, and with it the sign that the number is international.
#
# xlsx 0.18.5, csv-parse 7.0.3, papaparse 5.7.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5 csv-parse@7.0.3 papaparse@5.7.1

cat > program.mjs <<'PROGRAM'
import { parse } from 'csv-parse/sync';
import Papa from 'papaparse';
import XLSX from 'xlsx';

const csv = 'tel\n"3,75291E+11"\n+375291111111\n';
const rows = (options) => XLSX.utils.sheet_to_json(XLSX.read(csv, { type: 'string', ...options }).Sheets.Sheet1, { raw: true });
const shown = (list) => list.map(({ tel }) => JSON.stringify(tel)).join(' ');
console.log('xlsx', shown(rows({})));
console.log('xlsx raw', shown(rows({ raw: true })));
console.log('csv-parse cast', shown(parse(csv, { columns: true, cast: true })));
console.log('papaparse dynamicTyping', shown(Papa.parse(csv, { header: true, dynamicTyping: true, skipEmptyLines: true }).data));
PROGRAM

cat > expected.txt <<'EXPECTED'
xlsx 37529100000000000 375291111111
xlsx raw "3,75291E+11" "+375291111111"
csv-parse cast "3,75291E+11" 375291111111
papaparse dynamicTyping "3,75291E+11" "+375291111111"
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
