import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

// The built site in a real browser, apart from the gate: `npm run test:pages`.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^viber-mailing$/, replacement: src('index.ts') },
      { find: /^viber-mailing\/(.+)$/, replacement: src('$1/index.ts') },
    ],
  },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['*.test.ts'],
    globalSetup: 'site.ts',
    reporters: ['default', '../tools/counts.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file has a browser of its own.
    maxWorkers: 2,
  },
});
