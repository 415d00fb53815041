import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What the built package costs: ratios of things that take turns, each benchmark in a process of its own.
 * `npm run bench -- small-mailing parsing` runs some of them; `--node24` runs them on Node 24 as well, which it installs
 * into a temporary folder.
 */
const benchmarks = ['small-mailing', 'request-bytes', 'phones', 'rows', 'faulty', 'parsing', 'importing'];

const given = process.argv.slice(2);
const chosen = benchmarks.filter((name) => given.includes(name));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  for (const node of given.includes('--node24') ? [process.execPath, node24()] : [process.execPath]) {
    console.log(`\nNode ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`);
    for (const name of chosen.length > 0 ? chosen : benchmarks) {
      const path = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
      const { status } = spawnSync(node, ['--expose-gc', '--import', 'tsx', path], { stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

function node24(): string {
  writeFileSync(join(folder, 'package.json'), '{}');
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', 'node@24'], { cwd: folder, stdio: 'inherit' });
  return join(folder, 'node_modules/node/bin/node');
}
