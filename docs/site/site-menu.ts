import { JSX, type NavigationElement } from 'typedoc';

const { createElement: element } = JSX;

/** The list of all pages: there without a script, guides open, of the reference what the page is in. */
export function siteMenu(
  entries: readonly NavigationElement[],
  current: string,
  language: 'en' | 'ru',
  urlOf: (path: string) => string,
): JSX.Element {
  const playground = link({ text: 'Playground', path: 'playground/index.html' });
  return element(
    'nav',
    { class: 'tsd-navigation', 'aria-label': language === 'ru' ? 'Страницы' : 'Pages' },
    element('ul', null, playground),
    ...entries.filter(inLanguage).map(section),
  );

  /** Guides are in one language; the reference has no other than English. */
  function inLanguage({ children = [] }: NavigationElement): boolean {
    const [{ path = '' } = {}] = children;
    return !/^(?:guides|ru)\//.test(path) || path.startsWith('ru/') === (language === 'ru');
  }

  function section({ text, path, children = [] }: NavigationElement): JSX.Element {
    if (path === undefined) return element('section', null, element('p', { class: 'menu-title' }, text), list(children));
    // A module.
    return element(
      'details',
      { open: isWithin(children) || path === current },
      element('summary', null, text),
      element('ul', null, link({ text: 'Overview', path })),
      ...children.map(section),
    );
  }

  function list(children: readonly NavigationElement[]): JSX.Element {
    if (children.some((child) => child.children !== undefined)) return element(JSX.Fragment, null, ...children.map(section));
    return element('ul', null, ...children.map(link));
  }

  function link({ text, path = '' }: Pick<NavigationElement, 'text' | 'path'>): JSX.Element {
    const here = path === current;
    return element(
      'li',
      null,
      element('a', { href: urlOf(path), ...(here ? { class: 'current', 'aria-current': 'page' } : {}) }, text),
    );
  }

  function isWithin(children: readonly NavigationElement[]): boolean {
    return children.some((child) => child.path === current || isWithin(child.children ?? []));
  }
}
