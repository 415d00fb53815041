import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installSite } from './install.js';

// `npm run docs`: installs what the site is made with, checks the types of its programs, and builds it. A warning is a failure.
const root = fileURLToPath(new URL('../..', import.meta.url));
installSite();
const tsc = join(createRequire(import.meta.url).resolve('typescript-7/package.json'), '../bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'docs/site')], { stdio: 'inherit' });

const { buildSite } = await import('./site.js');
const out = status === 0 ? await buildSite(root) : undefined;
if (out === undefined) process.exitCode = 1;
else {
  await import('./playground/build.js');
  console.log(`The site is in ${join(out, 'index.html')}: open that file (${pathToFileURL(join(out, 'index.html'))}),`);
  console.log('or run `npm run docs:serve`, which the playground needs.');
}
