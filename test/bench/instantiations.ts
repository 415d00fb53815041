import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from './measure.ts';

/** The types that a compiler instantiates for a chain of literals, behind one of other literals that pays for the declarations. */
const chain = (name: string, id: number, day: number) => `mailing('${name}').from('${id}').at('2026-11-${day}T10:00:00').bulk()
  .button({ caption: '${name}', link: 'https://a.by/${id}', image: 'https://a.by/${id}.jpg', text: '${name}' }).to(phones);\n`;
const first = `import { mailing } from 'viber-mailing';\ndeclare const phones: string[];\n${chain('Black Friday', 444, 27)}`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-instantiations-'));
try {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/viber-mailing'));
  for (const [version, compiler] of [
    [6, 'typescript'],
    [7, 'typescript-7'],
  ] as const) {
    const more = count(compiler, first + chain('Cyber Monday', 445, 30)) - count(compiler, first);
    print(`instantiations of a chain of literals: TypeScript ${version}`, more, 45);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function count(compiler: string, program: string): number {
  const file = join(folder, 'program.mts');
  writeFileSync(file, program);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--extendedDiagnostics'];
  const tsc = join(root, 'node_modules', compiler, 'bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, file], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
  return Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]);
}
