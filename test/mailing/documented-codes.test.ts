import { readFileSync } from 'node:fs';
import { InvalidInputError, mailing, request } from 'viber-mailing';
import { preview } from 'viber-mailing/preview';
import { createSandbox } from 'viber-mailing/sandbox';
import { expect, it } from 'vitest';

const image = 'https://shop.example.com/a.jpg';
const phone = '375291111111';
const bulk: any = mailing().bulk();
const personal: any = mailing().personal();

/** What people give by mistake. */
const values: readonly any[] = [
  ...[
    undefined,
    null,
    '',
    ' ',
    'x',
    444,
    -1,
    Number.NaN,
    1n,
    true,
    Symbol('s'),
    {},
    [],
    () => 1,
    new Date(),
    Promise.resolve(phone),
  ],
  ...['half \ud83c', image, 'http://localhost/a', image.padEnd(151, 'a'), new URL(image), phone, `+${phone}`, '80291111111'],
  ...['37529111111', '2026-11-27T10:00:00', '2026-11-27T10:00:00Z', { phone }, { phone, text: 'Hello', link: image }],
  ...[
    { phone, text: '{{name}}', button_link: image },
    (async function* () {})(),
    { onInvalid: 1 },
    { suspicious: 1 },
    { other: 1 },
  ],
];

/** Gives a value in the place of each part of an object. */
const each = (whole: object, use: (parts: any) => unknown) => (value: any) =>
  Object.keys(whole).map((key) => () => use({ ...whole, [key]: value }));

/** Gives a value in each place where `to` takes one. */
const to = (stage: any, one: any) => (value: any) => [
  ...[() => stage.to(value), () => stage.to([value]), () => stage.to([1], () => value), () => stage.to([one], value)],
  ...[() => stage.to([one], (row: unknown) => row, value), () => stage.to([one, one], value, value)],
  ...each(typeof one === 'object' ? one : {}, (row) => stage.to([row], { suspicious: 'refuse' }))(value),
];

type Calls = (value: any) => readonly (() => unknown)[];

it.each<[declaration: string, file: string, calls: Calls]>([
  ['export function mailing<', 'mailing/builder', (value) => [() => mailing(value)]],
  ['  from<', 'mailing/optional-steps', (value) => [() => mailing().from(value)]],
  ['  named<', 'mailing/optional-steps', (value) => [() => mailing().named(value)]],
  ['  at<', 'mailing/optional-steps', (value) => [() => mailing().at(value), () => (mailing() as any).at(new Date(), value)]],
  ['  extra(', 'mailing/optional-steps', (value) => [() => mailing().extra(value)]],
  ['  text<', 'mailing/stages', (value) => [() => bulk.text(value)]],
  ['  image<', 'mailing/stages', (value) => [() => bulk.image(value)]],
  ['  button<Caption extends string, Link', 'mailing/stages', (value) => [() => bulk.button(value)]],
  [
    '  button<Caption extends string, Link',
    'mailing/stages',
    each({ caption: 'Pay', image, link: image, text: 'Hello' }, (parts) => bulk.button(parts)),
  ],
  ['  button<Caption extends string, Url', 'mailing/stages', (value) => [() => personal.button(value)]],
  [
    '  button<Caption extends string, Url',
    'mailing/stages',
    each({ caption: 'Pay', image, link: undefined }, (parts) => personal.button(parts)),
  ],
  ['PhoneMapper<', 'mailing/mailing', to(bulk.text('Hello'), phone)],
  ['TextMapper<', 'mailing/mailing', to(personal.text(), { phone, text: 'Hello' })],
  ['ButtonMapper<', 'mailing/mailing', to(personal.button({ caption: 'Pay', image }), { phone, text: 'Hello', link: image })],
  ['export function request<', 'mailing/request', (value) => [() => request(value)]],
  ['export function request<', 'mailing/request', each({ token: 't', from: '444', callbackUrl: image }, request)],
  ['export function preview', 'preview/index', (value) => [() => preview(value), () => preview(bulk.text('Hello'), value)]],
  [
    'export function preview',
    'preview/index',
    each({ theme: 'dark', sender: 'Shop', recipient: 0 }, (options) => preview(bulk.text('Hello'), options)),
  ],
  [
    '  failNext(',
    'sandbox/index',
    (value) => [() => createSandbox().failNext(value), () => createSandbox().failNext('reset', value)],
  ],
  ['  failNext(', 'sandbox/index', each({ status: 429, body: {}, retryAfter: 1 }, (fault) => createSandbox().failNext(fault))],
])('%s of %s.ts documents each code that it throws', (declaration, file, calls) => {
  const thrown = new Set(values.flatMap(calls).flatMap(codesOf));
  expect(thrown.size).toBeGreaterThan(0);
  expect([...thrown].filter((code) => !documented(file, declaration).includes(code))).toEqual([]);
});

function codesOf(call: () => unknown): string[] {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ code }) => code);
    throw error;
  }
}

/** The codes behind the last `@throws` before a declaration, and those to which it leads. */
function documented(file: string, declaration: string): string[] {
  const source = readFileSync(new URL(`../../src/${file}.ts`, import.meta.url), 'utf8');
  const before = source.slice(0, source.indexOf(`${declaration}`));
  const [said = ''] = before.slice(before.lastIndexOf('@throws')).split('@example');
  const [, other] = /\{@link To(Text|Phone)s\}/.exec(said.replace('{@link InvalidInputError}', '')) ?? [];
  const others = other === undefined || declaration.startsWith(other) ? [] : documented(file, `${other}Mapper<`);
  return [...[...said.matchAll(/`(\w+)`/g)].map(([, code = '']) => code), ...others, 'unreadable'];
}
