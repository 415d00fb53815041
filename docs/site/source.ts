import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JSX } from 'typedoc';
import { layout } from './layout.js';

const { createElement: element } = JSX;

/** The source of the version that the pages describe, so that it is a click away wherever they stand. By path, from the site's root. */
export function sourceFiles(root: string): Map<string, string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const paths = ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'SECURITY.md', ...sources.map((path) => `src/${path}`).sort()];
  const texts = paths.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  const rooms = [...new Set(paths.map((path) => dirname(path)))];
  const page = layout({
    title: 'Source | viber-mailing',
    description: 'The source of viber-mailing.',
    urlOf: (path) => `../${path}`,
    language: 'en',
    otherLanguage: 'ru/readme.html',
    version,
    content: [
      element('h1', null, 'Source'),
      element('p', null, `The files of version ${version}, as text; the package holds them too, in src/.`),
      ...rooms.flatMap((room) => [
        element('h2', null, room === '.' ? 'About the project' : `${room}/`),
        element(
          'ul',
          null,
          ...texts
            .filter(([path]) => dirname(path) === room)
            .map(([path, text]) =>
              element('li', null, element('a', { href: `${path}.txt` }, path), ` ${text.split('\n').length - 1} lines`),
            ),
        ),
      ]),
    ],
    onThisPage: [],
    allPages: element(
      'nav',
      { class: 'tsd-navigation', 'aria-label': 'Pages' },
      element('a', { href: '../modules.html' }, 'All pages'),
    ),
  });
  return new Map([
    ['source/index.html', `<!DOCTYPE html>${JSX.renderElement(page)}`],
    ...texts.map(([path, text]) => [`source/${path}.txt`, text] as const),
  ]);
}
