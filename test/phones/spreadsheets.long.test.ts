import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { phones } from 'viber-mailing/phones';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const packages = { xlsx: '0.18.5', exceljs: '4.4.0', 'read-excel-file': '9.3.17', 'csv-parse': '7.0.3', papaparse: '5.7.1' };
const guide = readFileSync(new URL('../../docs/guides/spreadsheets.md', import.meta.url), 'utf8');
const phone = phones({ country: 'BY' });

const folder = mkdtempSync(join(tmpdir(), 'spreadsheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The recipe under a heading of the guide, word for word. */
function recipe(library: string): string {
  const [, code] = new RegExp(`^## [^\\n]*${library}[^\\n]*$(?:(?!^##).)*?^\`\`\`js\\n(.*?)^\`\`\``, 'ms').exec(guide) ?? [];
  if (code === undefined) throw new Error(`no recipe for ${library}`);
  return code;
}

/** What a program gives for the file that stands beside it. Dates and absent values are told from texts. */
function run(code: string, name: string, file: string | Uint8Array, env = {}): Record<string, unknown>[] {
  const place = mkdtempSync(join(folder, 'run-'));
  if (typeof file === 'string') copyFileSync(file, join(place, name));
  else writeFileSync(join(place, name), file);
  const shown = `(key, value) => (value === undefined ? null : value)`;
  writeFileSync(
    join(place, 'recipe.mjs'),
    `${code}
const kept = rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, cell instanceof Date ? { date: 1 } : cell])));
console.log(JSON.stringify(kept, ${shown}));`,
  );
  return JSON.parse(
    execFileSync(process.execPath, ['recipe.mjs'], { cwd: place, encoding: 'utf8', env: { ...process.env, ...env } }),
  ).map((row: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(row).map(([key, cell]) => [key, (cell as { date?: 1 } | null)?.date === 1 ? new Date() : cell]),
    ),
  );
}

/** The phone, or the code, of each row. */
const read = (rows: readonly Record<string, unknown>[]) =>
  rows.map(({ phone: cell }) => {
    const { phone: found, issue } = phone.read(cell);
    return found ?? issue?.code;
  });

beforeAll(() => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'], { cwd: folder });
  writeFileSync(join(folder, 'make.mjs'), maker);
  execFileSync(process.execPath, ['make.mjs'], { cwd: folder });
});

/** A table with a cell of every kind that spreadsheets have. */
const maker = `
import exceljs from 'exceljs';
const book = new exceljs.Workbook();
const sheet = book.addWorksheet('customers');
sheet.addRow(['name', 'phone']);
for (const cell of [
  375291111111, '375291111111', '8 (029) 111-11-11', '+375 29 111-11-11', 80291111111, 291111111,
  { formula: '375291111111', result: 375291111111 },
  { formula: '"+375"&"291111111"', result: '+375291111111' },
  { richText: [{ text: '+375 ' }, { font: { bold: true }, text: '291111111' }] },
  { text: '+375 29 111-11-11', hyperlink: 'tel:+375291111111' },
  '3.75291E+11', 375291111111.4, '375291111111.0', { error: '#N/A' }, { formula: 'NA()', result: { error: '#N/A' } },
  null, new Date('2026-11-27T00:00:00Z'), true, '375291111111, 375292222222', '8-029-111-11-1', 80172000001, '48600111222',
]) sheet.addRow(['Анна', cell]);
sheet.addRow(['Борис', '375292222222']);
for (const row of [2, 6, 7]) sheet.getCell(row, 2).numFmt = 'General';
await book.xlsx.writeFile('customers.xlsx');

const times = new exceljs.Workbook();
const of = times.addWorksheet('times');
of.addRow(['at']);
for (const time of ['2026-11-27T10:00:00Z', '2026-07-01T00:00:00Z', '2026-12-31T23:59:59Z']) {
  of.addRow([new Date(time)]).getCell(1).numFmt = 'dd.mm.yyyy hh:mm:ss';
}
await times.xlsx.writeFile('times.xlsx');

const filtered = new exceljs.Workbook();
const list = filtered.addWorksheet('customers');
for (const row of [['name', 'phone'], ['Анна', '375291111111'], ['Борис', '375292222222']]) list.addRow(row);
list.getRow(3).hidden = true;
await filtered.xlsx.writeFile('filtered.xlsx');
`;

describe.each(['SheetJS', 'exceljs', 'read-excel-file'])('%s', (library) => {
  it('keeps the digits of every phone, and gives nothing for one that is none', () => {
    const rows = run(recipe(library), 'customers.xlsx', join(folder, 'customers.xlsx'));
    const found = read(rows);
    expect(found.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => '375291111111'));
    expect(found.slice(10, 13)).toEqual(['phone_scientific', 'phone_decimal', 'phone_decimal']);
    // An error is an object, an empty text or nothing.
    for (const code of found.slice(13, 16)) expect(['phone_cell', 'phone_missing']).toContain(code);
    expect(found.slice(16)).toEqual([
      'phone_date',
      'phone_cell',
      'phone_several',
      'phone_invalid',
      'phone_landline',
      '48600111222',
      '375292222222',
    ]);
    expect(rows.at(-1)?.['name']).toBe('Борис');
  });

  it('reads a time as the cell shows it, on a machine in New York, by what the guide says to write', () => {
    const [shown] = /^const shown = .*$/m.exec(guide) ?? [];
    const lines = guide.split('\n').filter((line) => line.startsWith(`| ${library}`) && line.includes('.at('));
    expect(lines).toHaveLength(library === 'SheetJS' ? 2 : 1);
    for (const line of lines) {
      const [, what] = /`\.at\((.*)\)` \|$/.exec(line) ?? [];
      const code = line.includes('without') ? recipe(library).replace(', { cellDates: true }', '') : recipe(library);
      const texts = `${code}\n${shown}\nfor (const row of rows) row.at = ((cell) => ${what})(row.at);`;
      const rows = run(texts, 'customers.xlsx', join(folder, 'times.xlsx'), { TZ: 'America/New_York' });
      expect(rows.map(({ at }) => at)).toEqual(['2026-11-27T10:00:00', '2026-07-01T00:00:00', '2026-12-31T23:59:59']);
    }
  });

  it('gives rows that a filter hides, and leaves them out in the way that the guide names', () => {
    const namesBy = (code: string) => run(code, 'customers.xlsx', join(folder, 'filtered.xlsx')).map(({ name }) => name);
    const everybody = ['Анна', 'Борис'];
    expect(namesBy(recipe(library))).toEqual(everybody);
    const skips = recipe(library).replace("{ defval: '' }", "{ defval: '', skipHidden: true }");
    expect(namesBy(skips)).toEqual(everybody);
    const hides: Record<string, string> = {
      SheetJS: skips.replace('cellDates: true', 'cellDates: true, cellStyles: true'),
      exceljs: `${recipe(library)}\nrows.splice(0, 2, ...rows.filter((_, index) => !book.worksheets[0].getRow(index + 2).hidden));`,
    };
    expect(namesBy(hides[library] ?? recipe(library))).toEqual(library in hides ? ['Анна'] : everybody);
  });

  it.each(['libreoffice-phones.xlsx', 'exceljs-phones.xlsx'])('reads %s without a row less, and without a stranger', (file) => {
    const rows = run(recipe(library), 'customers.xlsx', fileURLToPath(new URL(`sheets/${file}`, import.meta.url)));
    const found = read(rows);
    expect(found.length).toBeGreaterThan(30);
    // The table has no other phone than these, however it is written.
    expect(new Set(found.filter((each) => !each?.startsWith('phone_')))).toEqual(new Set(['375291111111']));
    const bad = rows.flatMap((row, index) =>
      /fraction|7 digits|leading apostrophe|two lines|two phones|date|boolean|error|1[56] digits|empty|zero|negative|percent/.test(
        String(row['label']),
      )
        ? [found[index]]
        : [],
    );
    expect(bad.length).toBeGreaterThan(5);
    for (const code of bad) expect(code).toMatch(/^phone_/);
  });
});

