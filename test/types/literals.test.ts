import { InvalidInputError, mailing, request } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { compile, newest, strictest } from './compile.ts';
import { type Literal, literals, type Place, places, prelude } from './literals.ts';

/**
 * Where the types cannot follow the run time: literals that compile and are refused when they arrive.
 *
 * - a lone half of a surrogate pair: the types see no difference from a half of a whole pair;
 * - white space and control characters in a link beside ` `, `\t`, `\n`, `\r` and the no-break space: one member each
 *   in a union that every link is compared with;
 * - letters that are not ASCII in a token, for the same reason;
 * - a time zone that looks like a name and is none: the list of names is the runtime's;
 * - a number beyond 2 ** 53 that has 16 digits: the compiler compares digits, not numbers;
 * - a top-level domain with a character that is neither punctuation nor a letter, and an underscore in one;
 * - literals in an array that has a spread of unknown length;
 * - with TypeScript 7, the length of a link that has characters outside the basic plane, which it counts as one each.
 */
const beyondTheTypes: readonly Literal[] = [
  ...(['name', 'named', 'text', 'caption', 'textInRow', 'buttonLink', 'image'] as const).map(
    (place): Literal => ({ place, value: `https://shop.example.com/\ud800` }),
  ),
  ...['\u000b', '\u2028', '\u0000', '\u007f'].map((character): Literal => ({ place: 'image', value: `https://a.by/${character}` })),
  { place: 'image', value: 'https://shop.c_m/sale.jpg' },
  { place: 'image', value: 'https://shop.ｃｏｍ/sale.jpg' },
  { place: 'token', value: 'tökén' },
  { place: 'zone', value: 'Minsk' },
  { place: 'sender', value: 9_007_199_254_740_992 },
];

const beyondTypeScript7: Literal = { place: 'buttonLink', value: `https://shop.example.com/${'🙂'.repeat(63)}` };

describe.each(newest)('%s', (compiler) => {
  test('a literal compiles if the run time takes it, and else shows the same sentence', () => {
    const all = literals();
    expect(all.length).toBeGreaterThan(3000);
    const said = sentences(compiler, all);
    const differing = all.flatMap((literal, index) => {
      const [compileTime, runTime] = [said[index], verdict(literal)];
      return compileTime === runTime ? [] : [{ ...literal, compileTime, runTime }];
    });
    expect(differing).toEqual([]);
  });

  test('the list of what the types cannot follow is true', () => {
    const beyond = compiler === 'typescript-7' ? [...beyondTheTypes, beyondTypeScript7] : beyondTheTypes;
    expect(sentences(compiler, beyond)).toEqual(beyond.map(() => undefined));
    expect(beyond.map(verdict)).not.toContain(undefined);
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
      time: ['2026-11-27T10:00:00', '2028-02-29T10:00:00', '2027-02-29T10:00:00'],
      zone: ['Europe/Minsk', 'UTC', '+03:00'],
      text: ['a', 'b', ''],
      image: ['https://a.by/x.jpg', 'http://8.8.8.8', 'https://localhost/x.jpg'],
      caption: ['a', 'b', ''],
      buttonLink: ['https://a.by', 'https://user@b:80', 'a.by'],
      buttonImage: ['https://a.by/x.jpg', 'https://a.by/y.jpg', 'ftp://a.by/x.jpg'],
      phone: ['375291111111', '1234567', '+375291111111'],
      phoneInList: ['375291111111', '1234567', '+375291111111'],
      phoneInRow: ['375291111111', '1234567', '+375291111111'],
      textInRow: ['a', 'b', ''],
      linkInRow: ['https://a.by', 'https://user@b:80', 'a.by'],
      callbackUrl: ['https://a.by', 'https://user@b:80', 'a.by'],
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

/** The sentence that the run time throws for a literal, if any. */
function verdict({ place, value }: Literal): string | undefined {
  const take = new Function('mailing', 'request', `${runtimePrelude}return ${places[place](quoted(value))};`);
  try {
    take(mailing, request);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues[0]?.message;
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
