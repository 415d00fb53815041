import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { pages } from './pages.ts';

const siteFolder = inject('siteFolder');
const texts = new Map(pages().map((path) => [path, readFileSync(join(siteFolder, path), 'utf8')]));

function valuesOf(html: string, name: string): string[] {
  const withoutScripts = html.replace(/<script>.*?<\/script>/gs, '');
  return [...withoutScripts.matchAll(new RegExp(`<[^>]*[ \n]${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );
}

function idsOf(path: string): string[] {
  return valuesOf(texts.get(path) ?? readFileSync(join(siteFolder, path), 'utf8'), 'id');
}

/** What a page leads to that is not there. */
function brokenIn(path: string, html: string): string[] {
  return [...valuesOf(html, 'href'), ...valuesOf(html, 'src')].filter((link) => {
    if (/^(https:|data:|mailto:)/.test(link)) return false;
    const [file = '', anchor] = decodeURIComponent(link).split('#');
    const target = file === '' ? path : join(dirname(path), file.replace(/\?.*/, ''), file.endsWith('/') ? 'index.html' : '');
    if (!existsSync(join(siteFolder, target))) return true;
    // The playground takes programs there.
    if (target === 'playground/index.html' && anchor?.startsWith('code=')) return false;
    return anchor !== undefined && anchor !== '' && !idsOf(target).includes(anchor);
  });
}

it.each([...texts])('every link and anchor in %s leads somewhere', (path, html) => {
  expect(brokenIn(path, html)).toEqual([]);
});

it('every page but the first is led to from another', () => {
  const led = new Set(
    [...texts].flatMap(([path, html]) => valuesOf(html, 'href').map((link) => join(dirname(path), link.replace(/[#?].*/, '')))),
  );
  expect([...texts.keys()].filter((path) => !led.has(path))).toEqual([]);
});

it('no identifier is given twice in a page', () => {
  for (const [path, html] of texts) {
    const ids = valuesOf(html, 'id');
    expect(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      path,
    ).toEqual([]);
  }
});

it('the check sees a page and an anchor that are not there', () => {
  const html =
    '<a href="guides/nowhere.html"></a><a href="guides/rules.html#nothing"></a><a href="guides/rules.html#phone_format"></a><img src="no.svg">';
  expect(brokenIn('index.html', html)).toEqual(['guides/nowhere.html', 'guides/rules.html#nothing', 'no.svg']);
});
