import { JSX, type PageEvent, type Reflection } from 'typedoc';

const { createElement: element } = JSX;

/** What stands around the content of a page. */
export interface Surroundings {
  readonly title: string;
  readonly description: string;
  /** Leads from the page to another, by its path from the site's root. */
  readonly urlOf: (path: string) => string;
  readonly language: 'en' | 'ru';
  /** The same page in the other language, or where that begins. */
  readonly otherLanguage: string;
  readonly version: string;
  readonly content: JSX.Children;
  readonly onThisPage: JSX.Children;
  readonly allPages: JSX.Children;
}

/** A whole page: what is on each one, once, with the landmarks that keyboards and screen readers go by. */
export function layout(page: Surroundings): JSX.Element {
  const { urlOf, language } = page;
  const words = language === 'ru' ? russian : english;
  return element(
    'html',
    { lang: language, class: 'default', 'data-base': urlOf('') },
    element(
      'head',
      null,
      element('meta', { charset: 'utf-8' }),
      element('title', null, page.title),
      element('meta', { name: 'description', content: page.description }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('link', { rel: 'icon', href: urlOf('assets/favicon.svg'), type: 'image/svg+xml' }),
      ...['style', 'highlight', 'custom'].map((name) => element('link', { rel: 'stylesheet', href: urlOf(`assets/${name}.css`) })),
      raw(`<script>document.documentElement.dataset.theme = localStorage.getItem('tsd-theme') || 'os';</script>`),
      element('script', { defer: true, src: urlOf('assets/custom.js') }),
    ),
    element(
      'body',
      null,
      element('a', { class: 'skip', href: '#page' }, words.skip),
      header(page, words),
      element(
        'div',
        { class: 'container container-main' },
        element('main', { class: 'col-content', id: 'page', tabindex: '-1' }, page.content),
        element(
          'div',
          { class: 'col-sidebar' },
          element('nav', { class: 'page-menu', 'aria-label': words.onThisPage }, page.onThisPage),
          element('div', { class: 'site-menu' }, page.allPages),
        ),
      ),
      element('footer', null, element('p', null, words.footer, ' ', element('a', { href: urlOf('llms.txt') }, 'llms.txt'))),
      element('div', { class: 'overlay' }),
    ),
  );
}

function header({ urlOf, language, otherLanguage, version }: Surroundings, words: typeof english): JSX.Element {
  const other = language === 'ru' ? 'en' : 'ru';
  return element(
    'header',
    { class: 'tsd-page-toolbar' },
    element(
      'div',
      { class: 'tsd-toolbar-contents container' },
      element('a', { href: urlOf(language === 'ru' ? 'ru/readme.html' : 'index.html'), class: 'title' }, 'viber-mailing'),
      element('span', { class: 'version' }, version),
      element(
        'nav',
        { id: 'tsd-toolbar-links', 'aria-label': words.site },
        element('a', { href: urlOf(language === 'ru' ? 'ru/first-mailing.html' : 'guides/first-mailing.html') }, words.first),
        element('a', { href: urlOf('playground/index.html') }, words.playground),
        element('a', { href: urlOf('modules.html') }, words.all),
        element('a', { href: urlOf('source/index.html') }, words.source),
      ),
      element('a', { class: 'language', lang: other, hreflang: other, href: urlOf(otherLanguage) }, words.other),
      raw(
        `<select id="tsd-theme" aria-label="${words.colours}"><option value="os">${words.auto}</option><option value="light">${words.light}</option><option value="dark">${words.dark}</option></select>`,
      ),
      element('button', { type: 'button', id: 'search-open', 'aria-label': words.search }, icon('search'), raw('<kbd>/</kbd>')),
      raw(
        `<dialog id="search" aria-label="${words.search}"><input id="search-input" type="search" role="combobox" aria-controls="search-results" aria-expanded="false" aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck="false" aria-label="${words.search}" placeholder="${words.search}" maxlength="100"><button type="button" id="search-close">${words.close}</button><ul id="search-results" role="listbox" aria-label="${words.found}"></ul><p id="search-status" role="status" data-none="${words.none}"></p></dialog>`,
      ),
      element(
        'button',
        { type: 'button', class: 'tsd-widget menu', id: 'tsd-toolbar-menu-trigger', 'aria-label': words.menu },
        icon('menu'),
      ),
    ),
  );
}

const english = {
  skip: 'Skip to the content',
  onThisPage: 'On this page',
  site: 'Site',
  first: 'First mailing',
  playground: 'Playground',
  all: 'All pages',
  source: 'Source',
  other: 'Русский',
  colours: 'Colours',
  auto: 'Auto',
  light: 'Light',
  dark: 'Dark',
  search: 'Search',
  found: 'Found',
  none: 'Nothing found',
  close: 'Close',
  menu: 'Menu',
  footer: 'The whole site as text, for language models:',
};

const russian: typeof english = {
  skip: 'К содержанию',
  onThisPage: 'На этой странице',
  site: 'Сайт',
  first: 'Первая рассылка',
  playground: 'Попробовать',
  all: 'Все страницы',
  source: 'Исходный код',
  other: 'English',
  colours: 'Цвета',
  auto: 'Авто',
  light: 'Светлые',
  dark: 'Тёмные',
  search: 'Поиск',
  found: 'Найдено',
  none: 'Ничего не найдено',
  close: 'Закрыть',
  menu: 'Меню',
  footer: 'Весь сайт текстом, для языковых моделей:',
};

function icon(name: 'search' | 'menu'): JSX.Element {
  const path = name === 'search' ? 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2Zm4 9 4 4' : 'M1 3h14M1 8h14M1 13h14';
  return raw(
    `<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true"><path d="${path}"/></svg>`,
  );
}

function raw(html: string): JSX.Element {
  return element(JSX.Raw, { html });
}

/** Which language a page is in, by its path. */
export function languageOf(page: Pick<PageEvent<Reflection>, 'url'>): 'en' | 'ru' {
  return page.url.startsWith('ru/') ? 'ru' : 'en';
}
