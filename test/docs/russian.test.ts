import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { russianTable } from '../../docs/ru/tables.ts';
import { written } from '../matrix/write-table.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

const pages = ['README.md', ...readdirSync(`${root}docs/guides`).filter((name) => name.endsWith('.md'))];

const englishOf = (page: string) => (page === 'README.md' ? page : `docs/guides/${page}`);
const russianOf = (page: string) => (page === 'README.md' ? 'docs/ru/readme.md' : `docs/ru/${page}`);

interface Section {
  /** How deep it is, as its heading says: `##`. */
  readonly depth: string;
  readonly programs: readonly string[];
}

function sectionsOf(markdown: string): Section[] {
  return splitSections(markdown).map((part) => ({
    depth: part.replace(/ .*/s, ''),
    programs: [...part.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code = '']) => `${language}\n${code}`),
  }));
}

/** The English sections with the words of the Russian programs in the place of their own, where those may be other words. */
function inWordsOf(russian: readonly Section[], english: readonly Section[]): Section[] {
  return english.map(({ depth, programs }, section) => ({
    depth,
    programs: programs.map((program, index) => {
      const words = russian[section]?.programs[index]?.match(texts) ?? [];
      return program.replace(texts, (own) => mayBe(words.shift() ?? '', own));
    }),
  }));
}

/** The texts and comments of a program. */
const texts = /(['"`])(?:\\.|(?!\1).)*?\1|\/\*.*?\*\/|(?<=^|\s)(?:\/\/|#|--) .*$/gm;

/** Only words are translated: neither codes, names and addresses nor what the library says. */
function mayBe(russian: string, english: string): string {
  const holes = (text: string) =>
    (text.match(/\$\{.*?\}/g) ?? [])
      .map((hole) => hole.replace(/'.*?'/g, '…'))
      .sort()
      .join();
  const translated = /[А-Яа-яЁё]/.test(russian) && russian[0] === english[0] && holes(russian) === holes(english);
  return translated && !english.includes('@ts-expect-error') ? russian : english;
}

/** By their headings; a `#` within a program is none. */
function splitSections(markdown: string): string[] {
  const sections: string[] = [];
  let within = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) within = !within;
    if (!within && /^#{1,4} /.test(line)) sections.push('');
    if (sections.length > 0) sections[sections.length - 1] += `${line}\n`;
  }
  return sections;
}

it('a Russian page is that of an English one', () => {
  const names = readdirSync(`${root}docs/ru`).filter((name) => name.endsWith('.md'));
  expect(names.filter((name) => !existsSync(`${root}docs/guides/${name}`) && name !== 'readme.md')).toEqual([]);
});

it('a date of compatibility is written as it is configured, and the day of a run as people write one', () => {
  expect(russianTable('| wrangler, 2026-10-01 | all |\n\nRun on 2026-11-29.')).toBe(
    '| wrangler, 2026-10-01 | все |\n\nЗапущено 29.11.2026.',
  );
});

describe.each(pages)('%s in Russian', (page) => {
  it('has the same sections with the same programs', () => {
    const russian = sectionsOf(read(russianOf(page)));
    expect(russian).toEqual(inWordsOf(russian, sectionsOf(read(englishOf(page)))));
  });

  it('has the same tables where suites write them', () => {
    const tables = (markdown: string) => [...markdown.matchAll(written)].map(([table]) => table);
    expect(tables(read(russianOf(page)))).toEqual(tables(read(englishOf(page))).map(russianTable));
  });

  // Russian rules are written from the table of their codes, beside the English ones.
  it.skipIf(page === 'rules.md')('has the same figures in its tables', () => {
    const own = splitSections(read(russianOf(page)));
    const there = splitSections(read(englishOf(page)));
    expect(own.map((section) => figuresOf(section, /\s/g, /,/g))).toEqual(there.map((section) => figuresOf(section, /,/g, /\./g)));
  });

  it('calls a thing as the other Russian pages do', () => {
    expect(read(russianOf(page)).match(otherNames) ?? []).toEqual([]);
  });

  it('was made from the sections that stand in English today', () => {
    const sections = splitSections(read(englishOf(page)));
    const [, from = ''] = /^<!-- from ([0-9a-f ]+) -->$/m.exec(read(russianOf(page))) ?? [];
    const stale = sections
      .filter((section, index) => digest(section) !== from.split(' ')[index])
      .map((section) => section.split('\n')[0]);
    expect(stale, `translate these, then let its head say <!-- from ${sections.map(digest).join(' ')} -->`).toEqual([]);
  });
});

/** Other names of порция, журнал, обратный вызов, кэш, опечатка and песочница: CONTRIBUTING.md has the words of these pages. */
const otherNames = /(?<![а-яё])(?:батч|парти[яиюей]|леджер|колл?б[эе]к|кеш|описк|сэндбокс)[а-яё]*|callback-адрес[а-я]*/gi;

/** What stands in tables, as English and Russian write figures: 1,234.5 and 1 234,5. */
function figuresOf(section: string, between: RegExp, decimal: RegExp): string[] {
  const rows = section.replace(written, '').match(/^\|.*$/gm) ?? [];
  const figures =
    rows
      .join('\n')
      .replace(/`[^`]*`|\]\([^)]*\)|<[^>]*>/g, '')
      .match(/\d[\d.]*(?:[ ,\u00a0]\d{3}(?!\d))*(?:[.,]\d+)?/g) ?? [];
  return figures.map((figure) => figure.replace(between, '').replace(decimal, '.')).sort();
}

/** Of what people write in it. */
function digest(section: string): string {
  return createHash('sha256').update(section.replace(written, '')).digest('hex').slice(0, 8);
}
