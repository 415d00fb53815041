import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { pages } from './pages.ts';

const contentOf = (path: string) => {
  const html = readFileSync(join(inject('siteFolder'), path), 'utf8');
  return html.slice(html.indexOf('<main'), html.indexOf('</main>'));
};
const textOf = (html: string) => html.replace(/<[^>]+>/g, '').trim();

const optional = ['from', 'named', 'at', 'extra'];
const stages = {
  Draft: ['bulk', 'personal'],
  BulkDraft: ['text', 'image', 'button'],
  PersonalDraft: ['text', 'button', 'image'],
  BulkText: ['to'],
  BulkImage: ['to'],
  BulkButton: ['to'],
  PersonalText: ['to'],
  PersonalButton: ['to'],
  Mailing: ['to', 'unique', 'size', 'skipped', 'toJSON'],
};

describe.each(Object.entries(stages))('the page of %s', (name, next) => {
  const html = contentOf(`interfaces/viber-mailing.${name}.html`);
  const steps = html.split(/(?=<h3 )/).slice(1);

  it('has its next steps first, then those that are optional', () => {
    const headings = [...html.matchAll(/<h[23] .*?<\/h[23]>/gs)].map(([heading]) => textOf(heading));
    expect(headings.slice(0, next.length + 2 + optional.length)).toEqual([
      'Next step',
      ...next,
      'Optional, at every stage',
      ...optional,
    ]);
  });

  it('says of each step what it does and shows it at work', () => {
    expect(steps.map((step) => textOf(step.match(/<h3 .*?<\/h3>/s)?.[0] ?? ''))).toEqual([...next, ...optional]);
    for (const step of steps) {
      expect(step).toMatch(/<p>[A-Z]/);
      if (!step.includes('personal_image')) expect(step).toContain('import');
    }
  });

  it('leads from what a step throws to the rules', () => {
    const thrown = [...html.matchAll(/<div class="tsd-tag-throws">.*?<\/div>/gs)].map(([each]) => each);
    expect(thrown.length).toBeGreaterThan(2);
    const codes = thrown.flatMap((each) =>
      [...each.matchAll(/(?:<a href="([^"]*)">)?<code>\w+_\w+<\/code>/g)].map(([, link]) => link),
    );
    expect(codes.length).toBeGreaterThan(5);
    for (const link of codes) expect(link).toMatch(/guides\/rules\.html#\w+$/);
  });

  it('says each thing once, and nothing of how it is declared', () => {
    const signatures = [...html.matchAll(/<div class="tsd-signature.*?<\/div>/gs)].map(([each]) => textOf(each));
    expect(new Set(signatures).size).toBe(next.length + optional.length);
    expect(signatures).toHaveLength(next.length + optional.length);
    expect(html).not.toMatch(/Inherited from|tsd-hierarchy|OptionalSteps|\bRule&lt;/);
    expect(html.indexOf('Type Parameters')).toBeGreaterThan(html.indexOf('id="at"'));
  });
});

it.each(['BulkText', 'BulkImage', 'BulkButton', 'PersonalText', 'PersonalButton'])(
  'there is a picture of a %s in both colours',
  (name) => {
    const labels = [
      ...contentOf(`interfaces/viber-mailing.${name}.html`).matchAll(/<svg [^>]*aria-label="(Viber message: [^"]+)"/g),
    ];
    expect(labels).toHaveLength(2);
  },
);

it('the guide to the first mailing has pictures', () => {
  expect(contentOf('guides/first-mailing.html').match(/<figure/g)).toHaveLength(2);
  expect(contentOf('index.html').match(/<figure/g)).toHaveLength(6);
});

it('pages are named after what they are about, in Latin letters', () => {
  for (const path of pages()) expect(path).toMatch(/^[\w./-]+$/);
  expect(pages()).toContain('ru/first-mailing.html');
  expect(pages().filter((path) => path.includes('src'))).toEqual([]);
});
