/** A part of a page, as it is searched. */
export interface Section {
  readonly url: string;
  readonly title: string;
  /** Its own heading; empty for the beginning of a page. */
  readonly heading: string;
  readonly text: string;
  readonly kind: 'guide' | 'reference';
  readonly language: 'en' | 'ru';
}

/** The sections of a page of the site, as they are searched. */
export function sectionsOf(url: string, html: string): Section[] {
  const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(html) ?? [];
  const [, title = ''] = /<title>(.*?)(?: \| .*?)?<\/title>/s.exec(html) ?? [];
  const page = {
    title: text(title),
    kind: /^(?:guides|ru)\/|^index/.test(url) ? ('guide' as const) : ('reference' as const),
    language: url.startsWith('ru/') ? ('ru' as const) : ('en' as const),
  };
  return main
    .split(/(?=<h[2-4][^>]* id=")|(?=<tr[^>]*>\s*<td[^>]*><a id=")/)
    .map((part): Section => {
      // A section, or a rule, which is a row.
      const [, id, heading = ''] =
        /^<h[2-4][^>]* id="([^"]*)"[^>]*>(.*?)<\/h[2-4]>/s.exec(part) ??
        /^<tr[^>]*>\s*<td[^>]*><a id="([^"]*)"><\/a>(.*?)<\/td>/s.exec(part) ??
        [];
      const body = part.replace(/^<h[2-4].*?<\/h[2-4]>/s, '');
      return { ...page, url: id === undefined ? url : `${url}#${id}`, heading: text(heading), text: text(body) };
    })
    .filter((section) => section.text !== '' && !steps.has(section.heading));
}

/** What each page of a stage has, and its own page says. */
const steps = new Set(['Optional, at every stage']);

function text(html: string): string {
  return html
    .replace(/<(?:svg|button|figure|h1).*?<\/(?:svg|button|figure|h1)>/gs, ' ')
    .replace(/<p class="try">.*?<\/p>|<ul class="tsd-breadcrumb".*?<\/ul>/gs, ' ')
    .replace(/<\/?(?:span|a|code|em|strong|kbd)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(lt|gt|quot|#39|amp|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
