import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

const require = createRequire(import.meta.url);

/** The compilers by the names under which they are installed. */
export const compilers = ['typescript-5.0', 'typescript-5.9', 'typescript', 'typescript-7'] as const;
/** Of the two newest, TypeScript 7 in the gate, and 6, which takes five times as long, in the long tests. */
export const newest = inject('compilers');

/** What a user's program is checked with: everything strict, every declaration looked at, no types but the language's. */
export const strictest = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2022'],
  types: [] as string[],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  // The language's own libraries are not ours to check.
  skipDefaultLibCheck: true,
  noEmit: true,
};

export interface Complaint {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** All its lines, as the compiler prints them. */
  readonly message: string;
}

export interface Compiled {
  readonly complaints: readonly Complaint[];
  readonly folder: string;
  /** All that the compiler printed. */
  readonly output: string;
}

/** A new folder where the installed package is found. */
export function userFolder(): string {
  return mkdtempSync(join(inject('userFolder'), 'types-'));
}

/** Compiles files by their names in a user's folder, against the installed package. */
export function compile(
  compiler: string,
  files: Readonly<Record<string, string>>,
  options: object = strictest,
  ...flags: string[]
): Compiled {
  const folder = userFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (!('tsconfig.json' in files)) {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: Object.keys(files) }));
  }
  return { folder, ...run(compiler, folder, ['-p', folder, ...flags]) };
}

/** Runs a compiler in a folder. */
export function run(compiler: string, cwd: string, args: readonly string[]): Pick<Compiled, 'complaints' | 'output'> {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, ...args, '--pretty', 'false'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { complaints: complaintsIn(stdout), output: stdout + stderr };
}

const begun = /^(?:(.+?)\((\d+),(\d+)\): )?error TS\d+: (.*)$/;

function complaintsIn(output: string): Complaint[] {
  const complaints: { file: string; line: number; column: number; message: string }[] = [];
  for (const text of output.split('\n')) {
    const [, file = '', line, column, message] = begun.exec(text) ?? [];
    const last = complaints.at(-1);
    if (message !== undefined) complaints.push({ file, line: Number(line), column: Number(column), message });
    else if (last !== undefined && text.startsWith('  ')) last.message += `\n${text}`;
  }
  return complaints;
}
