import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { recipeOf, recipes } from './examples.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'viber-mailing-recipes-')));

// The frameworks, in the versions of the lock file, beside the packed package: as a user of both has them.
beforeAll(() => {
  cpSync(fileURLToPath(new URL('recipes', import.meta.url)), folder, { recursive: true });
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  symlinkSync(join(inject('userFolder'), 'node_modules', 'viber-mailing'), join(folder, 'node_modules', 'viber-mailing'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
};

describe.each(recipes)('the guide for %s', (name) => {
  it('compiles, and answers each outcome as it says', () => {
    const source = join(folder, `${name}.ts`);
    writeFileSync(source, recipeOf(name).code);
    const program = ts.createProgram([source], { ...options, typeRoots: [join(folder, 'node_modules/@types')] });
    const { diagnostics } = program.emit();
    const said = [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
    expect(said).toEqual([]);

    const output = execFileSync(process.execPath, ['drive.mjs', name, join(folder, `${name}.js`)], {
      cwd: folder,
      encoding: 'utf8',
    });
    const { answers, requests } = JSON.parse(output.trim().split('\n').at(-1) as string);
    expect(answers.accepted).toEqual({ status: 201, body: { uuid: expect.stringMatching(/^[\da-f-]{36}$/) } });
    expect(answers.invalid).toMatchObject({ status: 422, body: { issues: [{ code: 'phone_format' }] } });
    expect(answers.rejected).toMatchObject({ status: 502, body: { message: expect.stringContaining('refused') } });
    expect(answers.unknown).toMatchObject({ status: 202, body: { message: expect.stringContaining('do not send it again') } });
    expect(answers.notSent).toMatchObject({ status: 503, body: { message: expect.stringContaining('nothing was sent') } });
    // The one that was accepted, and the one whose answer was lost.
    expect(requests).toBe(2);
  });

  it('names in its install line what its program imports', () => {
    const guide = readFileSync(new URL(`../../docs/guides/${name}.md`, import.meta.url), 'utf8');
    const [, installed = ''] = /^npm install (.+)$/m.exec(guide) ?? [];
    const imported = [...recipeOf(name).code.matchAll(/from '([^']+)'|import '([^']+)'/g)].map(([, from, alone]) => from ?? alone);
    for (const each of imported) expect(installed.split(' ')).toContain(each);
  });
});

it('the route of Next is loaded where no token is set, as its build does', () => {
  const { VIBER_TOKEN: _, ...env } = process.env;
  execFileSync(process.execPath, ['--input-type=module', '--eval', "await import('./next.js')"], { cwd: folder, env });
});
