import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Whether it counts its tests: it ends with `N passed, N failed`, and is shown while it runs. */
  readonly tests?: true;
}

const tsc = ['node', 'node_modules/typescript-7/bin/tsc'] as const;
const vitest = ['vitest', 'run', '--allowOnly=false', '--reporter=default', '--reporter=./test/tools/counts.ts'] as const;

/** What `npm test` runs, in order: quick enough to run before each commit. */
const gate: readonly Part[] = [
  { name: 'lint and format', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types of the source', command: [...tsc, '-p', '.', '--noEmit'] },
  { name: 'types of the tests', command: [...tsc, '-p', 'test'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  // Both cores are used, where there are only two: vitest leaves one for itself.
  { name: 'tests', command: [...vitest, '--maxWorkers=2', '--project', 'source', '--project', 'package'], tests: true },
];

/** What `npm run test:long` runs, on the same build. */
const long: readonly Part[] = [
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'site', command: ['npm', 'run', '--silent', 'docs'] },
  { name: 'long tests', command: [...vitest, '--project', 'long', '--project', 'long-package'], tests: true },
  { name: 'runtimes', command: ['tsx', 'test/runtimes/run.ts'], tests: true },
  { name: 'pages', command: ['vitest', 'run', '--config', 'test/pages/vitest.config.ts'], tests: true },
];

const started = performance.now();
const counted = { passed: 0, failed: 0 };

// Each part runs, also where an earlier one failed.
for (const part of process.argv[2] === 'long' ? long : gate) {
  const begun = performance.now();
  const { passed, failed, output } = await run(part);
  counted.passed += passed;
  counted.failed += failed;
  console.log(`${failed === 0 ? '✓' : '✗'} ${part.name.padEnd(24)} ${seconds(begun)}`);
  if (failed > 0 && !part.tests) console.log(output.trim());
}

console.log(`\nin ${seconds(started)}`);
console.log(`${counted.passed} passed, ${counted.failed} failed`);
process.exitCode = counted.failed === 0 ? 0 : 1;

/** Runs a part. What fails without a failing test counts as one failure. */
async function run({ command: [program, ...args], tests }: Part) {
  const child = spawn(program, args, { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (tests) to.write(text);
    });
  }
  const status = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1)).on('close', (code) => resolve(code ?? 1));
  });
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  const counted = passed !== undefined && failed !== undefined;
  // A run of tests that ended before it could count them failed as well.
  const broken = status !== 0 || (tests && !counted);
  return { passed: Number(passed ?? 0), failed: Math.max(Number(failed ?? 0), broken ? 1 : 0), output };
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
