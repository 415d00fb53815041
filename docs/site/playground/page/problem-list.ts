import type { Problem } from '../compiler/language.js';
import type { Thrown } from '../run/outcome.js';
import type { Editor } from './editor.js';
import { element, text } from './elements.js';

/** Lists what the compiler refuses, and what the run threw, and says it to screen readers. */
export function listProblems(editor: Editor, problems: readonly Problem[], thrown: Thrown | undefined): void {
  const refused = problems.map((problem) => refusal(editor, problem));
  const said = new Set(problems.map(({ message }) => message));
  const thrownHere = thrown === undefined ? [] : faultsOf(thrown, said);
  element('problems').replaceChildren(...refused, ...thrownHere);
  // Nothing is said twice while it stays as it is.
  const [count, first] = summary(problems, thrown, editor);
  const status = element('problem-count');
  if (status.textContent === `${count}${first}`) return;
  status.replaceChildren(count, text('span', first, 'aloud'));
}

function refusal(editor: Editor, { from, message, rule }: Problem): HTMLElement {
  const item = document.createElement('li');
  const button = text('button', `Line ${editor.lineOf(from)}`) as HTMLButtonElement;
  button.type = 'button';
  button.addEventListener('click', () => editor.goTo(from));
  item.append(text('span', 'does not compile', 'tag'), button, text('span', message, rule ? 'rule' : ''));
  return item;
}

/** What was said of the compiler's mistakes is not said again. */
function faultsOf({ name, message, issues, total }: Thrown, said: ReadonlySet<string>): HTMLElement[] {
  const tag = name === '' ? 'stopped' : `throws ${name}`;
  const items: HTMLElement[] = issues.map(({ code, path, message }) => {
    const item = document.createElement('li');
    item.append(text('span', tag, 'tag'), ruleLink(code));
    if (path !== '') item.append(text('span', `at ${path}`));
    if (!said.has(message)) item.append(text('span', message, 'rule'));
    return item;
  });
  if (items.length > 0 && total > items.length) items.push(text('li', `and ${total - items.length} more`));
  if (items.length > 0) return items;
  const item = document.createElement('li');
  item.append(text('span', tag, 'tag'), text('span', message));
  return [item];
}

/** To the page of all rules. */
function ruleLink(code: string): HTMLElement {
  const link = text('a', code) as HTMLAnchorElement;
  link.href = `../guides/rules.html#${encodeURIComponent(code)}`;
  return link;
}

/** How many there are, and, for those who do not see the list, the first of them. */
function summary(problems: readonly Problem[], thrown: Thrown | undefined, editor: Editor): readonly [string, string] {
  const [first] = problems;
  if (first !== undefined) {
    const count = problems.length === 1 ? '1 mistake.' : `${problems.length} mistakes.`;
    return [count, ` Line ${editor.lineOf(first.from)}: ${first.message}`];
  }
  return thrown === undefined ? ['No mistakes.', ''] : ['It compiles, but:', ` ${thrown.message}`];
}
