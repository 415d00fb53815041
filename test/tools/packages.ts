import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Installs packages, each `name@version`, into a folder of their own, and gives it. They run no scripts. */
export function installPackages(packages: readonly string[], options: readonly string[] = ['--ignore-scripts']): string {
  const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-packages-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...options];
  const { status, stderr, stdout } = spawnSync('npm', ['install', ...flags, ...packages], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm install ${packages.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return folder;
}
