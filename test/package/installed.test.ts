import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { runProgram } from './run-program.ts';

const sample = readFileSync(new URL('../wire/sample-request.json', import.meta.url), 'utf8');

test.each(['import.mjs', 'require.cjs'])(
  'the five sample mailings come out of the installed package byte for byte: %s',
  (program) => {
    expect(runProgram(program)).toEqual({ stdout: sample, stderr: '' });
  },
);

test('each subpath can be imported and required, and gives the same', () => {
  const { stdout, stderr } = runProgram('exports.mjs');
  expect(stderr.replace(/.*ExperimentalWarning: Importing JSON modules.*\n.*\n/, '')).toBe('');
  const subpaths: Record<string, { imported: string[]; required: string[] }> = JSON.parse(stdout);
  const declared = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).exports;
  expect(Object.keys(subpaths)).toEqual(Object.keys(declared));
  for (const { imported, required } of Object.values(subpaths)) {
    expect(imported).not.toEqual([]);
    expect(required).toEqual(expect.arrayContaining(imported));
  }
});

test('importing the package adds no global', () => {
  expect(runProgram('globals.mjs')).toEqual({ stdout: '0\n', stderr: '' });
});

test.each(['schema.json', 'schema.union.json', 'mailing.schema.json', 'openapi.json'])(
  '%s is the one that the source keeps',
  (name) => {
    const read = (url: URL) => JSON.parse(readFileSync(url, 'utf8'));
    const installed = new URL(`file://${inject('userFolder')}/node_modules/viber-mailing/dist/${name}`);
    expect(read(installed)).toEqual(read(new URL(`../../src/wire/${name}`, import.meta.url)));
  },
);
