import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { russian } from '../../docs/ru/rules.js';
import { rulesPage } from '../../docs/site/rules-page.js';
import { campaignFaults } from '../../src/campaign/errors.js';
import * as tables from '../../src/wire/rules.js';

const page = (path: string) => fileURLToPath(new URL(`../../docs/${path}`, import.meta.url));
const mistakes = readFileSync(page('guides/mistakes.md'), 'utf8');
const russianMistakes = readFileSync(page('ru/mistakes.md'), 'utf8');

const codes = Object.values(tables).flatMap((rules) => Object.keys(rules));
const faults = Object.keys(campaignFaults);

test('the page of rules says what the rules say', async () => {
  await expect(rulesPage(mistakes)).toMatchFileSnapshot(page('guides/rules.md'));
});

test('it says so in Russian too', async () => {
  await expect(rulesPage(russianMistakes, russian)).toMatchFileSnapshot(page('ru/rules.md'));
});

test.each([
  ['English', rulesPage(mistakes)],
  ['Russian', rulesPage(russianMistakes, russian)],
])('in %s it has a line for every rule', (_, markdown) => {
  const anchors = [...markdown.matchAll(/<a id="([\w.]+)">/g)].map(([, anchor]) => anchor);
  expect(anchors.sort()).toEqual([...codes, ...faults.map((code) => `CampaignError.${code}`)].sort());
});

test('each code has its Russian words, and no other code has any', () => {
  expect(Object.keys(russian.rules ?? {}).sort()).toEqual([...new Set(codes)].sort());
  expect(Object.keys(russian.faults ?? {}).sort()).toEqual([...faults].sort());
  const words = [...Object.values(russian.rules ?? {}), ...Object.values(russian.faults ?? {})];
  expect(words.filter(([rule]) => !/[а-яё]/i.test(rule))).toEqual([]);
});

test('a colon in braces belongs to the half in which it stands', () => {
  const page = rulesPage(mistakes);
  expect(page).toContain('| options of parsing are { extra: true }<br>→ leave them out, as in ');
  expect(page).toContain('<br>→ write .extra({ ttl: 3600 }) |');
});

test('a rule that has an example in the guide leads to it', () => {
  expect(rulesPage(mistakes)).toContain('[`sender_format`](mistakes.md#the-sender)');
  expect(rulesPage(russianMistakes, russian)).toContain('[`sender_format`](mistakes.md#отправитель)');
  expect(rulesPage('')).toContain('`sender_format`');
  expect(rulesPage('')).not.toContain('mistakes.md');
});

test('whatever the library says more than the API is said in Russian', () => {
  expect(rulesPage(russianMistakes, russian)).not.toContain('undefined |');
});
