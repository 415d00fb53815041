import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, inject, test } from 'vitest';
import { entries, jsonFiles } from '../tools/entries.ts';

const installed = join(inject('userFolder'), 'node_modules/viber-mailing');
const files = readdirSync(installed, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(installed, join(entry.parentPath, entry.name)));

test('the package holds what a user needs, and nothing else', () => {
  const outdated = 'viber-mailing-needs-TypeScript-5.0-or-newer.d.ts';
  const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', outdated];
  const folders = entries.flatMap(({ subpath }) => (subpath === '' ? [] : [`${subpath}/package.json`]));
  expect(files.filter((path) => !/^(dist|src)\//.test(path)).sort()).toEqual([...papers, ...folders].sort());
  const others = files.filter((path) => /^dist\//.test(path) && !/\.(js|d\.ts)(\.map)?$/.test(path));
  expect(others.sort()).toEqual(['dist/ky.LICENSE', ...jsonFiles.map(({ file }) => file)].sort());
  expect(files.filter((path) => /^src\//.test(path) && !/\.(ts|json)$/.test(path))).toEqual([]);
});

test('each file has a map that leads to a source in the package, or holds it', () => {
  const code = files.filter((path) => /^dist\/.*\.(js|d\.ts)$/.test(path));
  expect(code).not.toEqual([]);
  for (const path of code) {
    const map = JSON.parse(readFileSync(join(installed, `${path}.map`), 'utf8'));
    const missing = map.sources.filter(
      (source: string, index: number) => !existsSync(join(installed, dirname(path), source)) && !map.sourcesContent?.[index],
    );
    expect(missing, path).toEqual([]);
  }
});

test('no file names a folder of the machine that built it', () => {
  const folder = process.cwd();
  expect(files.filter((path) => readFileSync(join(installed, path), 'utf8').includes(folder))).toEqual([]);
});
