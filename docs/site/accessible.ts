import { Reflection, type RouterTarget } from 'typedoc';

/** A page with the landmarks, headings and keyboard access that the theme leaves out. */
export function accessible(html: string, shown: RouterTarget): string {
  const [, base = ''] = /data-base="([^"]*)"/.exec(html) ?? [];
  const [before, content, after] = html.split(/(?<=<div class="col-content">)|(?=<\/div>\s*<div class="col-sidebar">)/) as [
    string,
    string,
    string,
  ];
  return [
    before
      .replace('lang="en"', `lang="${languageOf(shown)}"`)
      .replace('<div class="col-content">', '<main class="col-content" id="page" tabindex="-1">')
      .replace(hiding, '')
      .replace('<div id="tsd-toolbar-links"></div>', toolbar(base))
      .replace(menu, '<button type="button" $1>$2</button>'),
    boxed(levelled(outlined(content))),
    // The headings of the menus are no part of the page's outline, and there is one column beside the page, not two.
    after
      .replace('</div>', '</main>')
      .replace(/<(\/?)h3>/g, '<$1span>')
      .replace(
        /<div class="page-menu">(.*?)<\/div>(?=\s*<div class="site-menu">)/s,
        '<nav class="page-menu" aria-label="On this page">$1</nav>',
      ),
  ].join('');
}

const hiding = /document\.body\.style\.display="none";setTimeout\(.*?500\)/;
const menu = /<a href="#" (class="tsd-widget menu"[^>]*)>(.*?)<\/a>/s;

function toolbar(base: string): string {
  return [
    '<nav id="tsd-toolbar-links" aria-label="Site">',
    `<a href="${base}guides/first-mailing.html">First mailing</a><a href="${base}playground/index.html">Playground</a>`,
    `<a href="${base}modules.html">All pages</a>`,
    '</nav>',
    '<select id="tsd-theme" aria-label="Colours">',
    '<option value="os">Auto</option><option value="light">Light</option><option value="dark">Dark</option>',
    '</select>',
  ].join('');
}

function languageOf(shown: RouterTarget): string {
  return shown instanceof Reflection && shown.isDocument() && shown.frontmatter['category'] === 'По-русски' ? 'ru' : 'en';
}

/** Sections under plain headings: one that folds would have a link within a button. */
function outlined(content: string): string {
  return content
    .replace(
      /<details class="([^"]*?) tsd-accordion" open[^>]*><summary[^>]*>(?:<svg.*?<\/svg>)?\s*(.*?)<\/summary>/gs,
      '<section class="$1">$2',
    )
    .replaceAll('</details>', '</section>')
    .replace(/(<h1[^>]*>.*?)&lt;.*?&gt;(?=<)/, '$1');
}

/** Each heading one level below that which it stands under, however large it is. */
function levelled(content: string): string {
  const above: string[] = [];
  return content.replace(/<h([1-6])/g, (tag, size: string) => {
    while (above.length > 0 && (above.at(-1) as string) >= size) above.pop();
    above.push(size);
    return above.length === Number(size) ? tag : `${tag} aria-level="${above.length}"`;
  });
}

/** Tables in a box of their own, which scrolls where they are wider than the page. */
function boxed(content: string): string {
  return content
    .replace(/<table>.*?<\/table>/gs, '<div class="scrolled" role="group" aria-label="Table">$&</div>')
    .replaceAll('<th></th>', '<td></td>');
}
