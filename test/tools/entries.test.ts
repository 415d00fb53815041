import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { entries, jsonFiles } from './entries.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const subpaths = entries.flatMap(({ subpath }) => (subpath === '' ? [] : [subpath]));

test('what is exported has a source', () => {
  expect(entries.length).toBeGreaterThan(5);
  expect([...entries, ...jsonFiles].filter(({ source }) => !existsSync(new URL(`../../${source}`, import.meta.url)))).toEqual([]);
});

test('each subpath is found also by what does not read `exports`, by types and by name', () => {
  expect(manifest.typesVersions['*']).toEqual(
    Object.fromEntries(subpaths.map((subpath) => [subpath, [manifest.exports[`./${subpath}`].types]])),
  );
  expect({ main: manifest.main, types: manifest.types }).toEqual({
    main: manifest.exports['.'].default,
    types: manifest.exports['.'].types,
  });
  for (const subpath of subpaths) {
    expect(manifest.files).toContain(subpath);
    expect(read('.gitignore').split('\n')).toContain(`/${subpath}/`);
  }
});

test('each entry tells old compilers what they need, and its types stand beside its code', () => {
  for (const { subpath, file } of entries) {
    expect(manifest.exports[subpath === '' ? '.' : `./${subpath}`]).toEqual({
      'types@<5.0': './viber-mailing-needs-TypeScript-5.0-or-newer.d.ts',
      types: `./${file.replace(/\.js$/, '.d.ts')}`,
      default: `./${file}`,
    });
  }
});

test('the package can be asked for what it is', () => {
  expect(manifest.exports['./package.json']).toBe('./package.json');
});
