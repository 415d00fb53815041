// Runs each file that is named on the command line, in a folder of its own, and prints what became of them, as JSON.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

// Node 20 has no SQLite of its own: libsql stands in for it.
const builtin = process.getBuiltinModule;
if (builtin('node:sqlite') === undefined) {
  const { default: Database } = await import('libsql');
  class DatabaseSync extends Database {
    constructor(path, { readOnly } = {}) {
      super(path, { readonly: readOnly });
    }
  }
  process.getBuiltinModule = (name) => (name === 'node:sqlite' ? { DatabaseSync } : builtin(name));
}

const results = [];
const log = console.log;
const folder = process.cwd();
globalThis.printed = (expected, ...values) => {
  const text = format(...values);
  if (text !== expected) throw new Error(`printed ${text} where the example says ${expected}`);
};
for (const file of process.argv.slice(2)) {
  console.log = () => {};
  process.chdir(mkdtempSync(join(folder, 'run-')));
  try {
    await import(pathToFileURL(file).href);
    results.push({});
  } catch (error) {
    results.push({ error: String(error?.stack ?? error) });
  }
}
console.log = log;
console.log(JSON.stringify(results));
process.exit(0);
