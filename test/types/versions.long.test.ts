import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { compile, compilers, strictest } from './compile.ts';

const folder = new URL('./legal/', import.meta.url);
const legal = Object.fromEntries(
  readdirSync(folder).map((name) => [`${name.slice(0, -3)}.mts`, readFileSync(new URL(name, folder), 'utf8')]),
);

/** Imports each subpath, so that all declarations of the package are checked. */
const subpaths = Object.entries<object | string>(
  JSON.parse(readFileSync(`${inject('userFolder')}/node_modules/viber-mailing/package.json`, 'utf8')).exports,
).flatMap(([subpath, target]) =>
  typeof target === 'object' ? [`export * as _${subpath.replace(/\W/g, '_')} from 'viber-mailing${subpath.slice(1)}';`] : [],
);

const files = { ...legal, 'subpaths.mts': subpaths.join('\n') };

const loose = { ...strictest, strict: false, exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false };
const node = { types: ['node'], typeRoots: [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))] };
const bundler = { module: 'esnext', moduleResolution: 'bundler' };

/** Each way of resolving modules, strict and not, with the libraries that people have and with none. */
const ways: Readonly<Record<string, object>> = {
  'nodenext, strict, no library': strictest,
  'node16, not strict, DOM and Node': { ...loose, module: 'node16', lib: ['es2023', 'dom', 'dom.iterable'], ...node },
  'bundler, strict, everything': { ...strictest, ...bundler, lib: ['esnext', 'dom', 'dom.iterable'], ...node },
  'bundler, not strict, no library': { ...loose, ...bundler },
};

const tried = compilers.flatMap((compiler) => Object.keys(ways).map((way) => ({ compiler, way })));

test.each(tried)('plain code compiles, and mistakes do not: $compiler, $way', ({ compiler, way }) => {
  expect(compile(compiler, files, ways[way]).complaints).toEqual([]);
});

test.each(['typescript-7', 'typescript'])('Temporal of the language is taken: %s', (compiler) => {
  const program = `import { mailing } from 'viber-mailing';
const minsk = Temporal.Now.zonedDateTimeISO('Europe/Minsk');
mailing().at(minsk, 'Europe/Minsk').at(minsk.toInstant(), 'Europe/Minsk').at(minsk.toPlainDateTime());
// @ts-expect-error an instant needs the time zone
mailing().at(Temporal.Now.instant());
// @ts-expect-error a date is no date and time
mailing().at(Temporal.Now.plainDateISO());
`;
  expect(compile(compiler, { 'temporal.mts': program }, { ...strictest, lib: ['esnext'] }).complaints).toEqual([]);
});

test.each([{ module: 'nodenext' }, { module: 'commonjs', moduleResolution: 'node' }])(
  'a compiler that is too old says in one sentence what it needs: %o',
  (modules) => {
    const program = `import { mailing } from 'viber-mailing';\nmailing().bulk().text('Hello').to(['375291111111']);\n`;
    const { complaints } = compile('typescript-4.9', { 'program.mts': program }, { ...strictest, ...modules });
    expect(complaints.map(({ file, line, message }) => `${file}:${line} ${message.replace(/'.*\//, "'")}`)).toEqual([
      "program.mts:1 File 'viber-mailing-needs-TypeScript-5.0-or-newer.d.ts' is not a module.",
    ]);
  },
);
