import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import libphonenumber from 'libphonenumber-js/package.json' with { type: 'json' };
import type { TestProject } from 'vitest/node';
import { packInto } from './pack.ts';

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
  const tarball = packInto(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const installed = [tarball, `libphonenumber-js@${libphonenumber.version}`];
  execFileSync('npm', ['install', ...installed, '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  project.provide('tarball', tarball);
  project.provide('userFolder', folder);
  return () => rmSync(folder, { recursive: true });
}
