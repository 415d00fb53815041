import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, inject, test } from 'vitest';

// Minified and gzipped with the dependencies, in bytes.
const limits = [
  { what: 'mailing', code: "export { mailing } from 'viber-mailing'", most: 8_600 },
  { what: 'mailing and request', code: "export { mailing, request } from 'viber-mailing'", most: 9_800 },
  { what: 'everything', code: "export * from 'viber-mailing'", most: 36_060 },
];

test.each(limits)('$what is at most $most bytes in a bundle', async ({ code, most }) => {
  const { size } = await bundle(code);
  expect(size).toBeLessThanOrEqual(most);
});

test('what only composes holds no dependency', async () => {
  const { modules } = await bundle("export { mailing, request } from 'viber-mailing'");
  expect(modules).toEqual(['viber-mailing']);
});

async function bundle(contents: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: inject('userFolder') },
    absWorkingDir: inject('userFolder'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const names = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => packageOf(path));
  const [output] = outputFiles;
  return { size: gzipSync(output?.contents ?? '', { level: 9 }).length, modules: [...new Set(names)].filter(Boolean) };
}

function packageOf(path: string): string | undefined {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}
