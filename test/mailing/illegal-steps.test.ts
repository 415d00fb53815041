import { mailing } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { faults, untyped } from '../wire/thrown.js';

const image = 'https://a.by/i.png';
const phones = ['375291111111'];

const stages = {
  Draft: mailing(),
  BulkDraft: mailing().bulk(),
  PersonalDraft: mailing().personal(),
  BulkText: mailing().bulk().text('T'),
  BulkImage: mailing().bulk().image(image),
  BulkButton: mailing().bulk().button({ caption: 'C', link: 'https://a.by/l', image, text: 'T' }),
  PersonalText: mailing().personal().text(),
  PersonalButton: mailing().personal().button({ caption: 'C', image }),
  Mailing: mailing().bulk().text('T').to(phones),
  'a personal Mailing': mailing()
    .personal()
    .text()
    .to([{ phone: '375291111111', text: 'T' }]),
};

const steps: Record<string, (stage: any) => unknown> = {
  bulk: (stage) => stage.bulk(),
  personal: (stage) => stage.personal(),
  text: (stage) => stage.text('T'),
  image: (stage) => stage.image(image),
  button: (stage) => stage.button({ caption: 'C', link: 'https://a.by/l', image, text: 'T' }),
  to: (stage) => stage.to(phones),
  unique: (stage) => stage.unique(),
  toJSON: (stage) => stage.toJSON(),
  'JSON.stringify': (stage) => JSON.stringify(stage),
};

const noKind = 'message_type: kind_missing';
const kindAgain = 'message_type: kind_chosen';
const noContent = 'content: content_missing';
const contentAgain = 'content: content_chosen';
const noRecipients = 'delivery_list: recipients_missing';

const unfinished = { unique: noRecipients, toJSON: noRecipients, 'JSON.stringify': noRecipients };
const composed = { bulk: kindAgain, personal: kindAgain, text: contentAgain, image: contentAgain, button: contentAgain };

/** What each stage says to each step that it does not have. */
const refusals: Record<keyof typeof stages, Record<string, string>> = {
  Draft: { text: noKind, image: noKind, button: noKind, to: noKind, ...unfinished },
  BulkDraft: { bulk: kindAgain, personal: kindAgain, to: noContent, ...unfinished },
  PersonalDraft: {
    bulk: kindAgain,
    personal: kindAgain,
    image: 'content.type: personal_image',
    to: noContent,
    ...unfinished,
  },
  BulkText: { ...composed, ...unfinished },
  BulkImage: { ...composed, ...unfinished },
  BulkButton: { ...composed, ...unfinished },
  PersonalText: { ...composed, ...unfinished },
  PersonalButton: { ...composed, ...unfinished },
  Mailing: composed,
  'a personal Mailing': composed,
};

describe.each(Object.entries(refusals))('%s', (name, expected) => {
  const stage = stages[name as keyof typeof stages];

  it.each(Object.entries(expected))('refuses %s', (step, refusal) => {
    expect(faults(() => steps[step]?.(stage))).toEqual([refusal]);
  });

  it('takes every other step', () => {
    const legal = {
      Draft: ['bulk', 'personal'],
      BulkDraft: ['text', 'image', 'button'],
      // With the arguments of the bulk steps they are refused for these: see below.
      PersonalDraft: ['text', 'button'],
      PersonalText: ['to'],
      PersonalButton: ['to'],
      Mailing: ['to', 'unique', 'toJSON', 'JSON.stringify'],
      'a personal Mailing': ['to', 'unique', 'toJSON', 'JSON.stringify'],
    };
    const others = Object.keys(steps).filter((step) => !(step in expected));
    expect(others).toEqual(legal[name as keyof typeof legal] ?? ['to']);
    if (!/personal/i.test(name)) for (const step of others) expect(() => steps[step]?.(stage)).not.toThrow();
  });
});

it('refuses an image in a personal mailing whatever it is given', () => {
  for (const url of [image, undefined, null, '', new URL(image)])
    expect(faults(() => untyped(stages.PersonalDraft).image(url))).toEqual(['content.type: personal_image']);
});

it('tells the size of a stage without recipients as 0', () => {
  expect(untyped(stages.BulkText).size).toBe(0);
});

describe('a sender', () => {
  it('is refused where it is not digits', () => {
    for (const id of [
      'Shop',
      '',
      ' 444',
      '444 ',
      '44.4',
      '+444',
      '-1',
      '٤٤٤',
      -1,
      4.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
    ])
      expect(
        faults(() => untyped(mailing()).from(id)),
        String(id),
      ).toEqual(['alphaname_id: sender_format']);
  });

  it('is refused where it is absent, so that no mailing loses its sender', () => {
    for (const id of [undefined, null, {}, [], ['444'], 444n, true, () => '444'])
      expect(faults(() => untyped(mailing()).from(id))).toEqual(['alphaname_id: sender_format']);
    expect(faults(() => untyped(mailing()).from())).toEqual(['alphaname_id: sender_format']);
  });
});

describe('a name', () => {
  it('is refused where it is empty, no string, or no Unicode', () => {
    for (const name of [(value: unknown) => untyped(mailing()).named(value), (value: unknown) => untyped(mailing)(value)]) {
      expect(faults(() => name(''))).toEqual(['name: name_empty']);
      expect(faults(() => name(null))).toEqual(['name: not_string']);
      expect(faults(() => name(5))).toEqual(['name: not_string']);
      expect(faults(() => name('half \ud83c'))).toEqual(['name: ill_formed']);
    }
    expect(faults(() => untyped(mailing()).named(undefined))).toEqual(['name: missing_key']);
  });
});

