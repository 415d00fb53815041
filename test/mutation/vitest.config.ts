import { defineConfig } from 'vitest/config';
import config from '../vitest.config.ts';

// The tests that must notice when something in src/wire or src/client changes.
export default defineConfig({
  resolve: config.resolve ?? {},
  test: {
    root: config.test?.root ?? '.',
    testTimeout: 60_000,
    include: ['test/{wire,client,mailing}/**/*.test.ts'],
    // What takes long where each step is counted, and finds what the others do.
    exclude: ['test/client/load.test.ts'],
    testNamePattern: /^(?!.*(?:before the body|big request))/,
  },
});
