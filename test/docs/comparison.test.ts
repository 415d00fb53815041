import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

function shell(line: string): string {
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
  return execSync(line, { cwd: inject('userFolder'), encoding: 'utf8', env: { ...process.env, PATH: path } });
}
