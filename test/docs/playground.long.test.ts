import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { Language } from '../../docs/site/playground/compiler/language.js';
import { sentenceOf } from '../../docs/site/playground/compiler/sentence.js';
import { examples } from '../../docs/site/playground/page/examples.js';
import { asTried, withTryLinks } from '../../docs/site/playground/try-links.js';
import { typeFiles } from '../../docs/site/playground/type-files.js';
import { mailingRules } from '../../src/wire/rules.js';
import { examples as documentedExamples } from './examples.ts';

const documented = documentedExamples();

let language: Language;

beforeAll(() => {
  language = new Language(typeFiles(fileURLToPath(new URL('../..', import.meta.url))));
});

test('a refusal is said in the words of its rule alone, however the compiler puts it', () => {
  const folder = new URL('../types/misuse/', import.meta.url);
  const programs = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const messages = programs.flatMap((program) =>
    [...program.matchAll(/^\/\/ THROWS (.*(?:\n\/\/ {3}.*)*)/gm)].map(([, said = '']) => said),
  );
  // A type that is named at the end of a message is what it is about.
  const refusals = messages.filter((said) => said.endsWith(`">'.`));
  expect(refusals.length).toBeGreaterThan(60);
  for (const said of refusals) {
    const { message, rule } = sentenceOf(said);
    expect(rule, said).toBe(true);
    expect(said).toContain(`Rule<"${message}">`);
  }
  for (const said of messages.filter((each) => !each.includes('Rule<'))) expect(sentenceOf(said).rule, said).toBe(false);
});

test('what is no rule keeps the words of the compiler, of several lines the first and the last', () => {
  expect(sentenceOf("Property 'to' does not exist on type 'Draft<boolean>'.")).toEqual({
    message: "Property 'to' does not exist on type 'Draft<boolean>'.",
    rule: false,
  });
  expect(sentenceOf('This is wrong.\n  Since that is wrong.\n    Since the other is.').message).toBe(
    'This is wrong. Since the other is.',
  );
});

describe('an example', () => {
  test.each(examples)('$title: compiles, unless it is there for its mistake', ({ title, code }) => {
    const { problems, script } = language.check(code);
    expect(problems.map(({ message }) => message)).toEqual(mistakes[title] ?? []);
    expect(script).toBeDefined();
  });

  const mistakes: Readonly<Record<string, readonly string[]>> = {
    'A mistake: a personal image': [mailingRules.personal_image],
    'A mistake: phones as people write them': [mailingRules.phone_format],
  };
});

test.each(documented.filter(({ code }) => asTried(code) !== undefined))(
  'the program of $place opens in the playground, where its mistakes are said',
  ({ code, mistakes }) => {
    const { problems } = language.check(asTried(code) ?? '');
    expect(problems.map(({ message }) => message)).toEqual(mistakes.map(({ sentence }) => sentence));
  },
);

test('most programs of the documentation do', () => {
  expect(documented.filter(({ code }) => asTried(code) !== undefined).length).toBeGreaterThan(documented.length / 2);
  expect(asTried("import { readFileSync } from 'node:fs';")).toBeUndefined();
  expect(asTried("import { openCampaign } from 'viber-mailing/campaign';")).toBeUndefined();
});

test('a link under a program carries it as it stands', () => {
  const html =
    '<pre><code class="ts"><span>import</span> \'viber-mailing\';<br/>const a = &#39;&lt;b&gt; &amp;amp;&#39;;<br/></code><button>Copy</button></pre>';
  const [, hash = ''] =
    /^.*<\/pre><p class="try"><a href="\.\.\/playground\/index\.html#code=([\w-]+)">/.exec(withTryLinks(html, 'guides/a.html')) ??
    [];
  expect(inflateRawSync(Buffer.from(hash, 'base64url')).toString()).toBe("import 'viber-mailing';\nconst a = '<b> &amp;';\n");
});

test('a program that cannot be read is not run', () => {
  expect(language.check('const = 1;').script).toBeUndefined();
});

test('nothing of the package is there that a browser does not have', () => {
  const said = language.check(
    "import { sqliteLedger } from 'viber-mailing/campaign';\nfetch('https://shop.example.com');",
  ).problems;
  expect(said.map(({ message }) => message)).toEqual([
    "Cannot find module 'viber-mailing/campaign' or its corresponding type declarations.",
    "Cannot find name 'fetch'.",
  ]);
});

describe('what a program shows', () => {
  /** Runs a script as the playground does, and gives what went through its eye. */
  async function shown(program: string): Promise<unknown[]> {
    const seen: unknown[] = [];
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
    const look = (name: string, value: unknown) => {
      seen.push([name, value]);
      return value;
    };
    await new AsyncFunction('require', 'exports', 'console', '__show', `{${language.check(program).script}}`)(
      () => ({}),
      {},
      {},
      look,
    );
    return seen;
  }

  test('are its top-level variables, lines and exports, in order', async () => {
    expect(
      await shown(
        'const a = 1, b = 2;\na + b;\nexport const c = 4;\nexport default 5;\nlet d = await 6;\n(() => { const inner = 7; })();',
      ),
    ).toEqual([
      ['a', 1],
      ['b', 2],
      ['', 3],
      ['c', 4],
      ['default', 5],
      ['d', 6],
      ['', undefined],
    ]);
  });

  test('also where it has names of its surroundings', async () => {
    expect(await shown('const console = 1;\nconst { length } = [1, 2];\nlength;')).toEqual([
      ['console', 1],
      ['', 2],
    ]);
  });
});
