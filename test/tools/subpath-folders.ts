import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { entries } from './entries.ts';

// For tools that do not read `exports` (browserify, Parcel 2, eslint-plugin-import, TypeScript's `node10`): they look for
// `viber-mailing/campaign` as a folder, whose package.json leads to the file. `write` before packing, `remove` after.
const root = fileURLToPath(new URL('../..', import.meta.url));

for (const { subpath, file } of entries) {
  if (subpath === '') continue;
  const folder = `${root}${subpath}`;
  if (process.argv[2] === 'remove') {
    rmSync(folder, { recursive: true, force: true });
    continue;
  }
  mkdirSync(folder, { recursive: true });
  const manifest = { type: 'module', sideEffects: false, main: `../${file}`, types: `../${file.replace(/\.js$/, '.d.ts')}` };
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest)}\n`);
}
