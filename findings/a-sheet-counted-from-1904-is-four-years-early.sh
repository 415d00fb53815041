#!/usr/bin/env bash
# Guess: a sheet that counts its days from 1904, as Excel for the Mac did for long and as its copies still do, gives the day that it shows, in every
# reader.
#
# Seen: SheetJS 0.18.5 and xlsx-populate make 26 November 2022 of 27 November 2026: a mailing for that day is four years overdue and goes out at once.
# SheetJS 0.20, exceljs and read-excel-file are right; the bare number that sheet_to_json gives without cellDates is 1,462 days short in both versions
# of SheetJS. The file looks like any other.
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
made.properties.date1904 = true;
made.addWorksheet('sheet').addRow([new Date('2026-11-27T12:00:00Z')]).getCell(1).numFmt = 'dd.mm.yyyy hh:mm';
await made.xlsx.writeFile('schedule.xlsx');
const file = await made.xlsx.writeBuffer();

const day = (moment) => moment.toISOString().slice(0, 10);
const { xlsx: loaded } = new exceljs.Workbook();
console.log('exceljs, loaded:', day((await loaded.load(file)).worksheets[0].getCell('A1').value));
for await (const sheet of new exceljs.stream.xlsx.WorkbookReader('schedule.xlsx', { styles: 'cache' })) {
  for await (const row of sheet) console.log('exceljs, as a stream:', day(row.getCell(1).value));
}
for (const [name, { read, utils }] of Object.entries({ 'xlsx 0.18.5': xlsx, '@e965/xlsx 0.20.3': newer })) {
  const first = (options) => utils.sheet_to_json(read(file, options).Sheets.sheet, { header: 1 })[0][0];
  console.log(`${name}: ${day(first({ cellDates: true }))}, the bare number is ${first({})}`);
}
console.log('read-excel-file:', day((await readSheet('schedule.xlsx'))[0][0]));
console.log('xlsx-populate:', day(populate.numberToDate((await populate.fromDataAsync(file)).sheet(0).cell('A1').value())));
PROGRAM

cat > expected.txt <<'EXPECTED'
exceljs, loaded: 2026-11-27
exceljs, as a stream: 2026-11-27
xlsx 0.18.5: 2022-11-26, the bare number is 44891.5
@e965/xlsx 0.20.3: 2026-11-27, the bare number is 44891.5
read-excel-file: 2026-11-27
xlsx-populate: 2022-11-26
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
