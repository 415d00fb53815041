import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../tools/packages.ts';
import { type Noted, writeFigures } from './write-figures.ts';

/**
 * What the built package costs: ratios of things that take turns, each benchmark in a process of its own. A budget that is
 * missed makes it fail.
 *
 * `npm run bench -- small-mailing parsing` runs some of them; `--node24` runs those that depend on it on Node 24 as well, which it
 * installs into a temporary folder; `--write` puts the figures into the guide on performance, its chart and the README.
 */
const onEachNode = [
  'small-mailing',
  'request-bytes',
  'sending-a-million',
  'phones',
  'rows',
  'faulty',
  'parsing',
  'importing',
] as const;
const onOneNode = ['check-time', 'completions', 'sizes', 'campaign', 'campaign-memory', 'peers', 'chart'] as const;

const given = process.argv.slice(2);
const chosen = (names: readonly string[]) => names.filter((name) => given.includes(name));
const some = chosen([...onEachNode, ...onOneNode]).length > 0;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const figures = join(folder, 'figures');
writeFileSync(figures, '');
try {
  run(process.execPath, some ? chosen([...onEachNode, ...onOneNode]) : [...onEachNode, ...onOneNode]);
  if (given.includes('--node24')) {
    const packages = installPackages(['node@24'], []);
    run(join(packages, 'node_modules/node/bin/node'), some ? chosen(onEachNode) : onEachNode);
    rmSync(packages, { recursive: true });
  }
  const noted = readFileSync(figures, 'utf8').trim().split('\n');
  if (given.includes('--write')) writeFigures(noted.map((line): Noted => JSON.parse(line)));
} finally {
  rmSync(folder, { recursive: true });
}

function run(node: string, names: readonly string[]): void {
  console.log(`\nNode ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`);
  for (const name of names) {
    const path = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
    const env = { ...process.env, BENCH_FIGURES: figures };
    const { status } = spawnSync(node, ['--expose-gc', '--import', 'tsx', path], { stdio: 'inherit', env });
    if (status !== 0) process.exitCode = 1;
  }
}