describe('a text', () => {
  const bulk = untyped(mailing().bulk());

  it('is refused where it is empty, no string, or no Unicode', () => {
    expect(faults(() => bulk.text(''))).toEqual(['content.text: text_empty']);
    expect(faults(() => bulk.text())).toEqual(['content.text: missing_key']);
    for (const text of [null, 5, {}, ['Hello'], new String('Hello')])
      expect(faults(() => bulk.text(text))).toEqual(['content.text: not_string']);
    for (const text of ['\ud83c', '\udf89 Hello', 'Hello \udf89\ud83c'])
      expect(faults(() => bulk.text(text))).toEqual(['content.text: ill_formed']);
  });

  it('is refused in a personal mailing, where each recipient has their own', () => {
    for (const text of ['Hello', '', null])
      expect(faults(() => untyped(mailing().personal()).text(text))).toEqual(['content.text: personal_parts']);
    expect(() => untyped(mailing().personal()).text(undefined)).not.toThrow();
  });
});

describe('an image', () => {
  const bulk = untyped(mailing().bulk());

  it('is refused where it is no link, or not public', () => {
    expect(faults(() => bulk.image())).toEqual(['content.image_url: missing_key']);
    for (const url of [null, 5, {}, { href: image }])
      expect(faults(() => bulk.image(url))).toEqual(['content.image_url: not_string']);
    for (const url of ['', 'a.by/i.png', '/i.png', 'ftp://a.by/i.png', 'https://a.by/my picture.png', new URL('ftp://a.by/i.png')])
      expect(
        faults(() => bulk.image(url)),
        String(url),
      ).toEqual(['content.image_url: link_format']);
    for (const url of [
      'http://localhost/i.png',
      'http://192.168.0.1/i.png',
      'https://user:secret@a.by/i.png',
      new URL('http://10.0.0.1/'),
    ])
      expect(
        faults(() => bulk.image(url)),
        String(url),
      ).toEqual(['content.image_url: image_private']);
    expect(faults(() => bulk.image('https://a.by/\ud83c.png'))).toEqual(['content.image_url: ill_formed']);
  });

  it('is refused where looking at it throws', () => {
    const hostile = new Proxy(
      {},
      {
        has: () => {
          throw new Error('no');
        },
      },
    );
    expect(faults(() => bulk.image(hostile))).toEqual(['content.image_url: not_string']);
  });
});

describe('a bulk button', () => {
  const bulk = untyped(mailing().bulk());
  const parts = { caption: 'C', link: 'https://a.by/l', image, text: 'T' };

  it('has all its faults reported together', () => {
    expect(faults(() => bulk.button({ caption: '', link: 'l', image: 'http://localhost/i.png', text: 5 }))).toEqual([
      'content.image_url: image_private',
      'content.button_link: link_format',
      'content.caption: caption_empty',
      'content.text: not_string',
    ]);
    expect(faults(() => bulk.button({}))).toEqual([
      'content.image_url: missing_key',
      'content.button_link: missing_key',
      'content.caption: missing_key',
      'content.text: missing_key',
    ]);
  });

  it('has a link of at most 150 characters', () => {
    const link = (length: number) => 'https://a.by/'.padEnd(length, 'x');
    expect(() => bulk.button({ ...parts, link: link(150) })).not.toThrow();
    expect(faults(() => bulk.button({ ...parts, link: link(151) }))).toEqual(['content.button_link: link_length']);
    expect(faults(() => bulk.button({ ...parts, link: new URL(link(151)) }))).toEqual(['content.button_link: link_length']);
  });

  it('has these four parts and no others', () => {
    expect(faults(() => bulk.button({ ...parts, url: 'https://a.by' }))).toEqual(['content: bulk_parts']);
    for (const none of [undefined, null, 'C', 5, () => parts])
      expect(faults(() => bulk.button(none))).toEqual(['content: bulk_parts']);
  });

  it('is refused where looking at its parts throws', () => {
    const hostile = {
      ...parts,
      get link() {
        throw new Error('no');
      },
    };
    expect(faults(() => bulk.button(hostile))).toEqual(['content: unreadable']);
  });
});

describe('a personal button', () => {
  const personal = untyped(mailing().personal());

  it('has all its faults reported together', () => {
    expect(faults(() => personal.button({ caption: '', image: 'i.png' }))).toEqual([
      'content.image_url: link_format',
      'content.caption: caption_empty',
    ]);
  });

  it('has no link and no text, which each recipient has for themselves', () => {
    expect(faults(() => personal.button({ caption: 'C', image, link: 'https://a.by/l', text: 'T' }))).toEqual([
      'content.button_link: personal_parts',
      'content.text: personal_parts',
    ]);
    expect(() => personal.button({ caption: 'C', image, link: undefined, text: undefined })).not.toThrow();
  });

  it('has these two parts and no others', () => {
    expect(faults(() => personal.button({ caption: 'C', image, url: 'https://a.by' }))).toEqual(['content: button_parts']);
    expect(faults(() => personal.button(undefined))).toEqual(['content: button_parts']);
  });
});
