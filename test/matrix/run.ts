import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Runs each suite `test/matrix/<name>/run.ts` or `test/<name>-matrix/run.ts`, or those that are named: what installs other
// people's software by the dozen. A suite ends with its counts, `N passed, N failed`; with `--write` it writes its table into the guide.
const tests = fileURLToPath(new URL('..', import.meta.url));
const suites = [
  ...readdirSync(`${tests}matrix`).map((name) => ({ name, program: `${tests}matrix/${name}/run.ts` })),
  ...readdirSync(tests)
    .filter((name) => name.endsWith('-matrix'))
    .map((folder) => ({ name: folder.replace(/-matrix$/, ''), program: `${tests}${folder}/run.ts` })),
].filter(({ program }) => existsSync(program));

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const unknown = named.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) throw new Error(`no such suite: ${unknown}. There are: ${suites.map(({ name }) => name).join(', ')}`);

for (const { name, program } of suites.filter((suite) => named.length === 0 || named.includes(suite.name))) {
  console.log(`\n${name}`);
  const { status } = spawnSync('tsx', ['--tsconfig', `${tests}tsconfig.json`, program, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
