import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, TSConfigReader, TypeDocReader } from 'typedoc';
import { llmsFiles } from './llms.js';

// Into the folder that is named, or into the site. To be run after typedoc, which empties the folder.
const root = fileURLToPath(new URL('../..', import.meta.url));
const app = await Application.bootstrapWithPlugins({ skipErrorChecking: true }, [new TypeDocReader(), new TSConfigReader()]);
const project = await app.convert();
if (project === undefined) throw new Error('typedoc could not read the source');
const site = process.argv[2] ?? app.options.getValue('out');
for (const [path, text] of llmsFiles(root, project)) {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
}
