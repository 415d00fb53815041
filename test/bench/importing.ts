import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratioOf, row } from './measure.ts';

/** A process that imports the built package, against one that imports an empty module. */
const folder = mkdtempSync(join(tmpdir(), 'import-bench-'));
const program = (name: string, source: string) => {
  const path = join(folder, name);
  writeFileSync(path, source);
  return () => execFileSync(process.execPath, [path]);
};
program('empty.mjs', 'export {};');
const empty = program('imports-empty.mjs', "import './empty.mjs';");
const built = JSON.stringify(new URL('../../dist/index.js', import.meta.url).href);
const ours = program('imports-package.mjs', `import ${built};`);
row('importing the package, against an empty module', ratioOf(41, ours, empty), 1.25);
rmSync(folder, { recursive: true });
