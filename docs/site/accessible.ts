/** The content of a page as the theme makes it, with the headings, tables and links that a reader without a mouse or eyes needs. */
export function accessible(html: string): string {
  const [before, content, after] = html.split(/(?<=<main[^>]*>)|(?=<\/main>)/) as [string, string, string];
  return [before, levelled(tabled(outlined(content))), after.replace(/<(\/?)h3>/g, '<$1span>')].join('');
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

/**
 * Tables that a phone shows whole: where each column has a name, a row becomes a card in which each cell is behind that name.
 * The roles keep them tables for screen readers, which the style of a card would end.
 */
function tabled(content: string): string {
  return content.replace(/<table>.*?<\/table>/gs, (table) => {
    const names = [...table.matchAll(/<th[^>]*>(.*?)<\/th>/gs)].map(([, name = '']) => name.replace(/<[^>]+>/g, '').trim());
    const cards = names.length > 2 && names.slice(1).every((name) => name !== '');
    const rows = table.replace(/<tr>.*?<\/tr>/gs, (row) => {
      let column = 0;
      return row.replace(/<td[^>]*>/g, (cell) => {
        const name = names[column++] ?? '';
        return cards ? cell.replace('<td', `<td role="cell" data-column="${name}"`) : cell;
      });
    });
    const named = rows.replace(/<code>(?=[^<]{1,24}<)/g, '<code class="short">');
    const known = named.replaceAll('<th></th>', '<td></td>');
    if (!cards) return `<div class="scrolled" role="group" aria-label="Table">${known}</div>`;
    return known
      .replace('<table>', '<table class="cards" role="table">')
      .replace(/<(thead|tbody)>/g, '<$1 role="rowgroup">')
      .replaceAll('<tr>', '<tr role="row">')
      .replaceAll('<th>', '<th role="columnheader">');
  });
}
