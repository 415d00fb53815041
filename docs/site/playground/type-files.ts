import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Where a program finds the package, in the file system of the compiler in the browser. */
const installed = '/node_modules/viber-mailing';

/** The entry points that work in a browser: a campaign needs files or a database. */
export const entryPoints = { '.': 'index', './preview': 'preview/index', './sandbox': 'sandbox/index' } as const;

/** What the compiler in the browser reads, by path: the language's libraries and the package's declarations. */
export function typeFiles(root: string): Readonly<Record<string, string>> {
  const globals = readFileSync(join(root, 'docs/site/playground/user-globals.txt'), 'utf8');
  return { ...libraries(), '/globals.d.ts': globals, ...declarations(root) };
}

/** The libraries of ES2022, without their comments, which are two thirds of them. */
function libraries(): Record<string, string> {
  const files: Record<string, string> = {};
  const folder = ts.getDefaultLibFilePath({}).replace(/[^/\\]+$/, '');
  const take = (name: string) => {
    const path = `/lib/lib.${name}.d.ts`;
    if (path in files) return;
    const text = readFileSync(join(folder, `lib.${name}.d.ts`), 'utf8');
    files[path] = text.replace(/\/\*.*?\*\//gs, '').replace(/^\s*\n/gm, '');
    for (const [, other = ''] of text.matchAll(/<reference lib="(.+?)"/g)) take(other);
  };
  take('es2022');
  return files;
}

/** The declarations as they are packed. */
function declarations(root: string): Record<string, string> {
  const files: Record<string, string> = {};
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const sources = Object.values(entryPoints).map((entry) => join(root, 'src', `${entry}.ts`));
  ts.createProgram(sources, { ...options, declarationMap: false, outDir: `${installed}/dist` }).emit(undefined, (path, text) => {
    files[path] = text;
  });
  const exports = Object.entries(entryPoints).map(([name, entry]) => [name, { types: `./dist/${entry}.d.ts` }]);
  files[`${installed}/package.json`] = JSON.stringify({
    name: 'viber-mailing',
    type: 'module',
    exports: Object.fromEntries(exports),
  });
  return files;
}
