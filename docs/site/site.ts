import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { documentation } from './documentation.js';
import { llmsFiles } from './llms.js';
import { sourceFiles } from './source.js';

/** What the theme brings along and these pages do without. */
const unused = ['main.js', 'icons.js', 'search.js', 'navigation.js', 'hierarchy.js'];

/** Builds the site into the folder that typedoc.json names, which typedoc empties first, and gives that; nothing after a warning. */
export async function buildSite(root: string): Promise<string | undefined> {
  const { app, sections } = await documentation();
  const project = await app.convert();
  if (project === undefined) return undefined;
  app.validate(project);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) return undefined;
  const out = app.options.getValue('out');
  for (const name of unused) rmSync(join(out, 'assets', name), { force: true });
  const files = new Map([
    ...llmsFiles(root, project),
    ...sourceFiles(root),
    ['assets/search.js', await searchScript(root)],
    ['assets/search-data.js', `const searchSections = ${JSON.stringify(sections)};\n`],
  ]);
  for (const [path, text] of files) {
    const file = join(out, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return out;
}

async function searchScript(root: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'docs/site/search/page.ts')],
    bundle: true,
    minify: true,
    write: false,
    target: 'es2022',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
