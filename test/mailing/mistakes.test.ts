import { createClient, mailing, parseMailing, parseRequest, request } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { faults, thrown, untyped } from '../wire/thrown.js';

const text = untyped(mailing().bulk().text('Hello'));
const notice = untyped(mailing().personal().text());
const invoice = untyped(mailing().personal().button({ caption: 'Pay', image: 'https://a.by/i.png' }));
const bulk = untyped(mailing().bulk());
const parts = { caption: 'C', link: 'https://a.by', image: 'https://a.by/i.png', text: 'T' };
const recipient = { phone: '375291111111', text: 'T' };
const built = request({ token: 'my-token' }).add(mailing().from('444').bulk().text('Hello').to('375291111111'));
const json = text.to('375291111111').from('444').toJSON();

describe('what is written in JavaScript by mistake says what came, and the way out', () => {
  it.each<[string, () => unknown, string, RegExp]>([
    ['several recipients beside each other', () => text.to('375291111111', '375292222222'), 'options: to_list', /\.to\(\[a, b\]\)/],
    ['several rows beside each other', () => notice.to(recipient, recipient), 'options: to_list', /\.to\(\[a, b\]\)/],
    ['lists beside each other', () => text.to(['375291111111'], ['375292222222']), 'options: to_list', /\.to\(\[a, b\]\)/],
    ['sets beside each other', () => text.to(['375291111111'], new Set(['375292222222'])), 'options: to_list', /\.to/],
    ['an empty list beside one', () => notice.to([recipient], []), 'options: to_list', /\.to/],
    ['a set behind a mapper', () => text.to(['375291111111'], String, new Set(['1'])), 'options: callback_expected', /onInvalid/],
    ['a list behind a mapper', () => text.to(['375291111111'], String, []), 'options: callback_expected', /onInvalid/],
    [
      "the wire's name of a link",
      () => invoice.to([{ ...recipient, button_link: 'https://a.by/1' }]),
      'delivery_list[0].button_link: link_name',
      /give \{ phone, text, link \}/,
    ],
    ['a mapper that gives null', () => text.to([1], () => null), 'delivery_list[0]: mapper_null', /undefined to leave a row out/],
    [
      'a mapper that gives false',
      () => text.to([1], () => false),
      'delivery_list[0]: mapper_null',
      /null or false: give undefined/,
    ],
    ['a mapper of rows that gives false', () => notice.to([1], () => false), 'delivery_list[0]: mapper_null', /undefined/],
    [
      'a mapper of rows that returns nothing',
      () => notice.to([1], () => {}),
      'delivery_list: no_recipients',
      /return it from the mapper/,
    ],
    ["a column's name in the place of a mapper", () => text.to([1], 'tel'), 'options: to_list', /\(row\) => row\.tel/],
    ['a text beside an image', () => bulk.image('https://a.by/i.png', 'Hello'), 'content: unknown_option', /argument/],
    ['two texts', () => bulk.text('Hello', 'Anna'), 'content: unknown_option', /leave it out/],
    ['a part beside the parts', () => bulk.button(parts, 'Hello'), 'content: unknown_option', /argument/],
    ['a text beside none', () => untyped(mailing().personal()).text(undefined, 'Hello'), 'content: unknown_option', /argument/],
    ['a key of what is repeated', () => notice.to(recipient).unique('phone'), 'delivery_list: unknown_option', /argument/],
    ['options beside a name', () => untyped(mailing)('Sale', { at: '2026-11-27T10:00:00' }), 'name: unknown_option', /argument/],
    ['a sender beside a name', () => untyped(mailing)('Sale', '444'), 'name: unknown_option', /leave it out/],
    [
      'options of a bulk mailing',
      () => untyped(mailing()).bulk({ at: '2026-11-27T10:00:00' }),
      'message_type: unknown_option',
      /argument/,
    ],
    ['options of a personal one', () => untyped(mailing()).personal({ from: '444' }), 'message_type: unknown_option', /argument/],
    ["a sender's name beside the id", () => text.from('444', 'Shop'), 'alphaname_id: unknown_option', /argument/],
    ['a time beside a name', () => text.named('Sale', '2026-11-27T10:00:00'), 'name: unknown_option', /argument/],
    ['fields beside fields', () => text.extra({ ttl: 60 }, { tag: 'x' }), 'extra: unknown_option', /argument/],
    [
      'an asynchronous function for what is left out, which nobody would await',
      () => text.to(['375291111111'], { onInvalid: async () => {} }),
      'options.onInvalid: async_list',
      /collect them, or load them into a campaign/,
    ],
    [
      'a query for what is left out, which is not sent unless someone awaits it',
      () => text.to(['x', '375291111111'], { onInvalid: () => Object.fromEntries([['then', expect.fail]]) }),
      'options.onInvalid: async_list',
      /collect them/,
    ],
    ['a text that is a promise', () => bulk.text(Promise.resolve('Hello')), 'content.text: not_string', /await a promise/],
    ['a mapper of rows that gives null', () => notice.to([1], () => null), 'delivery_list[0]: mapper_null', /undefined/],
    [
      'a mapper that gives a promise',
      () => text.to([1], async () => '375291111111'),
      'delivery_list[0]: mapper_promise',
      /Promise\.all/,
    ],
    ['a mapper of rows that gives one', () => notice.to([1], async () => recipient), 'delivery_list[0]: mapper_promise', /await/],
    ['a mapper that gives a number', () => text.to([1], () => 375291111111), 'delivery_list[0]: phone_string', /is a string/],
    [
      'a mailing that is a promise',
      () => untyped(request({ token: 't', from: '1' })).add(Promise.resolve(text.to('375291111111'))),
      'messages[0]: mailing_expected',
      /await a promise/,
    ],
    // As phones() gives it.
    ['a cell in which no phone can be read', () => text.to([{}], () => ''), 'delivery_list[0]: phone_missing', /the column's name/],
    ['a part that is missing', () => untyped(mailing().bulk()).text(), 'content.text: missing_key', /required part is missing/],
    ['a promise of recipients', () => text.to(Promise.resolve(['375291111111'])), 'delivery_list: async_list', /await/],
    ['promises of phones', () => text.to([Promise.resolve('375291111111')]), 'delivery_list[0]: mapper_promise', /Promise\.all/],
    ['promises of rows', () => notice.to([Promise.resolve(recipient)]), 'delivery_list[0]: mapper_promise', /Promise\.all/],
    ['JSON that is a text still', () => parseRequest(JSON.stringify({})), ': json_text', /JSON\.parse/],
    ['a mailing that is a text still', () => parseMailing(JSON.stringify(json)), ': json_text', /JSON\.parse/],
    ['a request read as a mailing', () => parseMailing({ token: 't', messages: [json] }), ': request_json', /parseRequest/],
    ['a mailing read as a request', () => parseRequest(json), ': mailing_json', /parseMailing/],
    ['a sender that is a number', () => parseMailing({ ...json, alphaname_id: 444 }), 'alphaname_id: sender_number', /quotes/],
    ['a sender that is null', () => parseMailing({ ...json, alphaname_id: null }), 'alphaname_id: null_part', /leave the part out/],
    [
      'a schedule that is null',
      () => parseMailing({ ...json, schedule_time: null }),
      'schedule_time: null_part',
      /leave the part out/,
    ],
    [
      'a phone that is a number',
      () => parseMailing({ ...json, delivery_list: [375291111111] }),
      'delivery_list[0]: phone_string',
      /without casting/,
    ],
    ['a token that is not set', () => untyped(request)({ token: undefined }), 'token: token_missing', /variable/],
    ['a token that is empty', () => untyped(request)({ token: '' }), 'token: token_missing', /variable that holds it is not set/],
    ['a token that a template made of nothing', () => untyped(request)({ token: 'undefined' }), 'token: token_missing', /not set/],
    ['a token that is null', () => untyped(request)({ token: null }), 'token: token_missing', /variable/],
    ['a client without a token', () => untyped(createClient)({ token: '' }), 'token: token_missing', /not set/],
    ['a built request read as a mailing', () => parseMailing(built), ': request_json', /parseRequest/],
    ['a built mailing read as a request', () => parseRequest(text.to('375291111111')), ': mailing_json', /parseMailing/],
    ['a message read as a mailing', () => parseMailing(text), 'delivery_list: recipients_missing', /end the chain with \.to/],
    [
      'a link of a personal text by its name on the wire',
      () => notice.to([{ ...recipient, button_link: 'https://a.by/1' }]),
      'delivery_list[0].button_link: personal_link',
      /use \.button/,
    ],
    ['a token of blanks', () => untyped(request)({ token: ' \n' }), 'token: token_format', /copy it from the account/],
    ['a wrong column', () => text.to([{ tel: '375291111111' }], (row: any) => row.phone), 'delivery_list: phone_missing', /column/],
    [
      'a wrong column of rows',
      () => notice.to([{ tel: '375291111111' }], (row: any) => ({ phone: row.phone, text: 'T' })),
      'delivery_list[0].phone: phone_missing',
      /column/,
    ],
  ])('%s', (_, step, fault, wayOut) => {
    expect(faults(step)).toEqual([fault]);
    expect(thrown(step).issues[0]?.message).toMatch(wayOut);
  });
});

describe('what is built already', () => {
  it('is read by its JSON', () => {
    const mail = text.from('444').to('375291111111');
    expect(parseMailing(mail)).toEqual(mail);
    expect(parseMailing(mail)).not.toBe(mail);
    expect(JSON.stringify(parseRequest(built))).toBe(JSON.stringify(built));
  });
});

it('a column of links without a value is one of many that are ignored', () => {
  for (const none of [undefined, null])
    expect(
      notice
        .to([
          { ...recipient, button_link: none, link: none },
          { ...recipient, link: none },
        ])
        .toJSON().delivery_list,
    ).toEqual([recipient, recipient]);
  expect(faults(() => notice.to([{ ...recipient, link: '' }]))).toEqual(['delivery_list[0].button_link: personal_link']);
  expect(faults(() => invoice.to([{ ...recipient, link: null }]))).toEqual(['delivery_list[0].button_link: not_string']);
});

it('names may be mapped to mailings', () => {
  expect(JSON.stringify(['A', 'B'].map(mailing).map((draft) => draft.bulk().text('T').to('375291111111').toJSON().name))).toBe(
    '["A","B"]',
  );
});

describe('what became of each row', () => {
  const rows = [{ tel: '375291111111' }, {}, { tel: 'none' }, { tel: '375292222222' }];
  const toPhone = (row: { tel?: string }) => row.tel;

  it('is told by size, skipped and onInvalid: an empty cell too', () => {
    const told: string[] = [];
    const onInvalid = ({ index, issues }: any) => told.push(`${index}: ${issues[0].code}`);
    const mail = text.to(rows, toPhone, { onInvalid });
    expect(told).toEqual(['1: phone_missing', '2: phone_format']);
    expect([mail.size, mail.skipped]).toEqual([2, 1]);
    expect(mail.to(rows.slice(0, 2), toPhone).unique().skipped).toBe(2);
  });

  it('a row that is none leaves nothing out', () => {
    expect(faults(() => text.to([undefined, '375291111111'], (row: unknown) => row))).toEqual(['delivery_list[0]: phone_missing']);
    expect(faults(() => notice.to([null], () => undefined))).toEqual(['delivery_list[0]: text_row_expected']);
  });

  it('nothing is skipped where no mapper leaves a row out', () => {
    expect(text.to('375291111111').skipped).toBe(0);
    expect(notice.to([recipient, {}], (row: any) => (row.phone ? row : undefined)).skipped).toBe(1);
  });
});

it('works within what wraps each object, as Vue’s ref does', () => {
  const wrapped = (value: unknown): any =>
    typeof value === 'object' && value ? new Proxy(value, { get: (of, key, self) => wrapped(Reflect.get(of, key, self)) }) : value;
  const rows = ['375291111111', undefined, '375291111111'];
  const mail = wrapped(text.to(rows, (row: unknown) => ({ row }).row, { onInvalid: () => {} }));
  expect([mail.size, mail.skipped, mail.unique().size, mail.to('375292222222').size]).toEqual([2, 0, 1, 3]);
  const some = wrapped(text.to([1, 2], (row: number) => (row > 1 ? '375291111111' : undefined)));
  expect([some.skipped, some.to('375292222222').skipped, JSON.stringify(some)]).toEqual([
    1,
    1,
    JSON.stringify(text.to('375291111111')),
  ]);
});

it('takes a single recipient as an object', () => {
  expect(notice.to(recipient).toJSON().delivery_list).toEqual([recipient]);
  expect(invoice.to({ ...recipient, link: 'https://a.by/1' }).toJSON().delivery_list).toEqual([
    { ...recipient, button_link: 'https://a.by/1' },
  ]);
  expect(faults(() => notice.to({ text: 'T' }))).toEqual(['delivery_list[0].phone: phone_missing']);
  expect(faults(() => notice.to({ length: 1 }))).toEqual(['delivery_list: list_expected']);
});

describe('texts that look unfilled', () => {
  const list = ['Hello undefined', 'Hello {{name}}', 'Hello Anna', '[object Object]'].map((text) => ({ ...recipient, text }));

  it('are sent as they are unless asked for', () => {
    expect(notice.to(list).size).toBe(4);
  });

  it('refuse the whole list, also where faulty recipients are left out', () => {
    for (const onInvalid of [undefined, () => {}])
      expect(faults(() => notice.to(list, { suspicious: 'refuse', onInvalid }))).toEqual([
        'delivery_list[0].text: text_suspicious',
        'delivery_list[1].text: text_suspicious',
        'delivery_list[3].text: text_suspicious',
      ]);
  });

  it('are looked for in links, too', () => {
    const links = ['https://a.by/pay/undefined', 'https://a.by/pay/17'].map((link) => ({ ...recipient, link }));
    const told: string[] = [];
    const onInvalid = ({ index, issues }: any) => told.push(`${index} ${issues[0].path} ${issues[0].code}`);
    expect(invoice.to(links).size).toBe(2);
    expect(invoice.to(links, { suspicious: 'report', onInvalid }).size).toBe(1);
    expect(told).toEqual(['0 delivery_list[0].button_link text_suspicious']);
    expect(faults(() => invoice.to(links, { suspicious: 'refuse', onInvalid }))).toEqual([
      'delivery_list[0].button_link: text_suspicious',
    ]);
  });

  it('are looked for in what everybody gets, too', () => {
    const link = 'https://a.by/pay/undefined';
    for (const suspicious of ['refuse', 'report']) {
      for (const message of [bulk.text('Hello null'), bulk.image('https://a.by/{{id}}.png'), bulk.button({ ...parts, link })])
        expect(faults(() => message.to('375291111111', { suspicious }))).toEqual(['content: text_suspicious']);
      expect(text.to('375291111111', { suspicious }).size).toBe(1);
    }
    expect(bulk.text('Hello null').to('375291111111').size).toBe(1);
  });

  it('are reported as faulty recipients', () => {
    const told: number[] = [];
    const mail = notice.to(list, { suspicious: 'report', onInvalid: ({ index }: any) => told.push(index) });
    expect([mail.size, told]).toEqual([1, [0, 1, 3]]);
  });
});

describe('fields of the caller’s own', () => {
  it('stand behind the documented ones, in the given order, at whatever stage they are given', () => {
    const given = { ttl: 3600, route: { sms: ['444', null, true] } };
    const expected = `${JSON.stringify(json).slice(0, -1)},"ttl":3600,"route":{"sms":["444",null,true]}}`;
    const steps = [
      untyped(mailing()).extra(given).from('444').bulk().text('Hello').to('375291111111'),
      untyped(mailing().bulk()).extra(given).text('Hello').to('375291111111').from('444'),
      text.extra(given).from('444').to('375291111111'),
      text.from('444').to('375291111111').extra(given),
      text.from('444').to('375291111111').extra({ ttl: 3600 }).extra({ route: given.route }),
    ];
    for (const mail of steps) expect(JSON.stringify(mail)).toBe(expected);
    expect(JSON.stringify(parseMailing(JSON.parse(expected), { extra: true }))).toBe(expected);
    expect(faults(() => parseMailing(JSON.parse(expected)))).toEqual(['ttl: unknown_key', 'route: unknown_key']);
  });

  it('a key that each object inherits comes back as well, in its place', () => {
    for (const key of ['constructor', 'prototype', '__proto__', 'toString']) {
      const written = JSON.stringify(mailing().bulk().text('T').to('375291111111')).replace(/}$/, `,"${key}":{"a":1},"ttl":5}`);
      expect(JSON.stringify(parseMailing(JSON.parse(written), { extra: true }))).toBe(written);
      const body = `{"token":"t","messages":[${written.replace('{', '{"alphaname_id":"4",')}],"${key}":1,"ttl":5}`;
      expect(JSON.stringify(parseRequest(JSON.parse(body), { extra: true }))).toBe(body);
    }
  });

  it('are written into requests', () => {
    const body = untyped(request({ token: 't' }))
      .extra({ dry_run: true })
      .add(parseMailing(json));
    const written = JSON.stringify(body);
    expect(written).toBe(`{"token":"t","messages":[${JSON.stringify(json)}],"dry_run":true}`);
    expect(JSON.stringify(parseRequest(JSON.parse(written), { extra: true }))).toBe(written);
    expect(faults(() => untyped(request({ token: 't' })).extra({ messages: [] }))).toEqual(['extra.messages: extra_known']);
  });

  it('are not kept, and the later of two wins', () => {
    const given = { ttl: 1, list: [1] };
    const mail = text.extra({ ttl: 0 }).extra(given).to('375291111111');
    given.list.push(2);
    const read = mail.toJSON();
    expect([read.ttl, read.list]).toEqual([1, [1]]);
    read.list.push(3);
    expect(mail.toJSON().list).toEqual([1]);
  });

  it('are refused where the API documents them, or JSON would drop or change them', () => {
    for (const key of ['alphaname_id', 'name', 'message_type', 'schedule_time', 'content', 'delivery_list'])
      expect(faults(() => text.extra({ [key]: 'x' }))).toEqual([`extra.${key}: extra_known`]);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const bad = [
      undefined,
      null,
      5,
      'ttl',
      [1],
      { a: Number.NaN },
      { a: () => {} },
      { a: Symbol('x') },
      { a: 1n },
      { a: '\ud83c' },
      new Map([['ttl', 3600]]),
      { a: [new Set([1])] },
      circle,
    ];
    for (const fields of bad) expect(faults(() => text.extra(fields))).toEqual(['extra: extra_format']);
  });
});
