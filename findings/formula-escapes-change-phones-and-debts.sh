#!/usr/bin/env bash
# Guess: the option that keeps formulas out of a CSV leaves alone what is no formula, such as a phone or a negative sum, and what it
# changes reads back the same.
#
# Seen: csv-stringify and papaparse put an apostrophe before '+375…' and before the text '-12.50', which their own readers give back as
# a part of the value; the number -12.5 they leave alone, so that one column holds both. json-2-csv takes the first sign of '=A' or
# '@anna' away for good, and lets phones be.
#
# csv-stringify 6.9.0, csv-parse 7.0.3, papaparse 5.7.1, json-2-csv 5.6.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund csv-stringify@6.9.0 csv-parse@7.0.3 papaparse@5.7.1 json-2-csv@5.6.0

cat > program.mjs <<'PROGRAM'
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { csv2json, json2csv } from 'json-2-csv';
import Papa from 'papaparse';

const rows = [{ phone: '+375291111111', sum: '-12.50', number: -12.5, nick: '@anna' }];
const trips = {
  'csv-stringify': () => parse(stringify(rows, { header: true, escape_formulas: true }), { columns: true }),
  papaparse: () => Papa.parse(Papa.unparse(rows, { escapeFormulae: true }), { header: true }).data,
  'json-2-csv': () => csv2json(json2csv(rows, { preventCsvInjection: true })),
};
for (const [name, trip] of Object.entries(trips)) console.log(name, JSON.stringify(trip()));
PROGRAM

cat > expected.txt <<'EXPECTED'
csv-stringify [{"phone":"'+375291111111","sum":"'-12.50","number":"-12.5","nick":"'@anna"}]
papaparse [{"phone":"'+375291111111","sum":"'-12.50","number":"-12.5","nick":"'@anna"}]
json-2-csv [{"phone":"+375291111111","sum":-12.5,"number":-12.5,"nick":"anna"}]
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
