#!/usr/bin/env bash
# Guess: a reader of CSV gives a row per line, or an error, where one line is too short or where lines end in both ways, as in a list
# put together from two files.
#
# Seen: papaparse and csvtojson take the second kind of line end for a part of the phone, and the next recipient is gone: rows still
# come back, papaparse with a note in a list of errors that nobody has to look at. udsv does so too, and joins a row without a phone
# with the next one: Bob's phone belongs to 'Ann\nBob'.
#
# papaparse 5.7.1, csvtojson 2.0.14, udsv 0.7.3, csv-parse 7.0.3, fast-csv 5.0.8, d3-dsv 3.0.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund papaparse@5.7.1 csvtojson@2.0.14 udsv@0.7.3 csv-parse@7.0.3 fast-csv@5.0.8 d3-dsv@3.0.2

cat > program.mjs <<'PROGRAM'
import { parse } from 'csv-parse/sync';
import csvtojson from 'csvtojson';
import { csvParse } from 'd3-dsv';
import { parseString } from 'fast-csv';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';

const readers = {
  papaparse: (text) => Papa.parse(text, { header: true, skipEmptyLines: true }).data,
  csvtojson: (text) => csvtojson().fromString(text),
  udsv: (text) => initParser(inferSchema(text)).stringObjs(text),
  'csv-parse': (text) => parse(text, { columns: true }),
  'fast-csv': (text) => parseString(text, { headers: true }).toArray(),
  'd3-dsv': (text) => csvParse(text),
};
for (const [sort, text] of [
  ['two line ends', 'name,tel\r\nAnn,1\nBob,2\n'],
  ['a short row', 'name,tel\nAnn\nBob,2\n'],
])
  for (const [name, read] of Object.entries(readers)) {
    let rows;
    try {
      rows = JSON.stringify(await read(text));
    } catch {
      rows = 'throws';
    }
    console.log(`${sort}, ${name}: ${rows}`);
  }
PROGRAM

cat > expected.txt <<'EXPECTED'
two line ends, papaparse: [{"name":"Ann","tel":"1\nBob","__parsed_extra":["2\n"]}]
two line ends, csvtojson: [{"name":"Ann","tel":"1\nBob","field3":"2"}]
two line ends, udsv: [{"name":"Ann","tel":"1\nBob,2\n"}]
two line ends, csv-parse: throws
two line ends, fast-csv: [{"name":"Ann","tel":"1"},{"name":"Bob","tel":"2"}]
two line ends, d3-dsv: [{"name":"Ann","tel":"1"},{"name":"Bob","tel":"2"}]
a short row, papaparse: [{"name":"Ann"},{"name":"Bob","tel":"2"}]
a short row, csvtojson: [{"name":"Ann"},{"name":"Bob","tel":"2"}]
a short row, udsv: [{"name":"Ann\nBob","tel":"2"}]
a short row, csv-parse: throws
a short row, fast-csv: [{"name":"Ann","tel":""},{"name":"Bob","tel":"2"}]
a short row, d3-dsv: [{"name":"Ann","tel":""},{"name":"Bob","tel":"2"}]
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
