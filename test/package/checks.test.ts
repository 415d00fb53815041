import { spawnSync } from 'node:child_process';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, inject, test } from 'vitest';

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({
    pkgDir: `${inject('userFolder')}/node_modules/viber-mailing`,
    strict: true,
    pack: false,
  });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('the types are right for each way to resolve the package', () => {
  expect(output('attw', inject('tarball'), '--profile', 'esm-only', '--no-emoji', '--format', 'ascii')).toEqual({ status: 0 });
});

test('no file, export or dependency is unused', () => {
  expect(output('knip', '--no-progress')).toEqual({ status: 0 });
});

/** What a program says where it fails. */
function output(program: string, ...args: string[]): { status: number | null; text?: string } {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', program, ...args], { encoding: 'utf8' });
  return status === 0 ? { status } : { status, text: `${stdout}${stderr}` };
}
