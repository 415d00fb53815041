import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ProjectReflection } from 'typedoc';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentation } from '../../docs/site/documentation.js';
import { guides } from '../../docs/site/guides.js';
import { llmsFiles } from '../../docs/site/llms.js';
import * as library from '../../src/index.js';
import * as sandbox from '../../src/sandbox/index.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('every guide is in the site, with a title and a category', () => {
  const listed = guides(root);
  const written = readdirSync(`${root}docs/guides`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  expect(listed.map(({ path }) => path).sort()).toEqual(written.map((name) => `docs/guides/${name}`).sort());
  for (const { title, category, text } of listed) {
    expect(title).not.toBe('');
    expect(category).not.toBe('');
    expect(text).toMatch(/^# /);
  }
});

describe('the site for language models', () => {
  let files: Map<string, string>;
  beforeAll(async () => {
    const app = await documentation();
    files = llmsFiles(root, (await app.convert()) as ProjectReflection);
  }, 30_000);

  it('leads to pages that are there', () => {
    const links = [...(files.get('llms.txt') as string).matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(files.has(link), link).toBe(true);
  });

  it('begins with the name and what the library is', () => {
    expect(files.get('llms.txt')).toMatch(/^# viber-mailing\n\n> Compose bulk and personal Viber mailings .+\.\n/);
  });

  it('holds in one file the README, every guide and every export', () => {
    const full = files.get('llms-full.txt') as string;
    expect(full).toContain(readFileSync(`${root}README.md`, 'utf8').trim());
    for (const { text } of guides(root)) expect(full).toContain(text.trim());
    for (const name of Object.keys({ ...library, ...sandbox })) expect(full).toMatch(new RegExp(`^### .*\\b${name}\\b`, 'm'));
  });

  it('says each thing once', () => {
    const reference = files.get('reference.md') as string;
    expect(reference.match(/Sets the name of the mailing/g)).toHaveLength(1);
    expect(reference.match(/named\(name: string\)/g)?.length).toBeGreaterThan(5);
  });
});
