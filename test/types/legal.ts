import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { entries } from '../tools/entries.ts';
import { strictest } from './compile.ts';

const folder = new URL('./legal/', import.meta.url);
const legal = readdirSync(folder).map((name) => [name.slice(0, -3), readFileSync(new URL(name, folder), 'utf8')] as const);

/** Imports each subpath, so that all declarations of the package are checked. */
const subpaths = entries.map(
  ({ subpath }) => `export * as _${subpath.replace(/\W/g, '_')} from 'viber-mailing${subpath && `/${subpath}`}';`,
);

/** Programs that compile, with mistakes in them that do not, by their names. */
export function legalPrograms(ending: '.mts' | '.ts'): Record<string, string> {
  return Object.fromEntries([...legal, ['subpaths', subpaths.join('\n')] as const].map(([name, text]) => [name + ending, text]));
}

const loose = { ...strictest, strict: false, exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false };
const node = { types: ['node'], typeRoots: [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))] };
const bundler = { module: 'esnext', moduleResolution: 'bundler' };

/** Each way of resolving modules, strict and not, with the libraries that people have and with none. */
export const ways = {
  'nodenext, strict, no library': strictest,
  'node16, not strict, DOM and Node': { ...loose, module: 'node16', lib: ['es2023', 'dom', 'dom.iterable'], ...node },
  'bundler, strict, everything': { ...strictest, ...bundler, lib: ['esnext', 'dom', 'dom.iterable'], ...node },
  'bundler, not strict, no library': { ...loose, ...bundler },
  'node10, strict, no library': { ...strictest, module: 'esnext', moduleResolution: 'node' },
} satisfies Record<string, object>;

export type Way = keyof typeof ways;
