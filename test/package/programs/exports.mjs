// Prints what each subpath of the package exports, imported and required.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL('node_modules/viber-mailing/package.json', import.meta.url), 'utf8'));
const subpaths = {};
for (const subpath of Object.keys(exports)) {
  const name = subpath.replace('.', 'viber-mailing');
  const imported = await import(name, name.endsWith('.json') ? { with: { type: 'json' } } : undefined);
  subpaths[subpath] = { imported: Object.keys(imported.default ?? imported), required: Object.keys(require(name)) };
}
console.log(JSON.stringify(subpaths));
