import { readdirSync, readFileSync } from 'node:fs';
import { createClient, type InvalidInputError, mailing, parseMailing, parseRequest, request } from 'viber-mailing';
import { describe, expect, it, vi } from 'vitest';
import * as tables from '../../src/wire/rules.js';
import { thrown, untyped } from './thrown.js';

type Sentences<Table> = Readonly<Record<keyof Table, readonly [path: string, broken: () => unknown]>>;

const image = 'https://a.by/i.png';
const phones = ['375291111111'];
const draft = untyped(mailing());
const bulk = untyped(mailing().bulk());
const personal = untyped(mailing().personal());
const text = untyped(mailing().bulk().text('T'));
const notice = untyped(mailing().personal().text());
const invoice = untyped(mailing().personal().button({ caption: 'C', image }));
const hello = mailing().bulk().text('T').to(phones);
const date = new Date('2026-10-25T00:30:00Z');

/** Every rule of a mailing, broken at the step that checks it. */
const ofMailings: Sentences<typeof tables.mailingRules> = {
  not_string: ['content.text', () => bulk.text(5)],
  ill_formed: ['content.text', () => bulk.text('\ud83c')],
  sender_format: ['alphaname_id', () => draft.from('Shop')],
  name_empty: ['name', () => draft.named('')],
  text_empty: ['content.text', () => bulk.text('')],
  text_suspicious: [
    'delivery_list[0].text',
    () => notice.to([{ phone: '375291111111', text: 'Hello undefined' }], { suspicious: 'refuse' }),
  ],
  caption_empty: ['content.caption', () => personal.button({ caption: '', image })],
  link_format: ['content.image_url', () => bulk.image('a.by/i.png')],
  link_length: [
    'content.button_link',
    () => bulk.button({ caption: 'C', link: 'https://a.by/'.padEnd(151, 'x'), image, text: 'T' }),
  ],
  link_private: ['content.button_link', () => bulk.button({ caption: 'C', link: 'http://localhost:3000/pay', image, text: 'T' })],
  image_private: ['content.image_url', () => bulk.image('http://localhost/i.png')],
  phone_format: ['delivery_list[0]', () => text.to(['+375291111111'])],
  phone_country: ['delivery_list[0]', () => text.to(['80291111111'])],
  phone_length: ['delivery_list[0]', () => text.to(['37529111111'])],
  phone_string: ['delivery_list[0]', () => text.to([375291111111])],
  phone_missing: ['delivery_list[0].phone', () => notice.to([{ tel: '375291111111', text: 'T' }])],
  phone_expected: ['delivery_list[0]', () => text.to([{ phone: '375291111111' }])],
  text_row_expected: ['delivery_list[0]', () => notice.to(['375291111111'])],
  button_row_expected: ['delivery_list[0]', () => invoice.to(['375291111111'])],
  list_expected: ['delivery_list', () => text.to(5)],
  async_list: ['delivery_list', () => text.to((async function* () {})())],
  to_list: ['options', () => text.to('375291111111', '375292222222')],
  mapper_null: ['delivery_list[0]', () => text.to(phones, () => null)],
  mapper_promise: ['delivery_list[0]', () => text.to(phones, async (phone: string) => phone)],
  link_name: ['delivery_list[0].button_link', () => invoice.to([{ phone: '375291111111', text: 'T', button_link: image }])],
  suspicious: ['options.suspicious', () => notice.to([{ phone: '375291111111', text: 'T' }], { suspicious: true })],
  no_recipients: ['delivery_list', () => text.to([])],
  recipients_missing: ['delivery_list', () => text.toJSON()],
  personal_link: ['delivery_list[0].button_link', () => notice.to([{ phone: '375291111111', text: 'T', link: 'https://a.by' }])],
  personal_image: ['content.type', () => personal.image(image)],
  personal_parts: ['content.text', () => personal.text('T')],
  schedule_format: ['schedule_time', () => draft.at('2024-02-30T10:00:00')],
  schedule_missing: ['schedule_time', () => draft.at(undefined)],
  schedule_moment: ['schedule_time', () => draft.at('2026-11-27T07:00:00Z')],
  zone_missing: ['schedule_time', () => draft.at(date)],
  zone_unknown: ['schedule_time', () => draft.at(date, 'Europe/Minks')],
  zone_reversed: ['schedule_time', () => draft.at(date, 'Etc/GMT+3')],
  intl_missing: ['schedule_time', withoutIntl],
  zone_needless: ['schedule_time', () => draft.at('2026-11-27T10:00:00', 'Europe/Minsk')],
  time_repeated: ['schedule_time', () => draft.at(date, 'Europe/Berlin')],
  kind_missing: ['message_type', () => draft.text('T')],
  kind_chosen: ['message_type', () => bulk.personal()],
  content_missing: ['content', () => bulk.to(phones)],
  content_chosen: ['content', () => text.text('T')],
  callback_expected: ['options', () => text.to(phones, 5)],
  bulk_parts: ['content', () => bulk.button('T')],
  button_parts: ['content', () => personal.button('T')],
  missing_key: ['content.text', () => bulk.text()],
  extra_format: ['extra', () => draft.extra([])],
  extra_known: ['extra.name', () => draft.extra({ name: 'Sale' })],
  unknown_option: ['tokens', () => untyped(request)({ token: 't', tokens: 't' })],
  unreadable: ['delivery_list[0]', () => notice.to([Object.defineProperty({}, 'phone', { get: () => Number.NaN.toFixed(-1) })])],
};

