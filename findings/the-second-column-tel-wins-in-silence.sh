#!/usr/bin/env bash
# Guess: a list with two columns of one name, as phone books export (tel and tel), is refused, or the first one counts.
#
# Seen: csv-parse, neat-csv, d3-dsv and csvtojson keep the last column and say nothing, so that an empty second column empties every
# phone; papaparse and SheetJS keep the first under its name, and fast-csv throws.
#
# csv-parse 7.0.3, neat-csv 7.0.0, d3-dsv 3.0.2, csvtojson 2.0.14, papaparse 5.7.1, fast-csv 5.0.8, xlsx 0.18.5, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund csv-parse@7.0.3 neat-csv@7.0.0 d3-dsv@3.0.2 csvtojson@2.0.14 papaparse@5.7.1 fast-csv@5.0.8 xlsx@0.18.5

cat > program.mjs <<'PROGRAM'
import { parse } from 'csv-parse/sync';
import csvtojson from 'csvtojson';
import { csvParse } from 'd3-dsv';
import { parseString } from 'fast-csv';
import neatCsv from 'neat-csv';
import Papa from 'papaparse';
import XLSX from 'xlsx';

const readers = {
  'csv-parse': (text) => parse(text, { columns: true }),
  'neat-csv': (text) => neatCsv(text),
  'd3-dsv': (text) => csvParse(text),
  csvtojson: (text) => csvtojson().fromString(text),
  papaparse: (text) => Papa.parse(text, { header: true, skipEmptyLines: true }).data,
  SheetJS: (text) => XLSX.utils.sheet_to_json(XLSX.read(text, { type: 'string', raw: true }).Sheets.Sheet1),
  'fast-csv': (text) => parseString(text, { headers: true }).toArray(),
};
for (const [name, read] of Object.entries(readers)) {
  let rows;
  try {
    rows = JSON.stringify(await read('name,tel,tel\nAnn,375291111111,\n'));
  } catch {
    rows = 'throws';
  }
  console.log(`${name}: ${rows}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
csv-parse: [{"name":"Ann","tel":""}]
neat-csv: [{"name":"Ann","tel":""}]
d3-dsv: [{"name":"Ann","tel":""}]
csvtojson: [{"name":"Ann","tel":""}]
papaparse: [{"name":"Ann","tel":"375291111111","tel_1":""}]
SheetJS: [{"name":"Ann","tel":"375291111111"}]
fast-csv: throws
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
