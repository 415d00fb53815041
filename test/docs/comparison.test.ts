import { execSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, inject, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const guide = readFileSync(join(root, 'docs/guides/comparison.md'), 'utf8');
const [, compose = '', send = ''] = /^\| \*\*viber-mailing\*\* \| \*\*([\d.]+)\*\* \| \*\*([\d.]+)\*\* \|$/m.exec(guide) ?? [];
const [, command = ''] = /```sh\n(echo .+)\n```/.exec(guide) ?? [];

test.each([
  { what: 'mailing', published: Number(compose) },
  { what: 'mailing, createClient', published: Number(send) },
])('the published size of { $what } is what its command prints, or at most a seventh above', ({ what, published }) => {
  const size = Number(shell(command.replace('{ mailing }', `{ ${what} }`).replace('npx esbuild', 'esbuild'))) / 1000;
  expect(published).toBeGreaterThan(size * 0.99);
  expect(published).toBeLessThan((size * 8) / 7);
});

test('what npm install brings is what is published', () => {
  const [, packages = '', megabytes = ''] = /^\| viber-mailing \| (\d+) \| ([\d.]+) \|$/m.exec(guide) ?? [];
  const brought = installed('viber-mailing');
  const size = [...brought].map(sizeOf).reduce((sum, each) => sum + each) / 1_000_000;
  expect(Number(packages)).toBe(brought.size);
  expect(Number(megabytes)).toBeGreaterThan(size * 0.95);
  expect(Number(megabytes)).toBeLessThan(size * 1.05);
});

/** A package and what it depends on, by their folders. */
function installed(name: string, brought = new Set<string>()): Set<string> {
  const folder = join(inject('userFolder'), 'node_modules', name);
  if (brought.has(folder)) return brought;
  brought.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: object };
  for (const dependency of Object.keys(dependencies)) installed(dependency, brought);
  return brought;
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => statSync(join(folder, path)));
  return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

function shell(line: string): string {
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
  return execSync(line, { cwd: inject('userFolder'), encoding: 'utf8', env: { ...process.env, PATH: path } });
}
