import { InvalidInputError, type Issue, mailing, request } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { compile, newest, strictest } from './compile.ts';
import { type Literal, literals, type Place, places, prelude } from './literals.ts';

/**
 * What a literal is refused for when it arrives, and not by the compiler: the numbering plan, days that do not exist, hosts
 * that have a dot and are private or malformed, white space beside ` `, `\t`, `\n`, `\r` and the no-break space, texts of
 * nothing but blanks, halves of surrogate pairs, ids of 16 digits beyond 2 ** 53, tokens that are not ASCII.
 */
function isLeftToTheRunTime({ place, value }: Literal, code: string): boolean {
  const text = String(value);
  switch (code) {
    case 'phone_country':
    case 'phone_length':
    case 'ill_formed':
      return true;
    case 'phone_string':
      return false;
    case 'schedule_format':
      return /^\d{4}-(?:0[1-9]|1[0-2])-\d\dT\d\d:\d\d:\d\d$/.test(text) || /^.{4}-\d\d-.\dT.\d:.\d:.\d$/.test(text);
    case 'link_private':
    case 'image_private':
      return /^https?:\/\/[^/?#]+\.[^/?#]+/i.test(text);
    case 'link_format':
      return /^https?:\/\/[^/?#]+\.[^/?#]/i.test(text) && !/[ \t\n\r\u00a0]/.test(text);
    case 'text_empty':
    case 'name_empty':
    case 'caption_empty':
      return text !== '';
    default:
      return place === 'sender' && text.length === 16;
  }
}

describe.each(newest)('%s', (compiler) => {
  test('a literal that the run time takes compiles, and one that it refuses shows the same sentence', () => {
    const all = literals();
    const said = sentences(compiler, all);
    const differing = all.flatMap((literal, index) => {
      const compileTime = said[index];
      const issue = verdict(literal);
      const agrees =
        compileTime === issue?.message || (compileTime === undefined && isLeftToTheRunTime(literal, issue?.code ?? ''));
      return agrees ? [] : [{ ...literal, compileTime, runTime: issue?.message }];
    });
    expect(differing).toEqual([]);
  });

  test('what is not known until run time compiles', () => {
    const patterns = `type Pattern = \`a\${string}\`; type Digits = \`\${number}\`;\n`;
    const unknown = ['string', 'string & { brand: 1 }', 'Pattern', 'Digits', 'string | Pattern', 'Uppercase<string>', 'any'];
    const statements = unknown.flatMap((type) =>
      Object.values(places).map((place) => `{ const value = null! as ${type}; ${place('value')}; }`),
    );
    const program = prelude + patterns + statements.join('\n');
    expect(compile(compiler, { 'unknown.mts': program }).complaints).toEqual([]);
  });

  test('a union of literals is refused for one that is faulty, and taken without', () => {
    const pairs: Readonly<Record<Exclude<Place, 'name' | 'named'>, readonly [good: string, good: string, bad: string]>> = {
      sender: ['1', '02', 'Shop'],
      time: ['2026-11-27T10:00:00', '2028-02-29T10:00:00', '27.11.2026'],
      zone: ['Europe/Minsk', 'UTC', '+03:00'],
      text: ['a', 'b', ''],
      image: ['https://a.by/x.jpg', 'http://8.8.8.8', 'https://localhost/x.jpg'],
      caption: ['a', 'b', ''],
      buttonLink: ['https://a.by', 'https://user@b.by:80', 'a.by'],
      buttonImage: ['https://a.by/x.jpg', 'https://a.by/y.jpg', 'ftp://a.by/x.jpg'],
      phone: ['375291111111', '4812345', '+375291111111'],
      phoneInList: ['375291111111', '4812345', '+375291111111'],
      phoneInRow: ['375291111111', '4812345', '+375291111111'],
      textInRow: ['a', 'b', ''],
      linkInRow: ['https://a.by', 'https://user@b.by:80', 'a.by'],
      callbackUrl: ['https://a.by', 'https://user@b.by:80', 'a.by'],
      requestSender: ['1', '02', 'Shop'],
      token: ['a', 'b', 'c d'],
    };
    const lines = Object.entries(pairs).flatMap(([place, [one, other, bad]]) =>
      [other, bad].map(
        (second) => `{ const value = null! as ${quoted(one)} | ${quoted(second)}; ${places[place as Place]('value')}; }`,
      ),
    );
    const { complaints } = compile(compiler, { 'unions.mts': prelude + lines.join('\n') });
    const refused = new Set(complaints.map(({ line }) => line - linesOf(prelude)));
    expect(lines.filter((_, index) => refused.has(index + 1))).toEqual(lines.filter((_, index) => index % 2 === 1));
  });
});

/** The sentence that the compiler shows for each, if any. */
function sentences(compiler: string, literals: readonly Literal[]): (string | undefined)[] {
  const lines = literals.map(({ place, value }) => `${places[place](quoted(value))};`);
  const { complaints } = compile(compiler, { 'literals.mts': prelude + lines.join('\n') }, { ...strictest, lib: ['es2023'] });
  const said: (string | undefined)[] = literals.map(() => undefined);
  for (const { line, message } of complaints) said[line - linesOf(prelude) - 1] ??= /Rule<"(.*?)">/.exec(message)?.[1] ?? message;
  return said;
}

/** What the run time says of a literal that it refuses. */
function verdict({ place, value }: Literal): Issue | undefined {
  const take = new Function('mailing', 'request', `${runtimePrelude}return ${places[place](quoted(value))};`);
  try {
    take(mailing, request);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues[0];
  }
}

const runtimePrelude = `
const text = 'Hello', link = 'https://a.by', image = 'https://a.by/x.jpg', phone = '375291111111';
const bulk = mailing().bulk().text(text);
const texts = mailing().personal().text();
const buttons = mailing().personal().button({ caption: text, image });
`;

function quoted(value: string | number): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}
