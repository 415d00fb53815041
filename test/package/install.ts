import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import libphonenumber from 'libphonenumber-js/package.json' with { type: 'json' };
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed tarball. */
    tarball: string;
    /** A folder of a user's own, into which the tarball is installed, and the one optional peer that a subpath imports. */
    userFolder: string;
    /** The compilers that the tests of types use. */
    compilers: readonly ('typescript' | 'typescript-7')[];
  }
}

/** Packs the built package and installs it, once for all tests of this folder. */
export default function setup(project: TestProject) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'viber-mailing-package-')));
  // As `npm pack` does it, but for the build, which went before.
  npm(project.config.root, 'exec', '--', 'tsx', 'test/tools/subpath-folders.ts', 'write');
  npm(project.config.root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  npm(project.config.root, 'run', 'postpack');
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) as string);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', tarball, `libphonenumber-js@${libphonenumber.version}`, '--prefer-offline', '--no-audit', '--no-fund');
  project.provide('tarball', tarball);
  project.provide('userFolder', folder);
  return () => rmSync(folder, { recursive: true });
}

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}
