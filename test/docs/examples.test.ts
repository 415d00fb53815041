import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Example, examples } from './examples.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const typeRoots = [join(modules, '@types')];
/** What examples use beside the package. */
const companions = [
  'ajv',
  'ky',
  'cli-progress',
  '@types/cli-progress',
  'csv-parse',
  'libphonenumber-js',
  'pg',
  '@types/pg',
  'bullmq',
  'vitest',
];
const runner = fileURLToPath(new URL('run-examples.mjs', import.meta.url));
const all = examples();

// What vitest sets for its own children would make an example's own vitest part of this one.
const withoutVitest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_TEST|TEST$)/.test(name)));

const said = new Map<Example, string[]>();
const thrown = new Map<Example, string | undefined>();

beforeAll(() => {
  // Inside the folder into which the package is installed, as a user's own program would be.
  const folder = join(inject('userFolder'), 'examples');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  for (const name of companions) symlinkSync(join(modules, name), join(folder, 'node_modules', name));
  const sources = all.map(({ name }) => join(folder, `${name}.ts`));
  for (const [index, example] of all.entries())
    writeFileSync(sources[index] as string, `${withoutDirectives(example)}\nexport {};\n`);
  compile(sources);
  const programs = all.map((example) => {
    const program = join(folder, `${example.name}.${testRunnerOf(example) === undefined ? 'mjs' : 'test.mjs'}`);
    writeFileSync(program, transpiled(checked(example.code)));
    return program;
  });
  const plain = all.filter((example) => testRunnerOf(example) === undefined);
  const { stdout, stderr } = run([runner, ...plain.map((example) => programs[all.indexOf(example)] as string)], folder);
  const results = JSON.parse(stdout || `{ "failed": ${JSON.stringify(stderr)} }`) as { error?: string }[];
  for (const [index, example] of plain.entries()) thrown.set(example, results[index]?.error);
  for (const [index, example] of all.entries()) {
    const testRunner = testRunnerOf(example);
    if (testRunner === undefined) continue;
    const { status, stdout, stderr } = run([...testRunner, programs[index] as string], folder);
    thrown.set(example, status === 0 ? undefined : `${stdout}${stderr}`);
  }
});

describe('every example of the documentation', () => {
  it('is found', () => {
    expect(all.filter(({ place }) => place.startsWith('README.md')).length).toBeGreaterThan(5);
    expect(all.filter(({ place }) => place.startsWith('src/')).length).toBeGreaterThan(20);
  });

  it.each(all.filter(({ mistakes }) => mistakes.length === 0).map((example) => [example.place, example] as const))(
    '%s compiles and runs',
    (_, example) => {
      expect(said.get(example)).toEqual([]);
      expect(thrown.get(example)).toBeUndefined();
    },
  );

  it.each(all.filter(({ mistakes }) => mistakes.length > 0).map((example) => [example.place, example] as const))(
    '%s shows a mistake, which the compiler and the run time answer with the same sentence',
    (_, example) => {
      const messages = said.get(example) as string[];
      expect(messages).toHaveLength(example.mistakes.length);
      example.mistakes.forEach(({ line, sentence }, index) => {
        expect(messages[index]).toMatch(new RegExp(`^${line}: `));
        expect(messages[index]).toContain(sentence);
      });
      expect(thrown.get(example)).toContain('InvalidInputError');
      expect(thrown.get(example)).toContain(example.mistakes[0]?.sentence);
    },
  );
});

/** How an example that is a test itself is run. */
function testRunnerOf({ code }: Example): readonly string[] | undefined {
  if (code.includes("from 'node:test'")) return ['--test'];
  if (code.includes("from 'vitest'")) return [join(modules, 'vitest/vitest.mjs'), 'run', '--root', '.'];
  return undefined;
}

function run(args: readonly string[], cwd: string) {
  return spawnSync(process.execPath, args, { encoding: 'utf8', cwd, timeout: 60_000, env: withoutVitest });
}

function withoutDirectives({ code }: Example): string {
  return code.replace(/^(\s*)\/\/ @ts-expect-error .*$/gm, '$1//');
}

function compile(sources: readonly string[]): void {
  const program = ts.createProgram(sources, {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    typeRoots,
  });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  all.forEach((example, index) => {
    const own = diagnostics.filter(({ file }) => file?.fileName === sources[index]);
    said.set(
      example,
      own.map(({ file, start, messageText }) => {
        const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line;
        return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      }),
    );
  });
}

/** What a `console.log` prints must be what the comment behind it says. */
function checked(code: string): string {
  return code.replace(
    /^(\s*)(.*\b)?console\.log\((.*)\); \/\/ (.+)$/gm,
    (_, indent: string, before: string | undefined, values: string, expected: string) =>
      `${indent}${before ?? ''}printed(${JSON.stringify(expected)}, ${values});`,
  );
}

function transpiled(code: string): string {
  return ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }).outputText;
}
