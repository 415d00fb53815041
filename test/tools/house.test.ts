import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));
const linesOf = (text: string) => text.split('\n').length - 1;

describe('the source', () => {
  test('has at most 70 files and 11,390 lines', () => {
    expect(files.length).toBeLessThanOrEqual(70);
    expect(files.reduce((sum, { text }) => sum + linesOf(text), 0)).toBeLessThanOrEqual(11_390);
  });

  test('has files of 25 to 300 lines, but for what only exports', () => {
    const others = files.filter(({ name, text }) => !name.endsWith('index.ts') && (linesOf(text) < 25 || linesOf(text) > 300));
    expect(others.map(({ name, text }) => `${name}: ${linesOf(text)}`)).toEqual([]);
  });

  test('exports from index.ts what stands elsewhere, and nothing else', () => {
    const surface = statements(files.find(({ name }) => name === 'index.ts')?.text ?? '');
    expect(surface.length).toBeGreaterThan(5);
    expect(surface.filter((line) => !/^export [^;]*from '\.[^']*';$/.test(line))).toEqual([]);
  });
});

/** What each room imports of the others. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  wire: [],
  mailing: ['wire'],
  client: ['wire'],
  campaign: ['client', 'wire'],
  sandbox: ['wire'],
  preview: ['wire'],
  phones: ['wire'],
};

describe('imports, of types too', () => {
  const imported = new Map(files.map(({ name, text }) => [name, importsOf(name, text)]));

  test('lead to files that are there', () => {
    expect([...imported.values()].flat().filter((name) => !imported.has(name))).toEqual([]);
  });

  test('go one way', () => {
    const rooms = [...imported].filter(([name]) => name.includes('/'));
    const wrong = rooms.flatMap(([name, targets]) => {
      const room = roomOf(name);
      return targets
        .filter((target) => roomOf(target) !== room && !mayImport[room]?.includes(roomOf(target)))
        .map((to) => `${name} → ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  test('make no circle', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (name: string, path: readonly string[]) => {
      if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name].join(' → '));
      if (path.includes(name) || done.has(name)) return;
      for (const next of imported.get(name) ?? []) visit(next, [...path, name]);
      done.add(name);
    };
    for (const name of imported.keys()) visit(name, []);
    expect(circles).toEqual([]);
  });

  test('are read from each way to write one', () => {
    const text = `import type { A } from './a.js';
import {
  type B,
} from '../wire/b.js';
export * from './c.js';
const d = await import('./d.js');
type E = import('./e.js').E;
import 'valibot';`;
    expect(importsOf('client/x.ts', text)).toEqual(['client/a.ts', 'wire/b.ts', 'client/c.ts', 'client/d.ts', 'client/e.ts']);
  });
});

test('a flow leads through few files', () => {
  const flows = execFileSync(process.execPath, ['--import', 'tsx', join(root, 'test/tools/flows.ts'), '--json'], { cwd: root });
  const counted: Record<string, string[]> = JSON.parse(flows.toString());
  const most = { 'to(rows) to JSON, with its chain': 9, 'client.send, without composing': 9, 'a campaign on SQLite': 29 };
  expect(Object.keys(counted)).toEqual(Object.keys(most));
  for (const [name, limit] of Object.entries(most)) expect((counted[name] ?? []).slice(limit), name).toEqual([]);
  expect(counted['to(rows) to JSON, with its chain']).toEqual(expect.arrayContaining(['mailing/builder.ts', 'wire/phone.ts']));
});

function importsOf(name: string, text: string): string[] {
  // Examples in comments import the package by its name, so that only relative paths are ours.
  return [...text.matchAll(/(?:\bfrom|\bimport\(|\bimport)\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    normalize(join(dirname(name), path)).replace(/\.js$/, '.ts'),
  );
}

function roomOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

/** The statements of a file, each on one line, without its comments. */
function statements(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*/g, '');
  return code
    .split(/(?<=;)\n/)
    .map((each) => each.replace(/\s+/g, ' ').trim())
    .filter((each) => each !== '');
}

test('what CONTRIBUTING names is there', () => {
  const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const named = [...guide.matchAll(/`((?:src|test|docs)\/[\w./-]*\w\.\w+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
