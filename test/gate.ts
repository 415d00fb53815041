import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Whether it is a run of vitest, whose tests are counted. */
  readonly tests?: true;
}

/** The parts of the gate, in order. Each runs, also where an earlier one failed. */
const parts: readonly Part[] = [
  { name: 'lint and format', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types of the source', command: ['tsc', '-p', '.', '--noEmit'] },
  { name: 'types of the tests', command: ['tsc', '-p', 'test'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'documentation', command: ['npm', 'run', '--silent', 'docs'] },
  { name: 'tests', command: ['vitest', 'run', '--allowOnly=false'], tests: true },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'viber-mailing-gate-'));
const started = performance.now();
const counted = { passed: 0, failed: 0 };

for (const [index, part] of parts.entries()) {
  const begun = performance.now();
  const { passed, failed, output } = run(part, join(reports, `${index}.json`));
  counted.passed += passed;
  counted.failed += failed;
  console.log(`${failed === 0 ? '✓' : '✗'} ${part.name.padEnd(24)} ${seconds(begun)}`);
  if (output !== '') console.log(output);
}
rmSync(reports, { recursive: true });

console.log(`\nin ${seconds(started)}`);
console.log(`${counted.passed} passed, ${counted.failed} failed`);
process.exitCode = counted.failed === 0 ? 0 : 1;

/** Runs a part. What fails without a failing test counts as one failure. */
function run({ command: [program, ...args], tests }: Part, report: string) {
  if (tests) args.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: tests ? 'inherit' : 'pipe',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { passed, failed } = tests ? countTests(report) : { passed: 0, failed: 0 };
  const output = status === 0 || tests ? '' : `${stdout}${stderr}`.trim();
  return { passed, failed: status === 0 ? failed : Math.max(failed, 1), output };
}

function countTests(report: string) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    // It ended before it could report.
    return { passed: 0, failed: 1 };
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
