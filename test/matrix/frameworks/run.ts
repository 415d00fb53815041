import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesIn } from '../../docs/examples.ts';
import { packInto } from '../../package/pack.ts';
import { writeTable } from '../write-table.ts';

// What frameworks make of `MailingSchema`: each program of `programs/` and of the guide is checked by the compiler and run, with
// the packed package. `--write` puts the table of versions into frameworks.md, in both languages.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../../..');

/** What each program installs. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'ai-sdk': ['ai@7.0.173', 'ai6@npm:ai@6.0.326'],
  conform: ['@conform-to/dom@1.21.1'],
  elysia: ['elysia@1.4.30'],
  hono: ['hono@4.13.19', '@hono/standard-validator@0.4.0'],
  'hono-openapi': [
    'hono-openapi@1.3.3',
    '@standard-community/standard-openapi@0.2.10',
    '@standard-community/standard-json@0.3.6',
    'openapi-types@12.1.3',
  ],
  mcp: ['@modelcontextprotocol/server@2.4.0', '@modelcontextprotocol/client@2.4.0'],
  'mcp-1': ['@modelcontextprotocol/sdk@1.32.2'],
  orpc: ['@orpc/server@1.16.1', '@orpc/openapi@1.16.1'],
  'react-hook-form': ['@hookform/resolvers@7.0.9', 'react-hook-form@7.92.0'],
  't3-env': ['@t3-oss/env-core@0.13.11'],
  'tanstack-ai': ['@tanstack/ai@0.58.0'],
  'tanstack-form': ['@tanstack/form-core@1.33.5'],
  'tanstack-router': ['@tanstack/react-router@1.170.46', 'react@19.3.1', 'react-dom@19.3.1'],
  trpc: ['@trpc/server@11.25.2'],
  xsai: ['@xsai/tool@0.4.4'],
};
const compiler = ['typescript@6.0.3', '@types/node@20'];

const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-frameworks-'));
const programs = join(folder, 'programs');
let passed = 0;
let failed = 0;
try {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const all = [packInto(folder), ...compiler, ...Object.values(packages).flat()];
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...all], { cwd: folder, stdio: 'inherit' });
  cpSync(here('programs'), programs, { recursive: true });
  for (const { name, code } of examplesIn('docs/guides/frameworks.md')) writeFileSync(join(programs, `${name}.ts`), code);
  const files = readdirSync(programs).filter((name) => name !== 'shared.ts');
  check('the programs compile', compile(files));
  for (const file of files) check(basename(file, '.ts'), run(file));
  if (process.argv.includes('--write')) write();
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Counts a program; what is said of it is what is wrong. */
function check(title: string, said: string): void {
  if (said === '') passed++;
  else failed++;
  console.log(said === '' ? `✓ ${title}` : `✗ ${title}\n${said}`);
}

function compile(files: readonly string[]): string {
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom', '--noEmit', '--skipLibCheck'];
  const args = [...options, '--allowImportingTsExtensions', '--types', 'node', ...files.map((file) => join('programs', file))];
  const { stdout } = spawnSync(join(folder, 'node_modules/.bin/tsc'), args, { cwd: folder, encoding: 'utf8' });
  return stdout.trim();
}

/** Runs a program. It throws where something is not so; what it prints is what its comments say. */
function run(file: string): string {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/tsx'), [join(programs, file)], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) return stderr.trim();
  const expected = [...readFileSync(join(programs, file), 'utf8').matchAll(/^console\.log\(.*\); \/\/ (.+)$/gm)]
    .map(([, text]) => text)
    .join('\n');
  return stdout.trim() === expected ? '' : `it printed\n${stdout}where its comments say\n${expected}`;
}

function write(): void {
  const rows = Object.keys(packages)
    .sort()
    .map((name) => {
      const versions = (packages[name] ?? []).map((spec) => {
        const [, installed = '', alias] = /^(@?[^@]+)(?:@(?:npm:)?(.+))?$/.exec(spec) ?? [];
        const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', installed, 'package.json'), 'utf8'));
        return `${alias?.startsWith('ai@') ? 'ai' : installed} ${version}`;
      });
      return `| ${versions.join(', ')} | [\`${name}.ts\`](https://github.com/viber-mailing/viber-mailing/blob/main/test/matrix/frameworks/programs/${name}.ts) |`;
    });
  const table = ['| Packages | Program |', '|---|---|', ...rows].join('\n');
  writeTable('frameworks', `On ${new Date().toISOString().slice(0, 10)}:\n\n${table}`);
}
