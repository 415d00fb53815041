import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratioOf, row } from './measure.ts';

/** A process that imports the built package, against one that imports an empty module. */
const folder = mkdtempSync(join(tmpdir(), 'import-bench-'));
const importing = (name: string, module: string) => {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `import ${JSON.stringify(module)};`);
  return () => {
    if (spawnSync(process.execPath, [path]).status !== 0) throw new Error(`${module} is not to be imported`);
  };
};
writeFileSync(join(folder, 'empty.mjs'), 'export {};');
const ours = importing('ours', new URL('../../dist/index.js', import.meta.url).href);
row('importing', ratioOf(61, ours, importing('other', './empty.mjs')));
rmSync(folder, { recursive: true });
