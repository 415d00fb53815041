import { expect, test } from 'vitest';
import { compile, compilers, strictest } from './compile.ts';
import { legalPrograms, type Way, ways } from './legal.ts';

const tried = compilers.flatMap((compiler) =>
  (Object.keys(ways) as Way[])
    // TypeScript 6 warns of it, 7 is without it.
    .filter((way) => !way.startsWith('node10') || compiler.startsWith('typescript-5'))
    .map((way) => ({ compiler, way })),
);

test.each(tried)('plain code compiles, and mistakes do not: $compiler, $way', ({ compiler, way }) => {
  const ending = way.startsWith('node10') ? '.ts' : '.mts';
  expect(compile(compiler, legalPrograms(ending), ways[way]).complaints).toEqual([]);
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
