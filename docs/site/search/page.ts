import { type Found, searchIn } from './search.js';
import type { Section } from './sections.js';

declare const searchSections: readonly Section[];

const input = document.getElementById('search-input') as HTMLInputElement;
const list = document.getElementById('search-results') as HTMLUListElement;
const status = document.getElementById('search-status') as HTMLParagraphElement;
const base = document.documentElement.dataset['base'] ?? '';
const search = searchIn(searchSections, document.documentElement.lang === 'ru' ? 'ru' : 'en');

let chosen = -1;

function show(): void {
  const query = input.value.trim();
  const found = query === '' ? [] : search(query);
  list.replaceChildren(...found.map(option));
  input.setAttribute('aria-expanded', String(found.length > 0));
  status.textContent = query !== '' && found.length === 0 ? (status.dataset['none'] ?? '') : '';
  choose(-1);
}

function option({ url, title, heading, excerpt }: Found, index: number): HTMLLIElement {
  const item = document.createElement('li');
  item.id = `found-${index}`;
  item.role = 'option';
  item.dataset['to'] = base + url;
  const name = document.createElement('strong');
  name.textContent = heading === '' ? title : `${title} › ${heading}`;
  const words = document.createElement('span');
  words.append(
    ...excerpt.map(({ text, found }) => {
      if (!found) return text;
      const mark = document.createElement('mark');
      mark.textContent = text;
      return mark;
    }),
  );
  item.append(name, words);
  return item;
}

function choose(index: number): void {
  const options = [...list.children];
  chosen = options.length === 0 || index < 0 ? -1 : index % options.length;
  for (const [place, each] of options.entries()) each.setAttribute('aria-selected', String(place === chosen));
  const current = options[chosen];
  if (current === undefined) input.removeAttribute('aria-activedescendant');
  else {
    input.setAttribute('aria-activedescendant', current.id);
    current.scrollIntoView({ block: 'nearest' });
  }
}

function go(item: Element | null | undefined, elsewhere: boolean): void {
  const to = (item as HTMLElement | undefined)?.dataset['to'];
  if (to === undefined) return;
  window.open(to, elsewhere ? '_blank' : '_self');
  (document.getElementById('search') as HTMLDialogElement).close();
}

input.addEventListener('input', show);
input.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey } = event;
  if (key === 'ArrowDown') choose(chosen + 1);
  else if (key === 'ArrowUp') choose(chosen <= 0 ? list.children.length - 1 : chosen - 1);
  else if (key === 'Enter') go(list.children[Math.max(chosen, 0)], ctrlKey || metaKey);
  else return;
  event.preventDefault();
});
list.addEventListener('click', ({ target, ctrlKey, metaKey }) => go((target as Element).closest('li'), ctrlKey || metaKey));
show();
