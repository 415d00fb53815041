import { describe, expect, test } from 'vitest';
import { compile, strictest } from './compile.ts';
import { legalPrograms, type Way, ways } from './legal.ts';

// The rest of the compilers and ways is tried by versions.long.test.ts.
test.each<{ compiler: string; way: Way }>([
  { compiler: 'typescript-5.0', way: 'node10, strict, no library' },
  { compiler: 'typescript-5.9', way: 'node10, strict, no library' },
  { compiler: 'typescript-7', way: 'nodenext, strict, no library' },
  { compiler: 'typescript-7', way: 'bundler, not strict, no library' },
])('plain code compiles, and mistakes do not: $compiler, $way', ({ compiler, way }) => {
  const ending = way.startsWith('node10') ? '.ts' : '.mts';
  expect(compile(compiler, legalPrograms(ending), ways[way]).complaints).toEqual([]);
});

describe('a CommonJS file', () => {
  const program = "import { mailing } from 'viber-mailing';\nimport { preview } from 'viber-mailing/preview';\n";
  const using = `${program}export const svg: string = preview(mailing().bulk().text('Hello'));\n`;

  test.each([
    { compiler: 'typescript-5.0', module: 'commonjs', moduleResolution: 'node' },
    { compiler: 'typescript-5.9', module: 'node20' },
    { compiler: 'typescript-7', module: 'nodenext' },
  ])('compiles: $compiler, $module', ({ compiler, ...modules }) => {
    const name = modules.module === 'commonjs' ? 'program.ts' : 'program.cts';
    expect(compile(compiler, { [name]: using }, { ...strictest, ...modules }).complaints).toEqual([]);
  });

  // The compiler thinks of Node before 20.19, where `require` did not load ES modules. README, Install, says the way out.
  test.each([
    { compiler: 'typescript-7', module: 'node16' },
    { compiler: 'typescript-7', module: 'node18' },
    { compiler: 'typescript-5.0', module: 'nodenext' },
  ])('is refused on the import, and takes it with await: $compiler, $module', ({ compiler, module }) => {
    const awaiting =
      "export const size = import('viber-mailing').then(({ mailing }) => mailing().bulk().text('Hello').to(['375291111111']).size);";
    expect(compile(compiler, { 'program.cts': awaiting }, { ...strictest, module }).complaints).toEqual([]);
    const { complaints } = compile(compiler, { 'program.cts': using }, { ...strictest, module });
    expect(complaints.map(({ line, message }) => `${line} ${message.split(';')[0]}`)).toEqual(
      [1, 2].map((line) => `${line} The current file is a CommonJS module whose imports will produce 'require' calls`),
    );
  });
});
