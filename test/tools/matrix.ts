import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Runs each suite `test/<name>-matrix/run.ts`, or those that are named: what installs other people's software by the dozen.
const tests = fileURLToPath(new URL('..', import.meta.url));
const suites = readdirSync(tests).filter((name) => name.endsWith('-matrix') && existsSync(`${tests}${name}/run.ts`));
const wanted = process.argv.slice(2).map((name) => `${name}-matrix`);
const unknown = wanted.filter((name) => !suites.includes(name));
if (unknown.length > 0) throw new Error(`no such suite: ${unknown.join(', ')}. There are: ${suites.join(', ')}`);

for (const suite of wanted.length > 0 ? wanted : suites) {
  console.log(`\n${suite}`);
  const { status } = spawnSync('tsx', ['--tsconfig', `${tests}tsconfig.json`, `${tests}${suite}/run.ts`], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
