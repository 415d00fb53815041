import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A block of TypeScript in the documentation. */
export interface Example {
  /** The file and line where it begins, such as `README.md:18`. */
  readonly place: string;
  /** A name for its own file. */
  readonly name: string;
  readonly code: string;
  /** Where it shows a mistake: the line after `@ts-expect-error`, counted from 0, and the sentence on it. */
  readonly mistakes: readonly { readonly line: number; readonly sentence: string }[];
}

/** The guides whose programs need a framework: they run apart, in `recipes.long.test.ts`. */
export const recipes = ['express', 'fastify', 'hono', 'nestjs', 'next'] as const;

/** Every block of TypeScript in the README, the guides in both languages and the doc comments of the source. */
export function examples(): Example[] {
  const guides = [...files('docs/guides', '.md'), ...files('docs/ru', '.md')].filter(
    (file) => ![...recipes, 'frameworks'].some((name) => file.endsWith(`/${name}.md`)),
  );
  const markdown = [...files('.', '.md', false), ...guides].flatMap((file) => fences(file, readLines(file)));
  const comments = files('src', '.ts').flatMap((file) => fences(file, readLines(file), ' * '));
  return [...markdown, ...comments];
}

/** The program of a guide that needs a framework. */
export function recipeOf(name: (typeof recipes)[number]): Example {
  const file = `docs/guides/${name}.md`;
  return fences(file, readLines(file))[0] as Example;
}

/** The programs of a guide. */
export function examplesIn(file: string): Example[] {
  return fences(file, readLines(file));
}

function fences(file: string, lines: readonly string[], prefix = ''): Example[] {
  const found: Example[] = [];
  let begin: number | undefined;
  let strip = 0;
  lines.forEach((line, index) => {
    const at = line.indexOf('```');
    if (at < 0 || line.slice(0, at).trim() !== prefix.trim()) return;
    if (begin !== undefined) {
      const code = lines.slice(begin + 1, index).map((each) => each.slice(strip));
      found.push(example(file, begin, code));
      begin = undefined;
    } else if (/^```ts\b/.test(line.slice(at))) {
      begin = index;
      strip = at;
    } else if (line.slice(at) !== '```') {
      begin = undefined;
    }
  });
  return found;
}

function example(file: string, begin: number, lines: readonly string[]): Example {
  const mistakes = lines.flatMap((line, index) => {
    const [, sentence] = /^\s*\/\/ @ts-expect-error (.+)$/.exec(line) ?? [];
    return sentence === undefined ? [] : [{ line: index + 1, sentence }];
  });
  return {
    place: `${file}:${begin + 1}`,
    name: `${file.replace(/[^A-Za-z0-9]+/g, '-')}-${begin + 1}`,
    code: lines.join('\n'),
    mistakes,
  };
}

function files(folder: string, ending: string, recursive = true): string[] {
  return readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}

function readLines(file: string): string[] {
  return readFileSync(join(root, file), 'utf8').split('\n');
}
