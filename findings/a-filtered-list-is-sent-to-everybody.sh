#!/usr/bin/env bash
# Guess: rows that a filter hides, as when somebody leaves the debtors of Minsk in view and saves the list, are left out by the option made for it,
# and every reader can tell which they are.
#
# Seen: { skipHidden: true } of SheetJS is ignored in silence unless the book was read with { cellStyles: true }, an option about something else: all
# are written to. read-excel-file gives every row and says nothing of the hidden ones; exceljs and xlsx-populate give every row as well, and say it of
# a row to whoever asks for that row.
#
# xlsx 0.18.5, @e965/xlsx 0.20.3, exceljs 4.4.0, read-excel-file 9.3.17, xlsx-populate 1.21.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5 @e965/xlsx@0.20.3 exceljs@4.4.0 read-excel-file@9.3.17 xlsx-populate@1.21.0

cat > program.mjs <<'PROGRAM'
import newer from '@e965/xlsx';
import exceljs from 'exceljs';
import { readSheet } from 'read-excel-file/node';
import xlsx from 'xlsx';
import populate from 'xlsx-populate';

const made = new exceljs.Workbook();
const sheet = made.addWorksheet('people');
for (const [name, town] of [['name', 'town'], ['Ann', 'Minsk'], ['Bob', 'Brest'], ['Eve', 'Minsk']]) sheet.addRow([name, town]);
sheet.autoFilter = 'A1:B4';
sheet.getRow(3).hidden = true;
await made.xlsx.writeFile('people.xlsx');
const file = await made.xlsx.writeBuffer();

for (const [name, { read, utils }] of Object.entries({ 'xlsx 0.18.5': xlsx, '@e965/xlsx 0.20.3': newer })) {
  for (const options of [{}, { cellStyles: true }]) {
    const { people } = read(file, { ...options }).Sheets;
    console.log(`${name} read with ${JSON.stringify(options)}, skipHidden: json ${utils.sheet_to_json(people, { skipHidden: true }).map((row) => row.name)}; csv ${utils.sheet_to_csv(people, { skipHidden: true }).trim().replaceAll('\n', ' ')}`);
  }
}
console.log('read-excel-file:', JSON.stringify((await readSheet('people.xlsx')).slice(1)));
const rows = [];
(await new exceljs.Workbook().xlsx.load(file)).worksheets[0].eachRow((row) => rows.push(`${row.getCell(1).value}${row.hidden ? ' (hidden)' : ''}`));
console.log('exceljs:', rows.slice(1).join(', '));
const populated = (await populate.fromDataAsync(file)).sheet(0);
console.log('xlsx-populate:', JSON.stringify(populated.usedRange().value().slice(1)), 'row 3 hidden:', populated.row(3).hidden());
PROGRAM

cat > expected.txt <<'EXPECTED'
xlsx 0.18.5 read with {}, skipHidden: json Ann,Bob,Eve; csv name,town Ann,Minsk Bob,Brest Eve,Minsk
xlsx 0.18.5 read with {"cellStyles":true}, skipHidden: json Ann,Eve; csv name,town Ann,Minsk Eve,Minsk
@e965/xlsx 0.20.3 read with {}, skipHidden: json Ann,Bob,Eve; csv name,town Ann,Minsk Bob,Brest Eve,Minsk
@e965/xlsx 0.20.3 read with {"cellStyles":true}, skipHidden: json Ann,Eve; csv name,town Ann,Minsk Eve,Minsk
read-excel-file: [["Ann","Minsk"],["Bob","Brest"],["Eve","Minsk"]]
exceljs: Ann, Bob (hidden), Eve
xlsx-populate: [["Ann","Minsk"],["Bob","Brest"],["Eve","Minsk"]] row 3 hidden: true
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
