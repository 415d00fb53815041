import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentation } from './documentation.js';
import { llmsFiles } from './llms.js';

// Builds the site into the folder that typedoc.json names, which typedoc empties first. A warning is a failure.
const app = await documentation();
const project = await app.convert();
if (project !== undefined) {
  app.validate(project);
  await app.generateOutputs(project);
  const files = llmsFiles(fileURLToPath(new URL('../..', import.meta.url)), project);
  for (const [path, text] of files) {
    const file = join(app.options.getValue('out'), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