const table =
  'name;phone;sum\r\nАнна;8 (029) 111-11-11;25,50\r\nБорис;"375291111111";12,00\r\n\r\nВера;3,75291E+11;1,5\r\nГлеб;;0\r\nДарья;375291111111,00;7\r\n';

/** Text in windows-1251, as a Russian Excel saves “CSV”. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });
}

describe.each(['csv-parse', 'papaparse'])('%s', (library) => {
  const code = recipe(library).replace("[';', ',', '\\t']", "';'");

  it.each([
    ['UTF-8', new TextEncoder().encode(table)],
    ['UTF-8 with BOM', new TextEncoder().encode(`\ufeff${table}`)],
    ['windows-1251', windows1251(table)],
  ])('reads %s with semicolons and decimal commas', (_, bytes) => {
    const rows = run(code, 'customers.csv', bytes);
    expect(rows.map(({ name }) => name)).toEqual(['Анна', 'Борис', 'Вера', 'Глеб', 'Дарья']);
    expect(rows[0]?.['sum']).toBe('25,50');
    expect(read(rows)).toEqual(['375291111111', '375291111111', 'phone_scientific', 'phone_missing', 'phone_decimal']);
  });

  it('casts 3.75291E+11 to a valid phone of somebody else where it is asked to: this is refused as well', () => {
    const casting = code
      .replace('columns: true', 'cast: true, columns: true')
      .replace('header: true', 'dynamicTyping: true, header: true');
    expect(casting).not.toBe(code);
    const rows = run(casting, 'customers.csv', new TextEncoder().encode('name;phone\nАнна;3.75291E+11\nБорис;375291111111\n'));
    expect(rows[0]?.['phone']).toBe(375291000000);
    expect(read(rows)).toEqual(['phone_scientific', '375291111111']);
  });

  it.each(['libreoffice-as-shown.csv', 'libreoffice-ru.csv'])('reads %s without a row less, and without a stranger', (file) => {
    const rows = run(code, 'customers.csv', fileURLToPath(new URL(`sheets/${file}`, import.meta.url)));
    expect(rows.length).toBe(38);
    expect(new Set(read(rows).filter((each) => !each?.startsWith('phone_')))).toEqual(new Set(['375291111111']));
  });
});
