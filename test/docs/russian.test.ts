import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

/** The pages that are not translated yet, which is said there alone. */
const untranslated: readonly string[] = read('docs/ru/untranslated.txt').match(/^[^#\n].*$/gm) ?? [];
const pages = ['README.md', ...readdirSync(`${root}docs/guides`).filter((name) => name.endsWith('.md'))];
const translated = pages.filter((page) => !untranslated.includes(page));

const englishOf = (page: string) => (page === 'README.md' ? page : `docs/guides/${page}`);
const russianOf = (page: string) => (page === 'README.md' ? 'docs/ru/readme.md' : `docs/ru/${page}`);

interface Section {
  /** How deep it is, as its heading says: `##`. */
  readonly depth: string;
  /** What its programs do, whatever language their texts are in. */
  readonly programs: readonly string[];
}

function sectionsOf(markdown: string): Section[] {
  return splitSections(markdown).map((part) => ({
    depth: part.replace(/ .*/s, ''),
    programs: [...part.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code = '']) => `${language}\n${bare(code)}`),
  }));
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

/** A program without its comments, but for what the compiler says, and without the words of its texts. */
function bare(code: string): string {
  return code
    .replace(/\/\/(?! @ts-expect-error).*$/gm, '')
    .replace(/(['`"])(?:(?!\1).)*[А-Яа-яЁё](?:(?!\1).)*\1/g, '…')
    .replace(/(['`"])(?:(?!\1).)*\1/g, '…')
    .replace(/[ \t]+$/gm, '');
}

it('each page that is said to be untranslated is a page', () => {
  expect(untranslated.filter((page) => !pages.includes(page))).toEqual([]);
});

it('a Russian page is that of an English one', () => {
  const names = readdirSync(`${root}docs/ru`).filter((name) => name.endsWith('.md'));
  expect(names.filter((name) => !existsSync(`${root}docs/guides/${name}`) && name !== 'readme.md')).toEqual([]);
});

describe.each(translated)('%s in Russian', (page) => {
  it('is there', () => {
    expect(existsSync(`${root}${russianOf(page)}`)).toBe(true);
  });

  it('has the same sections with the same programs', () => {
    expect(sectionsOf(read(russianOf(page)))).toEqual(sectionsOf(read(englishOf(page))));
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

function digest(section: string): string {
  return createHash('sha256').update(section).digest('hex').slice(0, 8);
}
