import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile, strictest, userFolder } from './compile.ts';

const ts = createRequire(import.meta.url)('typescript') as typeof import('typescript');

/**
 * What a statement may cost: types instantiated by the second of two alike, whose literals differ. The first one also
 * pays for the declarations, once in a program.
 */
const budgets: Readonly<Record<string, readonly [budget: number, first: string, second: string]>> = {
  'a chain of strings that are not literals': [
    5,
    'mailing(text).from(text).at(text).bulk().button({ caption: text, link, image, text }).to(phones)',
    'mailing(text).from(text).at(text).bulk().button({ caption: text, link, image, text }).to(phones)',
  ],
  'a personal chain of strings that are not literals': [
    5,
    'mailing(text).from(text).personal().button({ caption: text, image }).to(rows)',
    'mailing(text).from(text).personal().button({ caption: text, image }).to(rows)',
  ],
  'a chain of literals in every place': [
    45,
    `mailing('Black Friday').from('444').at('2026-11-27T10:00:00').bulk()
      .button({ caption: 'Buy', link: 'https://a.by/1', image: 'https://a.by/1.jpg', text: 'Sale' }).to(phones)`,
    `mailing('Cyber Monday').from('445').at('2026-11-30T11:30:15').bulk()
      .button({ caption: 'See', link: 'https://b.by/2', image: 'https://b.by/2.jpg', text: 'New' }).to(phones)`,
  ],
  'a chain of scalar literals': [
    45,
    "mailing('Black Friday').from('444').at('2026-11-27T10:00:00').bulk().image('https://shop.example.com/sale.jpg')",
    "mailing('Cyber Monday').from('445').at('2026-11-30T11:30:15').bulk().image('https://shop.example.by/monday.png')",
  ],
  'a bulk button of literals': [
    25,
    "mailing().bulk().button({ caption: 'Buy', link: 'https://a.by/1', image: 'https://a.by/1.jpg', text: 'Sale' })",
    "mailing().bulk().button({ caption: 'See', link: 'https://b.by/2', image: 'https://b.by/2.jpg', text: 'New' })",
  ],
  'one literal phone': [30, "bulk.to('375291111111')", "bulk.to('375292222222')"],
  'three literal phones': [
    110,
    "bulk.to(['375291111111', '375291111112', '375291111113'])",
    "bulk.to(['375292222221', '375292222222', '375292222223'])",
  ],
  'three literal text rows': [
    160,
    `texts.to([
      { phone: '375291111111', text: 'a' }, { phone: '375291111112', text: 'b' }, { phone: '375291111113', text: 'c' },
    ])`,
    `texts.to([
      { phone: '375292222221', text: 'd' }, { phone: '375292222222', text: 'e' }, { phone: '375292222223', text: 'f' },
    ])`,
  ],
  'three literal button rows': [
    320,
    `buttons.to([
      { phone: '375291111111', text: 'a', link: 'https://a.by/1' }, { phone: '375291111112', text: 'b', link: 'https://a.by/2' },
      { phone: '375291111113', text: 'c', link: 'https://a.by/3' },
    ])`,
    `buttons.to([
      { phone: '375292222221', text: 'd', link: 'https://b.by/1' }, { phone: '375292222222', text: 'e', link: 'https://b.by/2' },
      { phone: '375292222223', text: 'f', link: 'https://b.by/3' },
    ])`,
  ],
};

