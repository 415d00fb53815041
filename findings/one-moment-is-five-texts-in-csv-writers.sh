#!/usr/bin/env bash
# Guess: a Date in a row is written into a CSV as ISO text, as in JSON.
#
# Seen: papaparse alone does so. csv-stringify writes milliseconds, fast-csv, csv-writer and json-2-csv the long text of the local
# clock, d3-dsv cuts off the zeros of the seconds, or the whole time at midnight UTC, and SheetJS writes month first and the day alone.
# The ledger of who got what when loses its hour in the last.
#
# csv-stringify 6.9.0, fast-csv 5.0.8, csv-writer 1.6.0, json-2-csv 5.6.0, d3-dsv 3.0.2, papaparse 5.7.1, xlsx 0.18.5, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund csv-stringify@6.9.0 fast-csv@5.0.8 csv-writer@1.6.0 json-2-csv@5.6.0 d3-dsv@3.0.2 papaparse@5.7.1 xlsx@0.18.5

cat > program.mjs <<'PROGRAM'
import { stringify } from 'csv-stringify/sync';
import { createArrayCsvStringifier } from 'csv-writer';
import { csvFormatBody } from 'd3-dsv';
import { writeToString } from 'fast-csv';
import { json2csv } from 'json-2-csv';
import Papa from 'papaparse';
import XLSX from 'xlsx';

const writers = {
  papaparse: (at) => Papa.unparse([[at]]),
  'csv-stringify': (at) => stringify([[at]]),
  'fast-csv': (at) => writeToString([[at]]),
  'csv-writer': (at) => createArrayCsvStringifier({}).stringifyRecords([[at]]),
  'json-2-csv': (at) => json2csv([{ at }], { prependHeader: false }),
  'd3-dsv': (at) => csvFormatBody([{ at }]),
  SheetJS: (at) => XLSX.utils.sheet_to_csv(XLSX.utils.aoa_to_sheet([[at]])),
};
for (const iso of ['2026-11-27T07:30:00Z', '2026-11-27T00:00:00Z'])
  for (const [name, write] of Object.entries(writers)) console.log(name, (await write(new Date(iso))).trim());
PROGRAM

cat > expected.txt <<'EXPECTED'
papaparse 2026-11-27T07:30:00.000Z
csv-stringify 1795764600000
fast-csv Fri Nov 27 2026 10:30:00 GMT+0300 (Moscow Standard Time)
csv-writer Fri Nov 27 2026 10:30:00 GMT+0300 (Moscow Standard Time)
json-2-csv Fri Nov 27 2026 10:30:00 GMT+0300 (Moscow Standard Time)
d3-dsv 2026-11-27T07:30Z
SheetJS 11/27/26
papaparse 2026-11-27T00:00:00.000Z
csv-stringify 1795737600000
fast-csv Fri Nov 27 2026 03:00:00 GMT+0300 (Moscow Standard Time)
csv-writer Fri Nov 27 2026 03:00:00 GMT+0300 (Moscow Standard Time)
json-2-csv Fri Nov 27 2026 03:00:00 GMT+0300 (Moscow Standard Time)
d3-dsv 2026-11-27
SheetJS 11/27/26
EXPECTED

TZ=Europe/Minsk node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
