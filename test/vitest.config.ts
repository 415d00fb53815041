import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^viber-mailing$/, replacement: src('index.ts') },
      { find: /^viber-mailing\/(.+)$/, replacement: src('$1/index.ts') },
    ],
  },
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    exclude: ['test/runtimes/**', 'test/bench/**'],
  },
});