/** Misuses, which must not freeze the editor either. */
const misuses: readonly (readonly [first: string, second: string])[] = [
  ["mailing('')", "mailing().named('')"],
  ["mailing().from('Shop')", "mailing().from('Other shop')"],
  ["mailing().at('27.11.2026')", "mailing().at('28.11.2026')"],
  ['mailing().at(new Date(1))', 'mailing().bulk().at(new Date(2))'],
  ["mailing().bulk().image('sale.jpg')", "mailing().bulk().image('sale.png')"],
  ["mailing().bulk().image('https://localhost/a.jpg')", "mailing().bulk().image('https://intranet/b.jpg')"],
  [
    "mailing().bulk().button({ caption: '', link: 'a', image: 'b', text: '' })",
    "mailing().bulk().button({ caption: '', link: 'c', image: 'd', text: '' })",
  ],
  ["mailing().bulk().button({ caption: 'a', image })", "mailing().bulk().button({ caption: 'b', image })"],
  ["mailing().personal().button({ caption: 'a', image, link })", "mailing().personal().button({ caption: 'b', image, link })"],
  ["mailing().personal().image('https://a.by/a.jpg')", "mailing().personal().image('https://a.by/b.jpg')"],
  ['mailing().to(phones)', 'mailing().bulk().to(phones)'],
  ["bulk.to(['+375291111111'])", "bulk.to(['+375292222222'])"],
  ["bulk.to([{ phone: '375291111111' }])", "bulk.to([{ phone: '375292222222' }])"],
  ["texts.to(['375291111111'])", "texts.to(['375292222222'])"],
  ["texts.to([{ phone: '+375291111111', text: 'a', link: 'b' }])", "texts.to([{ phone: '+375292222222', text: 'c', link: 'd' }])"],
  [
    "buttons.to([{ phone: '+375291111111', text: '', link: 'a' }])",
    "buttons.to([{ phone: '+375292222222', text: '', link: 'b' }])",
  ],
  ['texts.to(rows, (row) => row.phone)', 'texts.to(rows, (row) => [row.phone])'],
  ['request({ token: text }).add(bulk.to(phones))', 'request({ token: text }).add([bulk.to(phones)])'],
  ["request({ token: text, form: '444' })", "request({ token: text, frm: '444' })"],
  ["createClient({ token: text, from: 'Shop' })", "createClient({ token: text, from: 'Other shop' })"],
  ['createClient({ token: text }).send(bulk)', 'createClient({ token: text }).send([bulk])'],
];

const prelude = `import { createClient, mailing, request } from 'viber-mailing';
declare const text: string, link: string, image: string, phones: string[];
declare const rows: { phone: string; text: string; link: string }[];
const bulk = mailing().bulk().text(text);
const texts = mailing().personal().text();
const buttons = mailing().personal().button({ caption: text, image });
`;

const statements = [...Object.values(budgets).map(([, first, second]) => [first, second] as const), ...misuses];

describe('instantiations', () => {
  let costs: readonly number[];
  beforeAll(() => {
    const instantiations = counter();
    costs = statements.map(([first, second]) => instantiations(`${prelude}${first};\n${second}`) - instantiations(prelude + first));
  });

  test.each(Object.entries(budgets).map(([what, [budget]], index) => ({ what, budget, index })))(
    '$what: at most $budget',
    ({ budget, index }) => {
      expect(costs[index]).toBeLessThanOrEqual(budget);
      // Literals are looked at, and that is counted.
      if (budget > 5) expect(costs[index]).toBeGreaterThan(0);
    },
  );

  test('a misuse: at most 500', () => {
    const dear = misuses.filter((_, index) => !((costs[Object.keys(budgets).length + index] as number) <= 500));
    expect(dear).toEqual([]);
  });

  test('a misuse is one', () => {
    const lines = misuses.flat();
    const { complaints } = compile('typescript-7', { 'misuse.mts': `${prelude}${lines.map((line) => `${line};`).join('\n')}` });
    const refused = new Set(complaints.map(({ line }) => lines[line - prelude.split('\n').length]));
    expect(lines.filter((line) => !refused.has(line))).toEqual([]);
  });

  test('TypeScript 7 counts the same for the budgets', () => {
    // Two programs that differ in the second statements.
    const all = Object.values(budgets);
    const count = (of: readonly string[]) =>
      counted(
        compile(
          'typescript-7',
          { 'all.mts': `${prelude}${of.join(';\n')}` },
          strictest,
          '--extendedDiagnostics',
          '--singleThreaded',
        ).output,
      );
    const sevens = count(all.flatMap(([, first, second]) => [first, second])) - count(all.map(([, first]) => first));
    expect(sevens).toBeLessThanOrEqual(all.reduce((sum, [budget]) => sum + budget, 0));
  });
});

/** Counts what a program instantiates. The declarations are read once. */
function counter(): (text: string) => number {
  const file = join(userFolder(), 'cost.mts');
  const options = ts.convertCompilerOptionsFromJson({ ...strictest, skipLibCheck: true }, '').options;
  const host = ts.createCompilerHost(options);
  const read = new Map<string, import('typescript').SourceFile | undefined>();
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  return (text) => {
    host.getSourceFile = (name, language, ...others) => {
      if (name === file) return ts.createSourceFile(name, text, language);
      if (!read.has(name)) read.set(name, getSourceFile(name, language, ...others));
      return read.get(name);
    };
    const program = ts.createProgram([file], options, host);
    program.getSemanticDiagnostics(program.getSourceFile(file));
    return program.getInstantiationCount();
  };
}

function counted(output: string): number {
  return Number(/^Instantiations:\s+(\d+)/m.exec(output)?.[1]);
}
