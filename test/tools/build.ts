import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { entries, jsonFiles } from './entries.ts';

// Makes `dist/` from what package.json exports: declarations by the compiler, one script for each entry by the bundler.
const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');

// Files of their own, since what is not used of one file cannot always be left out of a bundle: a class with a computed key, a
// pattern put together from others. A file of which nothing is used goes as a whole.
const apart = ['src/mailing/request.ts', 'src/mailing/parse.ts', 'src/client/client.ts'];

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-p', '.'], { cwd: root, stdio: 'inherit' });
await build({
  absWorkingDir: root,
  entryPoints: [...entries.map(({ source }) => source), ...apart],
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

// The bundler imports each chunk also where nothing of it is used. Nothing runs in one by itself, so that these only load more files,
// and other bundlers warn of them. The lines stay, for the maps.
for (const file of scripts('.js')) {
  const path = join(dist, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^import "\.[^"]*";$/gm, ''));
}

// The maps lead into `src/`, which is in the package. Only what is not there stands in the map itself.
for (const file of scripts('.js.map')) {
  const map = JSON.parse(readFileSync(join(dist, file), 'utf8'));
  map.sourcesContent = map.sourcesContent.map((text: string, index: number) =>
    map.sources[index].includes('node_modules/') ? text : null,
  );
  writeFileSync(join(dist, file), JSON.stringify(map));
}

function scripts(ending: string): string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
}
