import { readFileSync } from 'node:fs';

interface Entry {
  /** As in `viber-mailing/campaign`: `campaign`, and nothing for the package itself. */
  readonly subpath: string;
  /** The file in `dist/`, from the root. */
  readonly file: string;
  /** What it is made of, from the root. */
  readonly source: string;
}

/** The subpaths of the package stand in `exports` of package.json, and nowhere else: all that needs them takes them from here. */
const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Readonly<Record<string, string | { readonly default: string }>>;
};

/** What is imported. `dist/a/b.js` is made of `src/a/b.ts`. */
export const entries: readonly Entry[] = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [entry(name, target.default, 'src', '.ts')],
);

/** What is read as JSON. `dist/a.json` is a copy of `src/wire/a.json`. */
export const jsonFiles: readonly Entry[] = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'string' && target !== './package.json' ? [entry(name, target, 'src/wire', '.json')] : [],
);

function entry(name: string, target: string, folder: string, ending: string): Entry {
  const [, path = ''] = /^\.\/dist\/(.+)\.\w+$/.exec(target) ?? [];
  return { subpath: name.slice(2), file: target.slice(2), source: `${folder}/${path}${ending}` };
}
