#!/usr/bin/env bash
# Guess: { cast_date: true } of csv-parse makes dates of dates, such as 2026-11-27, and leaves every other cell as it is.
#
# Seen: whatever V8 can make a day of is one: '5%', '$5', 'Anna 5', 'дом 12' and 'Order 12' are days in 2001, the hours '10-12' are 12 October, and
# '03.04.2027' is 4 March, while '27.11.2026' stays a text. So one column holds both kinds, and the message tells of a discount of 'Tue May 01 2001
# 00:00:00'. The first rows of a list, 'Anna' and '15%', show nothing. Of other readers that are told to find out types, papaparse, csvtojson, d3-dsv
# and csv42 leave all of these as texts. exceljs, told nothing, makes a date of '11-27-2026' alone; with all of these a phone loses its zero, and with
# most its plus.
#
# csv-parse 7.0.3, papaparse 5.7.1, csvtojson 2.0.14, d3-dsv 3.0.2, csv42 5.0.3, exceljs 4.4.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund csv-parse@7.0.3 papaparse@5.7.1 csvtojson@2.0.14 d3-dsv@3.0.2 csv42@5.0.3 exceljs@4.4.0

cat > program.mjs <<'PROGRAM'
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { csv2json } from 'csv42';
import csvtojson from 'csvtojson';
import { autoType, csvParse } from 'd3-dsv';
import exceljs from 'exceljs';
import Papa from 'papaparse';

const cells = ['Anna', 'Anna 5', 'дом 12', 'Order 12', '15%', '5%', '$5', '10-12', '03.04.2027', '27.11.2026', '11-27-2026', '+375291111111', '0291111111'];
const csv = ['cell', ...cells].join('\n');
const readers = {
  'csv-parse, cast_date': () => parse(csv, { columns: true, cast: true, cast_date: true }),
  'csv-parse, cast': () => parse(csv, { columns: true, cast: true }),
  'papaparse, dynamicTyping': () => Papa.parse(csv, { header: true, dynamicTyping: true, delimiter: ',' }).data,
  'csvtojson, checkType': () => csvtojson({ checkType: true }).fromString(csv),
  'd3-dsv, autoType': () => csvParse(csv, autoType),
  csv42: () => csv2json(csv),
  exceljs: async () => {
    const rows = [];
    (await new exceljs.Workbook().csv.read(Readable.from([csv]))).eachRow((row) => rows.push({ cell: row.getCell(1).value }));
    return rows.slice(1);
  },
};
const shown = (value) => (value instanceof Date ? `Date ${value.toISOString().slice(0, 10)}` : typeof value === 'number' ? `number ${value}` : value);
for (const [name, read] of Object.entries(readers)) {
  const changed = (await read()).map(({ cell }, index) => [cells[index], shown(cell)]).filter(([before, after]) => before !== after);
  console.log(`${name}: ${changed.map(([before, after]) => `${before} -> ${after}`).join('; ') || 'as it was'}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
csv-parse, cast_date: Anna 5 -> Date 2001-05-01; дом 12 -> Date 2001-12-01; Order 12 -> Date 2001-12-01; 5% -> Date 2001-05-01; $5 -> Date 2001-05-01; 10-12 -> Date 2001-10-12; 03.04.2027 -> Date 2027-03-04; 11-27-2026 -> Date 2026-11-27; +375291111111 -> number 375291111111; 0291111111 -> number 291111111
csv-parse, cast: +375291111111 -> number 375291111111; 0291111111 -> number 291111111
papaparse, dynamicTyping: 0291111111 -> number 291111111
csvtojson, checkType: +375291111111 -> number 375291111111; 0291111111 -> number 291111111
d3-dsv, autoType: +375291111111 -> number 375291111111; 0291111111 -> number 291111111
csv42: 0291111111 -> number 291111111
exceljs: 11-27-2026 -> Date 2026-11-27; +375291111111 -> number 375291111111; 0291111111 -> number 291111111
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
