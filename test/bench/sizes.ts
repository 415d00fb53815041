import { fileURLToPath } from 'node:url';
import { bundle, bundles } from '../tools/bundle.ts';
import { print } from './measure.ts';

/** What a bundle of the built package takes, in KB of 1,000 bytes. */
const budgets = { mailing: 5, 'mailing and request': 5.9, everything: 26.5 } as const;

for (const { what, code } of bundles) {
  const { size } = await bundle(code, fileURLToPath(new URL('../..', import.meta.url)));
  print(`${what} in a bundle, in KB`, size / 1000, budgets[what]);
}
