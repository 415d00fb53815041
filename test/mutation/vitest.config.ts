import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { sources } from '../../vitest.config.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const slow = /(?:faults|secrets|connections|any-chain|hostile-input)\.test\.ts$/;

/** The first test that fails is the last one that is run, so that the quick ones come first. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => Number(slow.test(one.moduleId)) - Number(slow.test(other.moduleId)));
  }
}

// The tests that must notice when something in src/wire or src/client changes, without those that take long for each mutant.
export default defineConfig({
  resolve: { alias: [...sources, { find: /^fast-check$/, replacement: file('fewer-runs.ts') }] },
  test: {
    root: file('../..'),
    testTimeout: 60_000,
    include: ['test/{wire,client,mailing}/**/*.test.ts'],
    exclude: ['test/client/{load,connect-timeout,reason-limits,reason-speed}.test.ts', 'test/mailing/schedule.test.ts'],
    sequence: { sequencer: QuickFirst },
  },
});
