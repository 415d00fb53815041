import { startCompiler } from './compiler.js';
import { createEditor } from './editor.js';
import { element } from './elements.js';
import { examples } from './examples.js';
import { packed, unpacked } from './link.js';
import { Output } from './output.js';
import { listProblems } from './problem-list.js';
import { startRunner } from './runner.js';

/** How long to wait after a keystroke, in milliseconds. */
const pause = 250;

const compiler = startCompiler();
const run = startRunner();
const output = new Output();
const editor = createEditor(element('editor'), compiler, changed);
const example = element<HTMLSelectElement>('example');

let timer: ReturnType<typeof setTimeout> | undefined;
let edition = 0;

function changed(): void {
  edition++;
  busy(true);
  wait();
}

function wait(): void {
  clearTimeout(timer);
  timer = setTimeout(look, pause);
}

function load(code: string): void {
  editor.replace(code);
  clearTimeout(timer);
  look();
}

/** Checks the code and runs it, unless it was changed meanwhile. */
async function look(): Promise<void> {
  if (editor.choosing()) return wait();
  const looked = edition;
  const { problems, script } = await compiler.check(editor.code());
  if (looked !== edition) return;
  editor.show(problems);
  if (script === undefined) {
    listProblems(editor, problems, undefined);
  } else {
    const { shown, log, thrown } = await run(script);
    if (looked !== edition) return;
    listProblems(editor, problems, thrown);
    output.show(shown, thrown !== undefined);
    element('log').textContent = log.join('\n');
    element('console').hidden = log.length === 0;
  }
  busy(false);
  await remember();
}

/** Keeps the code in the address, unless it is an example as it stands: to come back to it, and to send it to someone. */
async function remember(): Promise<void> {
  const remembered = edition;
  const code = editor.code();
  const hash = example.value !== '' && code === examples[Number(example.value)]?.code ? '' : await packed(code);
  if (remembered === edition) history.replaceState(null, '', location.pathname + location.search + hash);
}

/** Tells whether what is shown is still that of the code before. */
function busy(is: boolean): void {
  for (const id of ['mistakes', 'output']) element(id).setAttribute('aria-busy', String(is));
}

example.append(...examples.map(({ title }, index) => new Option(title, String(index))));
example.addEventListener('change', () => {
  const chosen = examples[Number(example.value)];
  if (chosen === undefined) return;
  load(chosen.code);
});

element('copy-link').addEventListener('click', async () => {
  history.replaceState(null, '', await packed(editor.code()));
  await copy(location.href, 'The link is copied', 'The link is in the address bar');
});
element('copy-json').addEventListener('click', () =>
  copy(element('json').textContent, 'The JSON is copied', 'The browser does not let this page copy'),
);

async function copy(what: string, done: string, otherwise: string): Promise<void> {
  const copied = await navigator.clipboard?.writeText(what).then(
    () => true,
    () => false,
  );
  element('copied').textContent = copied ? done : otherwise;
  setTimeout(() => {
    element('copied').textContent = '';
  }, 4_000);
}

async function open(): Promise<void> {
  const code = await unpacked(location.hash);
  if (code === undefined && location.hash.startsWith('#code='))
    element('copied').textContent = 'The code in this link cannot be read';
  example.value = code === undefined ? '0' : '';
  load(code ?? examples[0]?.code ?? '');
}

addEventListener('hashchange', open);
addEventListener('storage', ({ key, newValue }) => {
  if (key === 'tsd-theme') document.documentElement.dataset['theme'] = newValue ?? 'os';
});
open();
