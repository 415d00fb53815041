import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { examples } from './examples.ts';

const guide = readFileSync(new URL('../../docs/guides/first-mailing.md', import.meta.url), 'utf8');
const [, flags = ''] = /^npx tsc (.+) first\.mts$/m.exec(guide) ?? [];
/** It imports a module of Node's own, and what is added to it makes a mistake. */
const program = examples().find(({ place, code }) => place.startsWith('docs/guides/first-mailing.md') && code.includes('node:fs'));
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

describe.each(['typescript-5.9', 'typescript', 'typescript-7'])('the command of the first guide, with %s', (compiler) => {
  const folder = join(inject('userFolder'), `first-${compiler}`);
  const tsc = join(dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`)), 'bin/tsc');

  function check(code: string): string {
    mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
    for (const name of ['@types/node', 'undici-types'])
      cpSync(join(modules, name), join(folder, 'node_modules', name), { recursive: true });
    writeFileSync(join(folder, 'first.mts'), code);
    try {
      return execFileSync(process.execPath, [tsc, ...flags.split(' '), 'first.mts'], { cwd: folder, encoding: 'utf8' });
    } catch (error) {
      return String((error as { stdout: unknown }).stdout);
    }
  }

  it('takes a program of the guide, and says the sentence of a mistake', () => {
    const said = check(
      `${program?.code}\nconst token: string = process.env['TOKEN'] ?? '';\nmailing(token).bulk().text('Hello').to(['+375']);\n`,
    );
    expect(said.match(/error TS/g)).toHaveLength(1);
    expect(said).toContain('a phone is 7 to 15 digits');
  });
});

it('the program and the command are found', () => {
  expect(program).toBeDefined();
  expect(flags).toContain('--strict');
});
