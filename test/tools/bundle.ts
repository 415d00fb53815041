import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What users' programs take from the package. */
export const bundles = [
  { what: 'mailing', code: "export { mailing } from 'viber-mailing'" },
  { what: 'mailing and request', code: "export { mailing, request } from 'viber-mailing'" },
  { what: 'everything', code: "export * from 'viber-mailing'" },
] as const;

/** A bundle with the dependencies, of a program that lies in a folder: its bytes minified and gzipped, and the packages in it. */
export async function bundle(contents: string, folder: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    absWorkingDir: folder,
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
