import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';
import { guides } from '../../docs/site/guides.js';
import * as library from '../../src/index.js';
import * as sandbox from '../../src/sandbox/index.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(inject('siteFolder'), path), 'utf8');

// The site as text, for language models.

it('leads to pages that are there', () => {
  const links = [...read('llms.txt').matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) expect(read(link), link).not.toBe('');
});

it('begins with the name and what the library is', () => {
  expect(read('llms.txt')).toMatch(/^# viber-mailing\n\n> Compose bulk and personal Viber mailings .+\.\n/);
});

it('holds in one file the README, every guide and every export', () => {
  const full = read('llms-full.txt');
  expect(full).toContain(readFileSync(`${root}README.md`, 'utf8').trim());
  for (const { text } of guides(root)) expect(full).toContain(text.trim());
  for (const name of Object.keys({ ...library, ...sandbox })) expect(full).toMatch(new RegExp(`^### .*\\b${name}\\b`, 'm'));
});

it('says each thing once', () => {
  const reference = read('reference.md');
  expect(reference.match(/Sets the name of the mailing/g)).toHaveLength(1);
  expect(reference.match(/named\(name: string\)/g)?.length).toBeGreaterThan(5);
});

it('says which options may be left out, and what a type may be', () => {
  const reference = read('reference.md');
  expect(reference).toContain('#### `timeout?: number`\n');
  expect(reference).toContain('### `type Resolution = "sent" | "resend" | "abandon"`\n');
  expect(reference).toContain('### `type RuleCode`\n');
});