const ofRequests: Sentences<typeof tables.requestRules> = {
  token_format: ['token', () => untyped(request)({ token: 'my token' })],
  token_missing: ['token', () => untyped(request)({})],
  options_expected: ['', () => untyped(request)('my-token')],
  mailing_expected: ['messages[0]', () => untyped(request({ token: 't' })).add(text)],
  no_mailings: ['messages', () => untyped(request({ token: 't' })).add([])],
  sender_missing: ['messages[0].alphaname_id', () => untyped(request({ token: 't' })).add(hello)],
  too_large: ['messages', tooLarge],
};

const json = { message_type: 'bulk', content: { type: 'text', text: 'T' }, delivery_list: ['375291111111'] };

const ofJson: Sentences<typeof tables.jsonRules> = {
  not_object: ['', () => parseMailing([])],
  not_array: ['delivery_list', () => parseMailing({ ...json, delivery_list: '375291111111' })],
  unknown_key: ['schedule', () => parseMailing({ ...json, schedule: '2026-11-27T10:00:00' })],
  parse_options: ['options', () => untyped(parseMailing)(json, true)],
  json_text: ['', () => parseMailing(JSON.stringify(json))],
  json_promise: ['', () => parseMailing(Promise.resolve(json))],
  request_json: ['', () => parseMailing({ token: 't', messages: [json] })],
  mailing_json: ['', () => parseRequest(json)],
  sender_number: ['alphaname_id', () => parseMailing({ ...json, alphaname_id: 444 })],
  null_part: ['schedule_time', () => parseMailing({ ...json, schedule_time: null })],
  message_type: ['message_type', () => parseMailing({ ...json, message_type: 'Bulk' })],
  content_type: ['content.type', () => parseMailing({ ...json, content: { type: 'sticker' } })],
};

/** What a runtime without time zones does, such as QuickJS. */
function withoutIntl(): unknown {
  vi.stubGlobal('Intl', undefined);
  try {
    return draft.at(date, 'Asia/Almaty');
  } finally {
    vi.unstubAllGlobals();
  }
}

/** What an engine does where the JSON is longer than its longest string. */
async function tooLarge(): Promise<unknown> {
  const client = createClient({ token: 't', from: '444', fetch: () => Promise.reject(new Error('nothing is sent')) });
  const stringify = vi.spyOn(JSON, 'stringify').mockImplementation(() => {
    throw new RangeError('Invalid string length');
  });
  try {
    return await client.send(hello);
  } finally {
    stringify.mockRestore();
  }
}

async function errorOf(broken: () => unknown): Promise<InvalidInputError> {
  let result: unknown;
  const error = await (async () => broken())().then(
    (value) => {
      result = value;
    },
    (reason: unknown) => reason,
  );
  return thrown(() => {
    if (error === undefined) return result;
    throw error;
  });
}

const checked = [
  ['a mailing', tables.mailingRules, ofMailings],
  ['a request', tables.requestRules, ofRequests],
  ['JSON', tables.jsonRules, ofJson],
] as const;

describe.each(checked)('a rule of %s is told by its code, its place and its sentence', (_, sentences, broken) => {
  it('each of them', () => {
    expect(Object.keys(broken)).toEqual(Object.keys(sentences));
  });

  it.each(Object.entries(broken))('%s', async (code, [path, breaks]) => {
    const error = await errorOf(breaks);
    expect(error.issues).toEqual([{ code, path, message: untyped(sentences)[code] }]);
    expect(error.total).toBe(1);
    expect(error.message).toBe(`${path && `${path}: `}${untyped(sentences)[code]} (${code})`);
  });
});

describe('what the parser checks', () => {
  it('has the codes that the steps have', () => {
    const refused = thrown(() => parseRequest({ token: '', messages: [{ ...json, alphaname_id: 'Shop', delivery_list: ['+1'] }] }));
    expect(refused.issues.map(({ code }) => code)).toEqual(['token_missing', 'sender_format', 'phone_format']);
  });
});

describe('the tables of rules', () => {
  const sentences = Object.values(tables).flatMap((table) => Object.entries(table as Record<string, string>));

  it.each(sentences)('%s: its sentence says the rule and, after a colon, the way out', (_, sentence) => {
    expect(sentence).toMatch(/^[a-z].{10,}?: [a-z.(].+[^.]$/);
    expect(sentence.length).toBeLessThanOrEqual(160);
  });

  it('have no code and no sentence twice', () => {
    expect(new Set(sentences.map(([code]) => code)).size).toBe(sentences.length);
    expect(new Set(sentences.map(([, sentence]) => sentence)).size).toBe(sentences.length);
  });

  it('have codes in snake case', () => {
    for (const [code] of sentences) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  it('hold every sentence alone: no other code repeats one, or the half before its colon', () => {
    const comments = /\/\*[\s\S]*?\*\/|^ *\/\/.*$/gm;
    for (const path of sources('src')) {
      if (path === 'wire/rules.ts') continue;
      const source = readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8').replace(comments, '');
      for (const [code, sentence] of sentences) {
        const rule = sentence.slice(0, sentence.indexOf(': '));
        expect(source.includes(sentence), `${code} in ${path}`).toBe(false);
        if (rule.length > 30) expect(source.includes(rule), `${code} in ${path}`).toBe(false);
      }
    }
  });

  function sources(folder: 'src' | 'test'): string[] {
    const root = new URL(`../../${folder}/`, import.meta.url);
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'));
  }
});
