#!/usr/bin/env bash
# Guess: a cell that shows 27.11.2026 10:00 is one moment, whichever library reads the sheet and wherever the program runs.
#
# Seen: exceljs takes the cell's clock for UTC, read-excel-file as well, a millisecond early, so that cutting the fraction off gives
# 09:59:59. SheetJS and xlsx-populate take it for the clock of the machine: on a server in New York it is eight hours later than
# in Minsk. The option UTC of SheetJS changes that in 0.20 and is ignored in silence by 0.18.5, the newest one on npm under its own name.
#
# exceljs 4.4.0, read-excel-file 9.3.17, xlsx 0.18.5, @e965/xlsx 0.20.3, xlsx-populate 1.21.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund exceljs@4.4.0 read-excel-file@9.3.17 xlsx@0.18.5 @e965/xlsx@0.20.3 xlsx-populate@1.21.0

cat > program.mjs <<'PROGRAM'
import { readFileSync } from 'node:fs';
import newer from '@e965/xlsx';
import exceljs from 'exceljs';
import { readSheet } from 'read-excel-file/node';
import xlsx from 'xlsx';
import populate from 'xlsx-populate';

// 46353 days and ten hours since the beginning of 1900, as spreadsheets count.
const made = new exceljs.Workbook();
made.addWorksheet('sheet').addRow([46353 + 10 / 24]).getCell(1).numFmt = 'dd.mm.yyyy hh:mm';
await made.xlsx.writeFile('schedule.xlsx');
const file = readFileSync('schedule.xlsx');

const read = await new exceljs.Workbook().xlsx.load(file);
const sheetJs = ({ read, utils }, options) => utils.sheet_to_json(read(file, { cellDates: true, ...options }).Sheets.sheet, { header: 1, ...options })[0][0];
const cell = (await populate.fromDataAsync(file)).sheet(0).cell('A1').value();
const moments = {
  exceljs: read.worksheets[0].getCell('A1').value,
  'read-excel-file': (await readSheet('schedule.xlsx'))[0][0],
  'xlsx 0.18.5': sheetJs(xlsx, {}),
  'xlsx 0.18.5 UTC': sheetJs(xlsx, { UTC: true }),
  '@e965/xlsx 0.20.3': sheetJs(newer, {}),
  '@e965/xlsx 0.20.3 UTC': sheetJs(newer, { UTC: true }),
  'xlsx-populate': populate.numberToDate(cell),
};
for (const [name, moment] of Object.entries(moments)) console.log(process.env.TZ, name, moment.toISOString());
PROGRAM

cat > expected.txt <<'EXPECTED'
Europe/Minsk exceljs 2026-11-27T10:00:00.000Z
Europe/Minsk read-excel-file 2026-11-27T09:59:59.999Z
Europe/Minsk xlsx 0.18.5 2026-11-27T07:00:00.000Z
Europe/Minsk xlsx 0.18.5 UTC 2026-11-27T07:00:00.000Z
Europe/Minsk @e965/xlsx 0.20.3 2026-11-27T07:00:00.000Z
Europe/Minsk @e965/xlsx 0.20.3 UTC 2026-11-27T10:00:00.000Z
Europe/Minsk xlsx-populate 2026-11-27T07:00:00.000Z
America/New_York exceljs 2026-11-27T10:00:00.000Z
America/New_York read-excel-file 2026-11-27T09:59:59.999Z
America/New_York xlsx 0.18.5 2026-11-27T15:00:00.000Z
America/New_York xlsx 0.18.5 UTC 2026-11-27T15:00:00.000Z
America/New_York @e965/xlsx 0.20.3 2026-11-27T15:00:00.000Z
America/New_York @e965/xlsx 0.20.3 UTC 2026-11-27T10:00:00.000Z
America/New_York xlsx-populate 2026-11-27T15:00:00.000Z
EXPECTED

for zone in Europe/Minsk America/New_York; do TZ=$zone node program.mjs; done > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
