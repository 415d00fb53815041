import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const programs = fileURLToPath(new URL('programs/', import.meta.url));

/** Runs a program of `programs/` in the user's folder, where it finds the installed package. */
export function runProgram(program: string): { stdout: string; stderr: string } {
  const userFolder = inject('userFolder');
  cpSync(programs, userFolder, { recursive: true });
  const { stdout, stderr } = spawnSync(process.execPath, [join(userFolder, program)], { encoding: 'utf8' });
  return { stdout, stderr };
}
