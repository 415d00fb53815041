#!/usr/bin/env bash
# Guess: a sheet of phones, kept as whole numbers, turned into CSV holds the digits of each phone: a double holds fifteen, and the same call gives
# them for the phones of Russia and Poland.
#
# Seen: sheet_to_csv, and sheet_to_json with { raw: false }, of SheetJS writes numbers of twelve digits as a cell of General shows them: all of
# Belarus is 3.75291E+11, 3.75292E+11 and the like. The digits are gone, and who removes duplicates afterwards keeps one customer of all whose phones
# begin alike. Phones of eleven digits pass, so that a test with those shows nothing. { rawNumbers: true }, or a number format of '0' in the sheet,
# keeps them. exceljs' own CSV keeps them too.
#
# xlsx 0.18.5, @e965/xlsx 0.20.3, exceljs 4.4.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5 @e965/xlsx@0.20.3 exceljs@4.4.0

cat > program.mjs <<'PROGRAM'
import newer from '@e965/xlsx';
import exceljs from 'exceljs';
import xlsx from 'xlsx';

const book = new exceljs.Workbook();
const sheet = book.addWorksheet('phones');
for (const phone of [48601111111, 79161111111, 375291111111, 375291222222, 380501111111]) sheet.addRow([phone]);
const file = await book.xlsx.writeBuffer();

const line = (csv) => csv.trim().split(/\r?\n/).join(' ');
for (const [name, { read, utils }] of Object.entries({ 'xlsx 0.18.5': xlsx, '@e965/xlsx 0.20.3': newer })) {
  const { phones } = read(file).Sheets;
  console.log(`${name}, sheet_to_csv: ${line(utils.sheet_to_csv(phones))}`);
  console.log(`${name}, sheet_to_csv with rawNumbers: ${line(utils.sheet_to_csv(phones, { rawNumbers: true }))}`);
  console.log(`${name}, sheet_to_json with raw: false: ${utils.sheet_to_json(phones, { header: 1, raw: false }).flat().join(' ')}`);
  console.log(`${name}, sheet_to_json: ${utils.sheet_to_json(phones, { header: 1 }).flat().join(' ')}`);
}
console.log(`exceljs: ${line(String(await book.csv.writeBuffer()))}`);
for (const row of [1, 2, 3, 4, 5]) sheet.getCell(row, 1).numFmt = '0';
console.log(`xlsx 0.18.5, sheet_to_csv with the format 0: ${line(xlsx.utils.sheet_to_csv(xlsx.read(await book.xlsx.writeBuffer()).Sheets.phones))}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
xlsx 0.18.5, sheet_to_csv: 48601111111 79161111111 3.75291E+11 3.75291E+11 3.80501E+11
xlsx 0.18.5, sheet_to_csv with rawNumbers: 48601111111 79161111111 375291111111 375291222222 380501111111
xlsx 0.18.5, sheet_to_json with raw: false: 48601111111 79161111111 3.75291E+11 3.75291E+11 3.80501E+11
xlsx 0.18.5, sheet_to_json: 48601111111 79161111111 375291111111 375291222222 380501111111
@e965/xlsx 0.20.3, sheet_to_csv: 48601111111 79161111111 3.75291E+11 3.75291E+11 3.80501E+11
@e965/xlsx 0.20.3, sheet_to_csv with rawNumbers: 48601111111 79161111111 375291111111 375291222222 380501111111
@e965/xlsx 0.20.3, sheet_to_json with raw: false: 48601111111 79161111111 3.75291E+11 3.75291E+11 3.80501E+11
@e965/xlsx 0.20.3, sheet_to_json: 48601111111 79161111111 375291111111 375291222222 380501111111
exceljs: 48601111111 79161111111 375291111111 375291222222 380501111111
xlsx 0.18.5, sheet_to_csv with the format 0: 48601111111 79161111111 375291111111 375291222222 380501111111
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
