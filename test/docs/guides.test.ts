import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { guides } from '../../docs/site/guides.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('every guide is in the site, with a title and a category', () => {
  const listed = guides(root);
  const written = ['guides', 'ru'].flatMap((folder) =>
    readdirSync(`${root}docs/${folder}`)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${folder}/${name}`),
  );
  expect(listed.map(({ path }) => path).sort()).toEqual(written.sort());
  for (const { title, category, text } of listed) {
    expect(title).not.toBe('');
    expect(category).not.toBe('');
    expect(text).toMatch(/^# /);
  }
});
