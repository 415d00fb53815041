import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { entries, jsonFiles } from './entries.ts';

// Makes `dist/` from what package.json exports: declarations by the compiler, one script for each entry by the bundler.
const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-p', '.'], { cwd: root, stdio: 'inherit' });
await build({
  absWorkingDir: root,
  entryPoints: entries.map(({ source }) => source),
  outdir: 'dist',
  outbase: 'src',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  mainFields: ['module', 'main'],
  // ky alone is in the package: it works on Node 20, which it does not declare, so that some package managers refuse it there.
  external: ['ts-pattern', 'valibot', 'bullmq', 'libphonenumber-js'],
  legalComments: 'inline',
  sourcemap: true,
  logLevel: 'warning',
});
for (const { file, source } of jsonFiles) cpSync(join(root, source), join(root, file));
cpSync(join(root, 'node_modules/ky/license'), join(dist, 'ky.LICENSE'));

// The maps lead into `src/`, which is in the package. Only what is not there stands in the map itself.
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.js.map'))) {
  const map = JSON.parse(readFileSync(join(dist, file), 'utf8'));
  map.sourcesContent = map.sourcesContent.map((text: string, index: number) =>
    map.sources[index].includes('node_modules/') ? text : null,
  );
  writeFileSync(join(dist, file), JSON.stringify(map));
}
