import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, inject, test } from 'vitest';
import { entries } from '../tools/entries.ts';

const names = entries.map(({ subpath }) => `viber-mailing${subpath && `/${subpath}`}`);

// Without `platform: 'node'` a module of Node's own cannot be resolved, as in workers and browsers.
describe.each(['neutral', 'browser'] as const)('a bundle for %s', (platform) => {
  test.each(names)('%s needs no module of a runtime', async (name) => {
    const { warnings, metafile } = await build({
      stdin: { contents: `export * from '${name}'`, resolveDir: inject('userFolder') },
      absWorkingDir: inject('userFolder'),
      bundle: true,
      format: 'esm',
      platform,
      mainFields: ['module', 'main'],
      external: ['libphonenumber-js'],
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    expect(warnings).toEqual([]);
    const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(outside.filter((path) => !path.startsWith('libphonenumber-js'))).toEqual([]);
  });
});

// As workers of before May 2025 have none.
test.each(names)('%s loads without a FinalizationRegistry', async (name) => {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${name}'`, resolveDir: inject('userFolder') },
    absWorkingDir: inject('userFolder'),
    bundle: true,
    format: 'iife',
    globalName: 'loaded',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    write: false,
  });
  const context = createContext({ TextEncoder, TextDecoder });
  runInContext('delete globalThis.FinalizationRegistry;', context);
  runInContext(outputFiles[0]?.text ?? '', context);
  expect(runInContext('Object.keys(loaded)', context)).not.toHaveLength(0);
});
