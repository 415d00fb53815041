import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isKind, mailing, parseMailing } from 'viber-mailing';
import { preview } from 'viber-mailing/preview';
import { describe, expect, it } from 'vitest';
import type { BulkDraft, PersonalDraft } from '../../src/mailing/stages.js';
import { type ContentType, contentTypes, type KindRow } from '../../src/wire/content-types.js';
import { jsonRules, mailingRules } from '../../src/wire/rules.js';
import { anyMailing } from './any-request.js';
import { faults, untyped } from './thrown.js';

const kinds = Object.entries(contentTypes).flatMap(([messageType, rows]) =>
  Object.entries<KindRow>(rows).map(([type, row]) => ({ kind: `${messageType} ${type}`, messageType, type, row })),
);
const existing = kinds.filter(({ row }) => 'content' in row);

/** The parts that a step takes, by the fields they become. */
const parts: Readonly<Record<string, string>> = { image_url: 'image', button_link: 'link', caption: 'caption', text: 'text' };
const values: Readonly<Record<string, string>> = {
  image_url: 'https://cdn.shop.example.com/sale.jpg',
  button_link: 'https://shop.example.com/sale',
  caption: 'To the shop',
  text: 'Half price today',
};

describe.each(kinds)('$kind', ({ messageType, type, row }) => {
  const draft = () => untyped(mailing())[messageType]();

  if ('refused' in row) {
    it('is refused by its rule, by the step and by the parser', () => {
      expect(faults(() => draft()[type]('https://a.by/i.png'))).toEqual([`content.type: ${row.refused}`]);
      const json = { message_type: messageType, content: { type }, delivery_list: [{ phone: '375291111111', text: 'T' }] };
      expect(faults(() => parseMailing(json))).toEqual([`content.type: ${row.refused}`]);
    });
    return;
  }

  it('has a step that writes its fields in the order of the sample', () => {
    const given = Object.fromEntries(row.content.map((field) => [parts[field] as string, values[field] as string]));
    const composed = type === 'button' ? draft().button(given) : draft()[type](...Object.values(given));
    const recipients = { phones: '375291111111', texts: { phone: '375291111111', text: 'T' }, buttons: undefined };
    const button = { phone: '375291111111', text: 'T', link: 'https://a.by/l' };
    const json = composed.to([recipients[row.recipients] ?? button]).toJSON();
    expect(Object.entries(json.content)).toEqual([['type', type], ...row.content.map((field) => [field, values[field]])]);
    expect(json.message_type).toBe(messageType);
  });
});

it('each kind that exists is drawn with all that it says', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyMailing, (json) => {
      seen.add(`${json.message_type} ${json.content.type}`);
      const drawn = preview(parseMailing(json));
      expect(drawn.includes('<path')).toBe('image_url' in json.content);
      expect(drawn.includes('button: ')).toBe('caption' in json.content);
      expect(drawn).not.toContain('Each recipient’s own text');
    }),
  );
  expect([...seen].sort()).toEqual(existing.map(({ kind }) => kind).sort());
});

describe('each content type', () => {
  const types = Object.keys(contentTypes.bulk) as ContentType[];
  const read = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');

  it('has a step on both drafts, which makes its mailing or says why there is none', () => {
    // A type that is no key of both does not compile here.
    const steps: readonly (keyof BulkDraft & keyof PersonalDraft)[] = types;
    expect(steps).toEqual(Object.keys(contentTypes.personal));
  });

  it('is named by the rules that list the types and the steps', () => {
    for (const type of types) {
      expect(jsonRules.content_type).toContain(`'${type}'`);
      expect(mailingRules.content_missing).toContain(`.${type}(…)`);
    }
  });

  it('has stages that are a member of Composed and can be named from outside', () => {
    const source = read('mailing/stages.ts');
    const [, union = ''] = /export type Composed<[^=]*=[^=]*=([^;]*);/.exec(source) ?? [];
    const stages = [...source.matchAll(/^export interface (\w+)<[^{]*{\n(?:(?!}).*\n)*? {2}readonly to:/gm)].map(
      ([, name = '']) => name,
    );
    expect(stages).toHaveLength(existing.length);
    for (const stage of stages) expect(union).toContain(`${stage}<Sender>`);
    expect(read('index.ts')).toContain("export type * from './mailing/stages.js';");
  });
});

it('tells a kind by its two types, and nothing else for one', () => {
  const json = mailing().bulk().text('T').to('375291111111').toJSON();
  expect([isKind(json, 'bulk', 'text'), isKind(json, 'bulk', 'image'), isKind(json, 'personal', 'text')]).toEqual([
    true,
    false,
    false,
  ]);
  for (const other of [null, undefined, {}, 'bulk', { message_type: 'bulk' }, { message_type: 'bulk', content: null }])
    expect(untyped(isKind)(other, 'bulk', 'text')).toBe(false);
});
