import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { print } from './measure.ts';

/** What a bundle of the built package takes with its dependencies, minified and gzipped, in KB of 1,000 bytes. */
const bundles = [
  ['`mailing` in a bundle, in KB', "export { mailing } from 'viber-mailing'", 5],
  ['`mailing` and `request`, in KB', "export { mailing, request } from 'viber-mailing'", 5.9],
  ['all exports, in KB', "export * from 'viber-mailing'", 26.5],
] as const;

for (const [what, contents, budget] of bundles) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  print(what, gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1000, budget);
}
