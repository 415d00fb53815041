import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Runs each suite `test/matrix/<name>/run.ts`, or those that are named: what installs other people's software by the dozen.
// A suite ends with its counts, `N passed, N failed`.
const here = fileURLToPath(new URL('.', import.meta.url));
const suites = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const named = process.argv.slice(2);
const unknown = named.filter((name) => !suites.includes(name));
if (unknown.length > 0) throw new Error(`no such suite: ${unknown.join(', ')}. There are: ${suites.join(', ')}`);

let failed = false;
for (const suite of named.length > 0 ? named : suites) {
  console.log(`\n${suite}`);
  const { status } = spawnSync('tsx', [`${here}${suite}/run.ts`], { stdio: 'inherit' });
  if (status !== 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
