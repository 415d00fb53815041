import { campaignFaults } from '../../src/campaign/errors.js';
import {
  campaignRules,
  clientRules,
  jsonRules,
  mailingRules,
  phoneRules,
  previewRules,
  requestRules,
  sandboxRules,
} from '../../src/wire/rules.js';
import { type RuleSource, ruleSources } from './rule-sources.js';

type Rules = Readonly<Record<string, string>>;

/** The words of the page in a language. */
export interface RulesPageWords {
  /** What typedoc reads, and how the page is made. */
  readonly head: string;
  readonly introduction: string;
  /** What stands over the tables, in their order; at last over the codes of `CampaignError`. */
  readonly headings: readonly string[];
  readonly aboutFaults: string;
  readonly columns: readonly string[];
  readonly lastColumn: string;
  readonly source: (source: RuleSource) => string;
  /** In a language that the sentences are not in: what is wrong, and what to do. */
  readonly rules?: Readonly<Record<string, Explanation>>;
  readonly faults?: Readonly<Record<string, Explanation>>;
}

export type Explanation = readonly [rule: string, wayOut: string];

const wire: readonly Rules[] = [mailingRules, requestRules, jsonRules];
const own: readonly Rules[] = [phoneRules, clientRules, campaignRules, sandboxRules, previewRules];

/** The guide that lists every rule. `mistakes` is the guide that shows those which the compiler knows. */
export function rulesPage(mistakes: string, words: RulesPageWords = english): string {
  const headings = words.headings.map((heading) => `## ${heading}`);
  const rows = (rules: Rules) => {
    return Object.entries(rules).map(([code, sentence]) => [
      `<a id="${code}"></a>${linked(code, headingOver(sentence, mistakes))}`,
      said(sentence, words.rules?.[code]),
    ]);
  };
  const wireRows = (rules: Rules) => {
    const codes = Object.keys(rules) as (keyof typeof ruleSources)[];
    return rows(rules).map((row, index) => [...row, words.source(ruleSources[codes[index] as (typeof codes)[number]])]);
  };
  const faultRows = Object.entries(campaignFaults).map(([code, sentence]) => [
    `<a id="CampaignError.${code}"></a>\`${code}\``,
    said(sentence, words.faults?.[code]),
  ]);
  const tables = [
    ...wire.map((rules) => table([...words.columns, words.lastColumn], wireRows(rules))),
    ...own.map((rules) => table(words.columns, rows(rules))),
    `${words.aboutFaults}\n\n${table(words.columns, faultRows)}`,
  ];
  return [words.head, words.introduction, ...tables.flatMap((each, index) => [headings[index], each])].join('\n\n');
}

const english: RulesPageWords = {
  head: `---
title: Every rule
category: Start here
---

<!-- Written by docs/site/rules-page.ts from src/wire/rules.ts. To write it anew: npx vitest run test/docs -u -->`,
  introduction: `# Every rule

Each fault has a stable code, for programs, and a sentence, for people: the rule, a colon, and the way out, which stands
behind an arrow here. The code is in
\`InvalidInputError.issues\`, beside the place.

- A code that is a link is known to the compiler too: the link leads to an example that does not compile.
- **API**: stated by the API’s documentation. **Sample**: read off its sample request. **Library**: a decision of this library, where the API
  says nothing and a mistake would cost money, or the sentence is about its own steps. What readers of phones, clients, campaigns, the sandbox and
  pictures check has no mark: it is all the library’s own.
- What the API documents no limit for is not limited: the length of a text or a caption, the number of recipients, a schedule in the past.
  Other Viber gateways take 1,000 characters of text and captions of 20 to 30.`,
  headings: [
    'Composing',
    'Requests',
    'JSON from elsewhere',
    'Phones',
    'Clients',
    'Campaigns',
    'The sandbox',
    'Pictures',
    'Campaigns that cannot go on',
  ],
  aboutFaults: 'These are the codes of `CampaignError`, not of issues.',
  columns: ['Code', 'Rule, and the way out'],
  lastColumn: 'From',
  source: ([from, more]) => {
    const name = from === 'API' ? from : `${from[0]?.toUpperCase()}${from.slice(1)}`;
    return more === undefined ? name : `${name}; ${more}`;
  },
};

/** A sentence is `the rule: the way out`. The colon between them is the first that stands outside of braces. */
function halves(sentence: string): string {
  const colon = sentence.search(/: (?![^{}]*\})/);
  return `${escaped(sentence.slice(0, colon))}<br>→ ${escaped(sentence.slice(colon + 2))}`;
}

/** What a rule says; in another language than its own that stands first, and the sentence as it is shown below it. */
function said(sentence: string, explanation: Explanation | undefined): string {
  return explanation === undefined
    ? halves(sentence)
    : `${explanation.join('<br>→ ')}<br><span lang="en">${escaped(sentence)}</span>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function linked(code: string, heading: string | undefined): string {
  return heading === undefined ? `\`${code}\`` : `[\`${code}\`](mistakes.md#${heading})`;
}

/** The anchor of the section that shows the mistake. */
function headingOver(sentence: string, mistakes: string): string | undefined {
  const end = mistakes.indexOf(`// @ts-expect-error ${sentence}\n`);
  if (end < 0) return undefined;
  const headings = [...mistakes.slice(0, end).matchAll(/^## (.+)$/gm)];
  return headings.at(-1)?.[1]?.toLowerCase().replaceAll(' ', '-');
}

/** As Markdown that shows it as it is, an address in it too. */
function escaped(text: string): string {
  return text.replace(/[[\]*_<|]|(?<=:)\/\//g, '\\$&');
}
