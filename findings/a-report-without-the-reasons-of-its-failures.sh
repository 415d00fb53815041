#!/usr/bin/env bash
# Guess: rows written to a CSV with their names on top have a column for every key that any row has, or the writer refuses a key that it did not
# expect.
#
# Seen: papaparse, csv-stringify, fast-csv, export-to-csv and objects-to-csv take the columns from the first row and drop the rest without a word. The
# first message was sent and has no reason, so that the report has none at all: who reads it sees that 300 failed, and not that they have no Viber.
# @json2csv, json2csv, jsonexport, json-2-csv, csv42, d3-dsv and SheetJS have all three columns, and so has objects-to-csv if it is told to look at
# all rows.
#
# papaparse 5.7.1, csv-stringify 6.9.0, fast-csv 5.0.8, export-to-csv 1.5.0, objects-to-csv 1.3.6, @json2csv/plainjs 7.0.8, json2csv 5.0.7, jsonexport
# 3.2.0, json-2-csv 5.6.0, csv42 5.0.3, d3-dsv 3.0.2, xlsx 0.18.5, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund papaparse@5.7.1 csv-stringify@6.9.0 fast-csv@5.0.8 export-to-csv@1.5.0 objects-to-csv@1.3.6 @json2csv/plainjs@7.0.8 json2csv@5.0.7 jsonexport@3.2.0 json-2-csv@5.6.0 csv42@5.0.3 d3-dsv@3.0.2 xlsx@0.18.5

cat > program.mjs <<'PROGRAM'
import { Parser } from '@json2csv/plainjs';
import { stringify } from 'csv-stringify/sync';
import { json2csv as csv42 } from 'csv42';
import { csvFormat } from 'd3-dsv';
import { generateCsv, mkConfig } from 'export-to-csv';
import { writeToString } from 'fast-csv';
import { json2csv } from 'json-2-csv';
import old from 'json2csv';
import jsonexport from 'jsonexport';
import ObjectsToCsv from 'objects-to-csv';
import Papa from 'papaparse';
import xlsx from 'xlsx';

const report = [
  { phone: '375291111111', state: 'sent' },
  { phone: '375292222222', state: 'failed', reason: 'no Viber' },
];
const writers = {
  papaparse: () => Papa.unparse(report),
  'csv-stringify': () => stringify(report, { header: true }),
  'fast-csv': () => writeToString(report, { headers: true }),
  'export-to-csv': () => generateCsv(mkConfig({ useKeysAsHeaders: true, useBom: false }))(report),
  'objects-to-csv': () => new ObjectsToCsv(report).toString(),
  'objects-to-csv, all rows': () => new ObjectsToCsv(report).toString(true, true),
  '@json2csv/plainjs': () => new Parser().parse(report),
  json2csv: () => old.parse(report),
  jsonexport: () => jsonexport(report),
  'json-2-csv': () => json2csv(report),
  csv42: () => csv42(report),
  'd3-dsv': () => csvFormat(report),
  SheetJS: () => xlsx.utils.sheet_to_csv(xlsx.utils.json_to_sheet(report)),
};
for (const [name, write] of Object.entries(writers)) console.log(`${name}: ${String(await write()).replace(/[\ufeff"]/g, '').trim().split(/\r?\n/).join(' / ')}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
papaparse: phone,state / 375291111111,sent / 375292222222,failed
csv-stringify: phone,state / 375291111111,sent / 375292222222,failed
fast-csv: phone,state / 375291111111,sent / 375292222222,failed
export-to-csv: phone,state / 375291111111,sent / 375292222222,failed
objects-to-csv: phone,state / 375291111111,sent / 375292222222,failed
objects-to-csv, all rows: phone,reason,state / 375291111111,,sent / 375292222222,no Viber,failed
@json2csv/plainjs: phone,state,reason / 375291111111,sent, / 375292222222,failed,no Viber
json2csv: phone,state,reason / 375291111111,sent, / 375292222222,failed,no Viber
jsonexport: phone,state,reason / 375291111111,sent / 375292222222,failed,no Viber
json-2-csv: phone,state,reason / 375291111111,sent,undefined / 375292222222,failed,no Viber
csv42: phone,state,reason / 375291111111,sent, / 375292222222,failed,no Viber
d3-dsv: phone,state,reason / 375291111111,sent, / 375292222222,failed,no Viber
SheetJS: phone,state,reason / 375291111111,sent, / 375292222222,failed,no Viber
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
