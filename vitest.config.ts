import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { entries } from './test/tools/entries.ts';

/** The package's names, for tests of its source. */
export const sources = entries.map(({ subpath, source }) => ({
  find: new RegExp(`^viber-mailing${subpath && `/${subpath}`}$`),
  replacement: fileURLToPath(new URL(source, import.meta.url)),
}));

/** Of the packed and installed package, as its users get it: `npm run build` goes before. */
const packaged = ['package', 'docs', 'types'];
/** With a configuration or a runner of their own. */
const apart = ['pages', 'runtimes', 'bench', 'matrix', '*-matrix'];

const tests = (folders: readonly string[], name: string) => folders.map((folder) => `test/${folder}/**/${name}`);

// `x.test.ts` is a test of the gate, `x.long.test.ts` of `npm run test:long`.
export default defineConfig({
  resolve: { alias: sources },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    // No test is about time: this only ends what hangs, also on a machine that does much else.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['test/**/*.test.ts'],
          exclude: tests(['**'], '*.long.test.ts').concat(tests([...packaged, ...apart], '*')),
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: tests(packaged, '*.test.ts'),
          exclude: tests(packaged, '*.long.test.ts'),
          globalSetup: 'test/package/install.ts',
          provide: { compilers: ['typescript-7'] },
        },
      },
      {
        extends: true,
        test: { name: 'long', include: ['test/**/*.long.test.ts'], exclude: tests([...packaged, ...apart], '*') },
      },
      { extends: true, test: { name: 'matrix', include: ['test/matrix/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'long-package',
          // The tests of types once more, with TypeScript 6.
          include: [...tests(packaged, '*.long.test.ts'), 'test/types/{literals,misuse,declarations}.test.ts'],
          globalSetup: 'test/package/install.ts',
          provide: { compilers: ['typescript'] },
        },
      },
    ],
  },
});
