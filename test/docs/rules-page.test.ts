import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { rulesPage } from '../../docs/site/rules-page.js';
import { campaignFaults } from '../../src/campaign/errors.js';
import * as tables from '../../src/wire/rules.js';

const guide = (name: string) => fileURLToPath(new URL(`../../docs/guides/${name}`, import.meta.url));
const mistakes = readFileSync(guide('mistakes.md'), 'utf8');

test('the page of rules says what the rules say', async () => {
  await expect(rulesPage(mistakes)).toMatchFileSnapshot(guide('rules.md'));
});

test('it has a line for every rule', () => {
  const codes = Object.values(tables).flatMap((rules) => Object.keys(rules));
  const faults = Object.keys(campaignFaults).map((code) => `CampaignError.${code}`);
  const anchors = [...rulesPage(mistakes).matchAll(/<a id="([\w.]+)">/g)].map(([, anchor]) => anchor);
  expect(anchors.sort()).toEqual([...codes, ...faults].sort());
});

test('a rule that has an example in the guide leads to it', () => {
  expect(rulesPage(mistakes)).toContain('[`sender_format`](mistakes.md#the-sender)');
  expect(rulesPage('')).toContain('`sender_format`');
  expect(rulesPage('')).not.toContain('mistakes.md');
});
