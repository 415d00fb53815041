import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A runtime that is there. */
export interface Installed {
  /** With its version. */
  readonly name: string;
  readonly sort: 'node' | 'bun' | 'deno' | 'workerd';
  readonly binary: string;
}

// Node is installed by its major version, from packages that exist for Linux on x64 alone; the others for this machine.
const places = [
  { sort: 'node', name: 'Node', folders: ['node-20', 'node-22', 'node-24', 'node-26-first', 'node-26'], binary: 'bin/node' },
  { sort: 'bun', name: 'Bun', folders: ['@oven'], binary: 'bin/bun' },
  { sort: 'deno', name: 'Deno', folders: ['@deno'], binary: 'deno' },
  { sort: 'workerd', name: 'workerd', folders: ['@cloudflare'], binary: 'bin/workerd' },
] as const;

/** The runtimes in an installation. */
export function installedRuntimes(installation: string): Installed[] {
  const found: Installed[] = [];
  for (const { sort, name, folders, binary } of places) {
    for (const folder of folders.flatMap((folder) => packages(join(installation, 'node_modules', folder)))) {
      const path = join(folder, binary);
      if (existsSync(path)) found.push({ name: `${name} ${version(path)}`, sort, binary: path });
    }
  }
  return found;
}

/** A package's folder, or the folders of the packages in a scope. */
function packages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return existsSync(join(folder, 'package.json')) ? [folder] : readdirSync(folder).map((name) => join(folder, name));
}

function version(binary: string): string {
  const said = execFileSync(binary, ['--version'], { encoding: 'utf8' });
  return /\d[\d.-]*/.exec(said)?.[0] ?? said;
}
