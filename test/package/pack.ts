import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs the built package into a folder, as `npm pack` does it but for the build, which went before, and gives the tarball's path. */
export function packInto(folder: string): string {
  npm('exec', '--', 'tsx', 'test/tools/subpath-folders.ts', 'write');
  npm('pack', '--ignore-scripts', '--pack-destination', folder);
  npm('run', 'postpack');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) as string);
}

function npm(...args: string[]): void {
  execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
}
