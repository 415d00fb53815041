import MiniSearch from 'minisearch';
import type { Section } from './sections.js';
import { otherWords, partsOfNames, stem, wordsOf } from './words.js';

export interface Found extends Section {
  /** Some words around what was found, in parts: those that were found are marked. */
  readonly excerpt: readonly { readonly text: string; readonly found: boolean }[];
}

/** How many sections are shown, and how many of one page. */
const most = 12;
const mostOfOne = 3;

/** Makes the sections of the site searchable. */
export function searchIn(sections: readonly Section[], language: 'en' | 'ru'): (query: string) => Found[] {
  const index = new MiniSearch<Section & { id: number; parts: string }>({
    fields: ['title', 'heading', 'text', 'parts'],
    tokenize: wordsOf,
    processTerm: stem,
  });
  index.addAll(sections.map((section, id) => ({ id, ...section, parts: partsOfNames(`${section.heading} ${section.text}`) })));

  return (query) => {
    const asked = wordsOf(query);
    const whole = asked.join(' ').toLowerCase();
    const wanted = /[а-яё]/.test(whole) ? 'ru' : language;
    const others = asked.flatMap((word) => otherWords.get(stem(word) ?? '')?.split(' ') ?? []);
    const own = { queries: asked.length > 0 ? asked : [query], combineWith: 'AND' as const };
    const options = {
      boost: { title: 4, heading: 3, parts: 0.1 },
      prefix: (term: string) => term.length > 2,
      // A word that has another name here is no slip of a third one.
      fuzzy: (term: string) => (term.length > 5 && !otherWords.has(term) ? 0.2 : false),
      weights: { fuzzy: 0.2, prefix: 0.5 },
      boostDocument: (id: number) => weightOf(sections[id] as Section, wanted, whole),
    };
    const also = others.map((word) => ({ queries: [word], combineWith: 'OR' as const, boostTerm: () => 0.5 }));
    let results = index.search({ combineWith: 'OR', queries: [own, ...also] }, options);
    if (results.length === 0) results = index.search(query, { ...options, fuzzy: false });
    if (results.length === 0) results = index.search(query, options);
    const pages = new Map<string, { score: number; found: Found[] }>();
    for (const { id, score, terms } of results) {
      const section = sections[id as number] as Section;
      const path = section.url.replace(/#.*/, '');
      const page = pages.get(path) ?? { score: 0, found: [] };
      if (page.found.length < mostOfOne) {
        // The best section counts, and that there are others.
        page.score += page.found.length === 0 ? score : score / 8;
        page.found.push({ ...section, excerpt: excerptOf(section, new Set(terms)) });
      }
      pages.set(path, page);
    }
    return [...pages.values()]
      .sort((one, other) => other.score - one.score)
      .flatMap(({ found }) => found)
      .slice(0, most);
  };
}

function weightOf({ url, title, heading, kind, language }: Section, wanted: 'en' | 'ru', whole: string): number {
  // A rule is one sentence, in which each word weighs much.
  const isRule = /rules\.html#[\w.]*$/.test(url);
  const named = title.toLowerCase() === whole ? 4 : isRule ? 0.6 : 1;
  return named * (kind === 'guide' ? 3 : 1) * (language === wanted ? 2 : 1) * (heading === '' ? 1.2 : 1);
}

/** The words around the place where most of what was asked for stands together. */
function excerptOf({ text }: Section, terms: ReadonlySet<string>): Found['excerpt'] {
  const hits = [...text.matchAll(/[\p{L}\p{N}]+(?:_+[\p{L}\p{N}]+)*/gu)].filter(([word]) => terms.has(stem(word) ?? ''));
  const near = ({ index }: { index: number }) =>
    new Set(hits.filter((hit) => Math.abs(hit.index - index) < 80).map(([word]) => stem(word))).size;
  const [middle = 0] = hits.map((hit) => [hit.index, near(hit)] as const).sort((a, b) => b[1] - a[1])[0] ?? [];
  const from = middle < 60 ? 0 : text.indexOf(' ', middle - 60) + 1;
  const to = from + 160 > text.length ? text.length : text.lastIndexOf(' ', from + 160);
  const parts: { text: string; found: boolean }[] = [];
  let at = from;
  for (const { 0: word, index } of hits) {
    if (index < at || index + word.length > to) continue;
    parts.push({ text: text.slice(at, index), found: false }, { text: word, found: true });
    at = index + word.length;
  }
  parts.push({ text: text.slice(at, to), found: false });
  return parts.filter((part) => part.text !== '');
}
