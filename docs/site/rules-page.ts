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

const wire: readonly [title: string, rules: Rules][] = [
  ['Composing', mailingRules],
  ['Requests', requestRules],
  ['JSON from elsewhere', jsonRules],
];
const own: readonly [title: string, rules: Rules][] = [
  ['Phones', phoneRules],
  ['Clients', clientRules],
  ['Campaigns', campaignRules],
  ['The sandbox', sandboxRules],
  ['Pictures', previewRules],
];

/** The guide that lists every rule. `mistakes` is the guide that shows those which the compiler knows. */
export function rulesPage(mistakes: string): string {
  const shown = (code: string, sentence: string) => linked(code, headingOver(sentence, mistakes));
  return [
    frontmatter,
    introduction,
    ...wire.map(([title, rules]) => section(title, ['Code', 'Rule, and the way out', 'From'], wireRows(rules, shown))),
    ...own.map(([title, rules]) => section(title, ['Code', 'Rule, and the way out'], ruleRows(rules, shown))),
    `## Campaigns that cannot go on\n\nThese are the codes of \`CampaignError\`, not of issues.`,
    table(['Code', 'Rule, and the way out'], faultRows()),
  ].join('\n\n');
}

const frontmatter = `---
title: Every rule
category: Start here
---

<!-- Written by docs/site/rules-page.ts from src/wire/rules.ts. To write it anew: npx vitest run test/docs -u -->`;

const introduction = `# Every rule

Each fault has a stable code, for programs, and a sentence, for people: the rule, a colon, and the way out, which stands
behind an arrow here. The code is in
\`InvalidInputError.issues\`, beside the place.

- A code that is a link is known to the compiler too: the link leads to an example that does not compile.
- **API**: stated by the API’s documentation. **Sample**: read off its sample request. **Library**: a decision of this library, where the API
  says nothing and a mistake would cost money, or the sentence is about its own steps. What readers of phones, clients, campaigns, the sandbox and
  pictures check has no mark: it is all the library’s own.
- What the API documents no limit for is not limited: the length of a text or a caption, the number of recipients, a schedule in the past.
  Other Viber gateways take 1,000 characters of text and captions of 20 to 30.`;

function wireRows(rules: Rules, shown: (code: string, sentence: string) => string): string[][] {
  return ruleRows(rules, shown).map((row, index) => [...row, sourceText(sourceOf(Object.keys(rules)[index] as string))]);
}

function ruleRows(rules: Rules, shown: (code: string, sentence: string) => string): string[][] {
  return Object.entries(rules).map(([code, sentence]) => {
    return [`<a id="${code}"></a>${shown(code, sentence)}`, halves(sentence)];
  });
}

function faultRows(): string[][] {
  return Object.entries(campaignFaults).map(([code, sentence]) => [
    `<a id="CampaignError.${code}"></a>\`${code}\``,
    halves(sentence),
  ]);
}

/** A sentence is `the rule: the way out`; a colon inside either has no space behind it. */
function halves(sentence: string): string {
  const colon = sentence.indexOf(': ');
  return `${escaped(sentence.slice(0, colon))}<br>→ ${escaped(sentence.slice(colon + 2))}`;
}

function sourceOf(code: string): RuleSource {
  return ruleSources[code as keyof typeof ruleSources];
}

function sourceText([from, more]: RuleSource): string {
  const name = from === 'API' ? from : `${from[0]?.toUpperCase()}${from.slice(1)}`;
  return more === undefined ? name : `${name}; ${more}`;
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `## ${title}\n\n${table(head, rows)}`;
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
