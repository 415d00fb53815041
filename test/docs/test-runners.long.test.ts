import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { installRuntimes } from '../runtimes/install.ts';
import { installedRuntimes } from '../runtimes/installed-runtimes.ts';

const guide = readFileSync(new URL('../../docs/guides/testing.md', import.meta.url), 'utf8');

/** Pinned, since the guide says what these do. */
const tools = [
  'jest@30.5.2',
  'babel-jest@30.5.2',
  '@babel/core@7.29.13',
  '@babel/preset-env@7.29.14',
  '@swc/jest@0.2.39',
  '@swc/core@1.16.22',
  'ts-jest@29.4.15',
  'typescript@5.9.3',
  '@types/jest@30.0.0',
  'mocha@12.0.3',
  'ava@6.4.1',
  'vitest-4@npm:vitest@4.1.12',
  'vitest-5@npm:vitest@5.1.2',
];

interface Recipe {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly command: string;
}

/** The sections of the guide that name files and a command. What stands before a section's parts belongs to each of them. */
const recipes: Recipe[] = guide.split(/^## /m).flatMap((section) => {
  const [shared = '', ...parts] = section.split(/^### /m);
  return [shared, ...parts].flatMap((part) => {
    const [, command] = /^```sh\n(.+)\n```/m.exec(part) ?? [];
    const title = [shared, part].map((text) => text.split('\n')[0]);
    return command === undefined
      ? []
      : [{ title: [...new Set(title)].join(': '), files: { ...named(shared), ...named(part) }, command }];
  });
});

/** Blocks whose first line is their name. */
function named(text: string): Record<string, string> {
  const blocks = text.matchAll(/^```(?:js|ts|json)\n\/\/ (\S+)\n([\s\S]*?)^```/gm);
  return Object.fromEntries([...blocks].map(([, name, code]) => [name, code]));
}

const vitestProgram = /^## With vitest\n[\s\S]*?^```ts\n([\s\S]*?)^```/m.exec(guide)?.[1] ?? '';
const nodeProgram = /^## With node:test\n[\s\S]*?^```ts\n([\s\S]*?)^```/m.exec(guide)?.[1] ?? '';

let folder: string;
const runtimes = new Map<string, string>();

beforeAll(() => {
  folder = join(inject('userFolder'), 'test-runners');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--force', '--no-audit', '--no-fund', '--prefer-offline', inject('tarball'), ...tools], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for (const { name, binary } of installedRuntimes(installRuntimes())) runtimes.set(name, binary);
}, 600_000);

/** Runs a line of the shell in a folder with some files, and gives its status and what it said. */
function run(title: string, files: Readonly<Record<string, string>>, command: string, runtime?: string) {
  const place = join(folder, title.replace(/\W+/g, '-'));
  mkdirSync(place);
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) writeFileSync(join(place, name), text);
  const binary = runtime === undefined ? process.execPath : [...runtimes].find(([name]) => name.startsWith(runtime))?.[1];
  expect(binary, `a runtime: ${runtime}`).toBeDefined();
  const path = [dirname(binary as string), join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH: path, CI: 'true', NO_COLOR: '1', NODE_OPTIONS: '' };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: place, encoding: 'utf8', env });
  return { status, said: stdout + stderr };
}

/** How many tests a runner says have passed, and that none failed. */
const passed: Readonly<Record<string, RegExp>> = {
  'With Jest 30': /^Tests: +2 passed, 2 total$/m,
  'With mocha': /^ +1 passing/m,
  'With AVA': /^ +1 test passed$/m,
  'With Bun': /^ 1 pass$/m,
  'With Deno': /1 passed \| 0 failed/,
};
const runtimeOf: Readonly<Record<string, string>> = { 'With Bun': 'Bun', 'With Deno': 'Deno' };

test('the guide has a section for each runner', () => {
  expect([...new Set(recipes.map(({ title }) => title.split(':')[0]))]).toEqual(Object.keys(passed));
});

describe('as the guide says it', () => {
  test.each(recipes)('$title', ({ title, files, command }) => {
    const [section = ''] = title.split(':');
    const renamed = title.endsWith('ts-jest')
      ? Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name === 'mailing.test.js' ? 'mailing.test.ts' : name, text]),
        )
      : files;
    const { status, said } = run(title, renamed, command, runtimeOf[section]);
    expect(said).toMatch(passed[section] as RegExp);
    expect(status).toBe(0);
  });

  test('Jest with nothing configured, whose sentence the guide quotes', () => {
    const files = recipes.find(({ title }) => title.endsWith('Babel'))?.files ?? {};
    const { status, said } = run('jest-bare', { ...files, 'jest.config.cjs': 'module.exports = {};' }, 'npx jest');
    const [, sentence = ''] = /which ends with `(.+)`/.exec(guide) ?? [];
    expect(said).toContain(`${sentence}: `);
    expect(status).toBe(1);
  });

  test('Jest on Node 24 with its flag, CommonJS and nothing configured', () => {
    const files = recipes.find(({ title }) => title.startsWith('With Jest 30'))?.files['mailing.test.js'] ?? '';
    const required = files.replace(/^import (.*) from '(.*)';$/gm, "const $1 = require('$2');");
    const { status, said } = run(
      'jest-24',
      { 'mailing.test.js': required },
      'NODE_OPTIONS=--experimental-vm-modules npx jest',
      'Node 24',
    );
    expect(said).toMatch(passed['With Jest 30'] as RegExp);
    expect(status).toBe(0);
  });

  test.each([
    ['vitest 4', 'node ../node_modules/vitest-4/vitest.mjs run', undefined],
    ['vitest 5', 'node ../node_modules/vitest-5/vitest.mjs run', 'Node 24'],
  ])('%s', (title, command, runtime) => {
    const { status, said } = run(
      title,
      { 'mailing.test.ts': vitestProgram.replaceAll("'vitest'", `'${title.replace(' ', '-')}'`) },
      command,
      runtime,
    );
    expect(said).toMatch(/^ +Tests +2 passed \(2\)$/m);
    expect(status).toBe(0);
  });

  test('node:test', () => {
    const { status, said } = run('node-test', { 'mailing.test.mjs': nodeProgram }, 'node --test --test-reporter=tap');
    expect(said).toMatch(/^# pass 2$/m);
    expect(status).toBe(0);
  });
});
