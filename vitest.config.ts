import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** The package's names, for tests of its source. */
export const sources = [
  { find: /^viber-mailing$/, replacement: src('index.ts') },
  { find: /^viber-mailing\/(postgres|bullmq)$/, replacement: src('campaign/$1/index.ts') },
  { find: /^viber-mailing\/(.+)$/, replacement: src('$1/index.ts') },
];

export default defineConfig({
  resolve: { alias: sources },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    // For busy machines: thousands of random cases in one test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**', 'test/docs/**', 'test/types/**', 'test/runtimes/**', 'test/bench/**', 'test/pages/**'],
        },
      },
      {
        // What is packed and installed, as its users get it; `npm run build` goes before.
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts', 'test/docs/**/*.test.ts', 'test/types/**/*.test.ts'],
          globalSetup: 'test/package/install.ts',
        },
      },
    ],
  },
});
