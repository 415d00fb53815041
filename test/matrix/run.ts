import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Runs each suite `test/matrix/<name>/run.ts`, or those that are named: what installs other people's software by the dozen.
// A suite ends with its counts, `N passed, N failed`; with `--write` it writes its table into the guide.
const tests = fileURLToPath(new URL('..', import.meta.url));
const programOf = (name: string) => `${tests}matrix/${name}/run.ts`;
const suites = readdirSync(`${tests}matrix`).filter((name) => existsSync(programOf(name)));

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const unknown = named.filter((name) => !suites.includes(name));
if (unknown.length > 0) throw new Error(`no such suite: ${unknown}. There are: ${suites.join(', ')}`);

for (const name of named.length === 0 ? suites : named) {
  console.log(`\n${name}`);
  const { status } = spawnSync('tsx', ['--tsconfig', `${tests}tsconfig.json`, programOf(name), ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
