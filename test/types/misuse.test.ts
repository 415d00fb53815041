import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { campaignRules, mailingRules, requestRules } from '../../src/wire/rules.ts';
import { type Complaint, compile, newest, strictest } from './compile.ts';

/**
 * Programs of the kind that people write, each with all that the compiler says of it:
 *
 *     // THROWS the first line
 *     //   and the second
 *     // 7: the same of TypeScript 7, where it differs
 *     statement;
 */
const folder = new URL('./misuse/', import.meta.url);
const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));

test.each(newest)('each illegal program is refused on its own line, with the whole message: %s', (compiler) => {
  const { complaints } = compile(
    compiler,
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${name.slice(0, -3)}.mts`, text])),
    { ...strictest, noUncheckedIndexedAccess: false },
  );
  const perFile = (messages: (text: string, name: string) => Messages) =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, messages(text, name)]));
  const found = perFile((text, name) =>
    said(
      text,
      complaints.filter(({ file }) => file === `${name.slice(0, -3)}.mts`),
    ),
  );
  expect(found).toEqual(perFile((text) => expected(text, compiler === 'typescript-7')));
});

test.each(newest)(
  'with noUncheckedIndexedAccess a step out of place is refused twice, its sentence in the second place: %s',
  (compiler) => {
    const program = "import { mailing } from 'viber-mailing';\nmailing().text('Hello');\n";
    expect(compile(compiler, { 'program.mts': program }).complaints.map(({ message }) => message)).toEqual([
      "Cannot invoke an object which is possibly 'undefined'.",
      `Argument of type 'string' is not assignable to parameter of type 'Rule<"${mailingRules.kind_missing}">'.`,
    ]);
  },
);

test('a message is one or two lines, and none dumps overloads', () => {
  const messages = Object.entries(files).flatMap(([name, text]) =>
    name === 'types.ts' ? [] : Object.values(expected(text, false)).flat(),
  );
  expect(messages.filter((message) => message.split('\n').length > 2)).toEqual([]);
  expect(
    Object.values(files)
      .join()
      .match(/No overload matches/g),
  ).toBeNull();
});

test('what is a rule is said in the words of src/wire', () => {
  const sentences: readonly string[] = [mailingRules, requestRules, campaignRules].flatMap((rules) => Object.values(rules));
  const shown = Object.values(files).flatMap((text) =>
    [...text.matchAll(/Rule<"(.*?)">/g)].map(([, sentence]) => sentence as string),
  );
  expect([...new Set(shown)].filter((sentence) => !sentences.includes(sentence))).toEqual([]);
});

/** The messages by statement. */
type Messages = Record<string, string[]>;

/** What the compiler said, by the statement that a complaint is in. */
function said(text: string, complaints: readonly Complaint[]): Messages {
  const lines = text.split('\n');
  const messages: Messages = {};
  for (const { line, message } of complaints) {
    let first = line - 1;
    while (isCode(lines[first - 1])) first--;
    const statement = `${first + 1}: ${lines[first]}`;
    messages[statement] = [...(messages[statement] ?? []), message];
  }
  return messages;
}

/** What the comments say, by the statement under them. */
function expected(text: string, seven: boolean): Messages {
  const messages: Messages = {};
  let above: { message: string; of7: boolean }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [, mark, message = ''] = /^\/\/ (THROWS |7: | {2})(.*)$/.exec(line) ?? [];
    if (mark === undefined) {
      const found = above.some(({ of7 }) => of7)
        ? above.filter(({ of7 }) => of7 === seven)
        : above.map((one) => (seven ? shortened(one) : one));
      if (found.length > 0) messages[`${index + 1}: ${line}`] = found.map(({ message }) => message);
      above = [];
    } else if (mark === '  ') (above.at(-1) as { message: string }).message += `\n  ${message}`;
    else above.push({ message, of7: mark === '7: ' });
  }
  return messages;
}

/** TypeScript 7 leaves out that an argument does not fit, where the next line says that a property is missing. */
function shortened({ message, of7 }: { message: string; of7: boolean }) {
  const [first = '', second] = message.split('\n');
  const missing =
    first.startsWith('Argument of type') && second !== undefined && /^ {2}(Property .* is|Type .* is) missing/.test(second);
  return { message: missing ? second.trim() : message, of7 };
}

function isCode(line: string | undefined): boolean {
  return line !== undefined && line !== '' && !line.startsWith('//') && !line.startsWith('declare');
}
