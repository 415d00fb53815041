import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with its counts. */
export default class Counts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const results = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const broken = modules.filter((module) => !module.ok() && ![...module.children.allTests('failed')].length);
    const passed = results.filter((state) => state === 'passed').length;
    const failed = results.filter((state) => state === 'failed').length + broken.length + errors.length;
    // Behind what the other reporters print.
    process.once('exit', () => console.log(`${passed} passed, ${failed} failed`));
  }
}
