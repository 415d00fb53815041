import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { typeFiles } from './type-files.js';

// Into the folder that is named, or into the site. To be run after typedoc, which empties the folder.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const source = join(root, 'docs/site/playground');
const out = join(process.argv[2] ?? join(root, 'docs/site/dist'), 'playground');
mkdirSync(out, { recursive: true });

/** The packages of which something is in a script, and their folders. */
const bundled = new Map<string, string>();

const frame = inline(await bundle('run/frame.ts', { runtime: await bundle('run/program.ts') }));
write('compiler.js', await bundle('compiler/worker.ts', { typeFiles: JSON.stringify(typeFiles(root)) }));
write('playground.js', await bundle('page/playground.ts'));
write(
  'playground.css',
  ['playground.css', 'editor.css', 'results.css'].map((name) => readFileSync(join(source, name), 'utf8')).join('\n'),
);
write('index.html', withHashes(readFileSync(join(source, 'index.html'), 'utf8')));
write('run.html', withHashes(readFileSync(join(source, 'run.html'), 'utf8').replace('/* frame */', () => frame)));
write(
  'licenses.txt',
  [...bundled]
    .sort()
    .map(([name, folder]) => license(name, folder))
    .join('\n\n'),
);

function write(name: string, text: string): void {
  writeFileSync(join(out, name), text);
}

/** A script as one text, with texts put in for names. */
async function bundle(entry: string, texts: Readonly<Record<string, string>> = {}): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(source, entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    absWorkingDir: root,
    target: 'es2022',
    define: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.stringify(text)])),
    logLevel: 'warning',
  });
  for (const path of Object.keys(metafile.inputs)) {
    const [folder, name] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    if (folder !== undefined && name !== undefined) bundled.set(name, join(root, folder));
  }
  return outputFiles[0]?.text ?? '';
}

function license(name: string, folder: string): string {
  const file = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each));
  if (file === undefined) throw new Error(`${name} has no file that says its licence`);
  return `${name}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** Names the scripts that are in a page to its policy, which allows no others. */
function withHashes(page: string): string {
  const hashes = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return page.replace('{scripts}', hashes.join(' '));
}

/** A script that can stand in a page. */
function inline(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
