import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const wanted = fileURLToPath(new URL('installed', import.meta.url));

/**
 * Installs the runtimes into a folder of their own, outside the work tree since they are a gigabyte, and gives that folder.
 * It is named after the lock file, so that it is made once and kept until another version is wanted.
 */
export function installRuntimes(): string {
  const parent = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'viber-mailing');
  const version = createHash('sha256')
    .update(readFileSync(join(wanted, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
  const folder = join(parent, `runtimes-${version}`);
  if (existsSync(folder)) return folder;
  const half = join(parent, `half-${process.pid}`);
  mkdirSync(half, { recursive: true });
  try {
    cpSync(wanted, half, { recursive: true });
    // The binaries are in the packages themselves; no script of theirs is needed.
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: half,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const other of readdirSync(parent)) if (other.startsWith('runtimes-')) rmSync(join(parent, other), { recursive: true });
    renameSync(half, folder);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}
