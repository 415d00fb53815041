import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { MailingSchema, mailing, parseMailing, parseRequest, RequestSchema, request } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { anyMailing, anyRequest } from '../wire/any-request.js';
import { faults, thrown, untyped } from '../wire/thrown.js';

const sampleText = readFileSync(new URL('../wire/sample-request.json', import.meta.url), 'utf8');
const sample = JSON.parse(sampleText);
const bulk = { message_type: 'bulk', content: { type: 'text', text: 'T' }, delivery_list: ['375291111111'] };

describe('JSON comes back as what the chain would have built', () => {
  it('the documented sample, to the same bytes', () => {
    expect(`${JSON.stringify(parseRequest(sample), null, 2)}\n`).toBe(sampleText);
    for (const message of sample.messages) expect(JSON.stringify(parseMailing(message))).toBe(JSON.stringify(message));
  });

  it('any mailing and any request, to the same bytes', () => {
    fc.assert(fc.property(anyMailing, (json) => JSON.stringify(parseMailing(json)) === JSON.stringify(json)));
    fc.assert(fc.property(anyRequest, (json) => JSON.stringify(parseRequest(json)) === JSON.stringify(json)));
  });

  it('in the order of the documentation, whatever order it was in', () => {
    const shuffled = {
      delivery_list: [{ button_link: 'https://a.by/l', text: 'T', phone: '375291111111' }],
      content: { caption: 'C', image_url: 'https://a.by/i.png', type: 'button' },
      schedule_time: '2026-11-27T10:00:00',
      message_type: 'personal',
      name: 'Sale',
      alphaname_id: '444',
    };
    const chain = mailing('Sale')
      .from('444')
      .at('2026-11-27T10:00:00')
      .personal()
      .button({ caption: 'C', image: 'https://a.by/i.png' })
      .to([{ phone: '375291111111', text: 'T', link: 'https://a.by/l' }]);
    expect(JSON.stringify(parseMailing(shuffled))).toBe(JSON.stringify(chain));
    const body = { messages: [shuffled], callback_url: 'https://a.by/hook', token: 'my-token' };
    expect(JSON.stringify(parseRequest(body))).toBe(
      JSON.stringify(request({ token: 'my-token', callbackUrl: 'https://a.by/hook' }).add(chain)),
    );
  });

  it('with every step that a composed one has', () => {
    const more = parseMailing(bulk).from(444).named('Sale').at('2026-11-27T10:00:00');
    expect(JSON.stringify(untyped(more).to('375291111111').to(['375292222222']).unique())).toBe(
      '{"alphaname_id":"444","name":"Sale","message_type":"bulk","schedule_time":"2026-11-27T10:00:00","content":{"type":"text","text":"T"},"delivery_list":["375291111111","375292222222"]}',
    );
    expect(parseMailing(sample.messages[0]).size).toBe(2);
    const invoice = untyped(parseMailing(sample.messages[0]));
    expect(invoice.to([{ phone: '375293333333', text: 'T', link: 'https://a.by/3' }]).size).toBe(3);
    expect(faults(() => invoice.to(['375293333333']))).toEqual(['delivery_list[0]: button_row_expected']);
    const notice = untyped(parseMailing(sample.messages[1]));
    expect(faults(() => notice.to([{ phone: '375293333333', text: 'T', link: 'https://a.by/3' }]))).toEqual([
      'delivery_list[0].button_link: personal_link',
    ]);
    expect(faults(() => untyped(parseMailing(bulk)).text('T'))).toEqual(['content: content_chosen']);
  });
});

describe('every issue is told at once', () => {
  it('in all the mailings of a request', () => {
    const broken = {
      callback_url: 'nowhere',
      messages: [
        { ...bulk, alphaname_id: 'Shop', schedule_time: 'soon', delivery_list: ['1', '375291111111', '2'] },
        { message_type: 'personal', content: { type: 'text', text: 'T' }, delivery_list: [{ phone: '1', text: '' }], name: '' },
        null,
        { alphaname_id: '1', message_type: 'bulk', content: { type: 'button' }, delivery_list: [], x: 1 },
      ],
      sent: true,
    };
    expect(faults(() => parseRequest(broken))).toEqual([
      'token: missing_key',
      'callback_url: link_format',
      'messages[0].alphaname_id: sender_format',
      'messages[0].schedule_time: schedule_format',
      'messages[0].delivery_list[0]: phone_format',
      'messages[0].delivery_list[2]: phone_format',
      'messages[1].alphaname_id: sender_missing',
      'messages[1].name: name_empty',
      'messages[1].content.text: unknown_key',
      'messages[1].delivery_list[0].phone: phone_format',
      'messages[1].delivery_list[0].text: text_empty',
      'messages[2]: not_object',
      'messages[3].content.image_url: missing_key',
      'messages[3].content.button_link: missing_key',
      'messages[3].content.caption: missing_key',
      'messages[3].content.text: missing_key',
      'messages[3].delivery_list: no_recipients',
      'messages[3].x: unknown_key',
      'sent: unknown_key',
    ]);
  });

  it('also where the kind is not known', () => {
    const broken = {
      alphaname_id: 'Shop',
      name: '',
      message_type: 'all',
      schedule_time: 'soon',
      content: { type: 'sticker' },
      delivery_list: [],
    };
    expect(faults(() => parseMailing({ ...broken, more: 1 }))).toEqual([
      'alphaname_id: sender_format',
      'name: name_empty',
      'message_type: message_type',
      'schedule_time: schedule_format',
      'content.type: content_type',
      'delivery_list: no_recipients',
      'more: unknown_key',
    ]);
  });

  it('also where the kind does not exist', () => {
    const image = {
      message_type: 'personal',
      schedule_time: 'soon',
      content: { type: 'image', image_url: 'https://a.by/i.png' },
      delivery_list: [{ phone: '1', text: 'T' }],
    };
    expect(faults(() => parseMailing(image))).toEqual([
      'schedule_time: schedule_format',
      'content.type: personal_image',
      'delivery_list[0].phone: phone_format',
    ]);
  });

  it('every unknown key of one object', () => {
    const keys = { schedule: 1, sender: 2, to: 3 };
    expect(faults(() => parseMailing({ ...keys, ...bulk }))).toEqual([
      'schedule: unknown_key',
      'sender: unknown_key',
      'to: unknown_key',
    ]);
    const content = { ...bulk.content, caption: 'C', button_link: 'https://a.by' };
    expect(faults(() => parseMailing({ ...bulk, content }))).toEqual([
      'content.caption: unknown_key',
      'content.button_link: unknown_key',
    ]);
  });

  it('a hundred of them, and the number of all', () => {
    const error = thrown(() => parseMailing({ ...bulk, delivery_list: Array.from({ length: 1000 }, () => 'none') }));
    expect(error.issues).toHaveLength(100);
    expect(error.issues.at(-1)?.path).toBe('delivery_list[99]');
    expect(error.total).toBe(1000);
  });
});

describe('a key that the API does not have', () => {
  it('is refused, not dropped, also where JavaScript has it', () => {
    for (const key of ['toString', 'constructor', 'hasOwnProperty', 'valueOf', 'toJSON', 'recipients', 'Name'])
      expect(faults(() => parseMailing(JSON.parse(`{"${key}":1,${JSON.stringify(bulk).slice(1)}`)))).toEqual([
        `${key}: unknown_key`,
      ]);
    expect(faults(() => parseMailing(JSON.parse(`{"__proto__":1,${JSON.stringify(bulk).slice(1)}`)))).toEqual(['[…]: unknown_key']);
  });

  it('is hidden in the path where it may be a phone, a token or a text', () => {
    for (const key of ['_id', '__v', '$id', '@type'])
      expect(faults(() => parseMailing({ ...bulk, [key]: 1 }))).toEqual([`${key}: unknown_key`]);
    expect(faults(() => parseMailing({ ...bulk, $schema: null }))).toEqual(['$schema: not_string']);
    for (const key of ['375291111111', 'eyJpdiI6IjJz', 'Hello, Anna', 'a'.repeat(31), '', 'ключ', 'a b']) {
      const error = thrown(() => parseMailing({ ...bulk, content: { ...bulk.content, [key]: 1 } }));
      expect(error.issues.map(({ path }) => path)).toEqual(['content[…]']);
    }
  });

  it('is looked at in one go, however long it is', () => {
    const keys = ['a'.repeat(29).concat('1'), 'a'.repeat(100_000).concat('1'), 'a-'.repeat(50_000), 'a_b'.repeat(9).concat('!')];
    for (const key of keys) expect(faults(() => parseMailing({ ...bulk, [key]: 1 }))).toEqual(['[…]: unknown_key']);
  });
});

describe('hostile values', () => {
  it('are refused where looking at them throws', () => {
    const hostile = [
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
        },
      ),
      new Proxy(
        {},
        {
          has: () => {
            throw new Error('no');
          },
        },
      ),
      {
        ...bulk,
        get content() {
          throw new Error('no');
        },
      },
      {
        ...bulk,
        delivery_list: new Proxy(['375291111111'], {
          get: () => {
            throw new Error('no');
          },
        }),
      },
    ];
    for (const value of hostile) {
      expect(faults(() => parseMailing(value))).toEqual([': unreadable']);
      expect(faults(() => parseRequest({ token: 't', messages: [value] }))).toEqual([': unreadable']);
      expect(MailingSchema['~standard'].validate(value).issues).toHaveLength(1);
    }
  });

  it('are refused where they change between two looks', () => {
    let looks = 0;
    const changing = {
      ...bulk,
      get message_type() {
        return looks++ === 0 ? 'other' : 'bulk';
      },
      content: { type: 'text', text: 5 },
    };
    expect(() => parseMailing(changing)).toThrow();
  });

  it('are refused where they are no plain JSON', () => {
    for (const value of [undefined, null, 5, 'text', true, [], [bulk], Symbol('x'), 5n, () => bulk, new Date(), new Map()])
      expect(() => parseMailing(value)).toThrow();
    expect(faults(() => parseMailing({ ...bulk, schedule_time: ['2026-11-27T10:00:00'] }))).toEqual([
      'schedule_time: schedule_format',
    ]);
    expect(faults(() => parseMailing({ ...bulk, name: new String('Sale') }))).toEqual(['name: not_string']);
    // biome-ignore lint/suspicious/noSparseArray: the hole is the point
    expect(faults(() => parseMailing({ ...bulk, delivery_list: [, '375291111111'] }))).toEqual(['delivery_list[0]: phone_missing']);
  });
});

describe('what programs have in the place of JSON', () => {
  it('is told where it is a text, bytes or a promise', () => {
    const text = JSON.stringify(bulk);
    for (const value of [text, '', Buffer.from(text), new TextEncoder().encode(text)]) {
      expect(faults(() => parseMailing(value))).toEqual([': json_text']);
      expect(faults(() => parseRequest(value))).toEqual([': json_text']);
    }
    expect(faults(() => parseMailing(Promise.resolve(bulk)))).toEqual([': json_promise']);
    expect(faults(() => parseRequest(new Response('{}').json()))).toEqual([': json_promise']);
  });

  it('is told where it is a request, whatever its messages are', () => {
    for (const messages of [[], [bulk], bulk, null])
      expect(faults(() => parseMailing({ token: 't', messages }))).toEqual([': request_json']);
  });

  it('is a part that is undefined: it is to be left out, where it may be', () => {
    const optional = { alphaname_id: undefined, name: undefined, schedule_time: undefined };
    expect(faults(() => parseMailing({ ...bulk, ...optional }))).toEqual([
      'alphaname_id: null_part',
      'name: null_part',
      'schedule_time: null_part',
    ]);
    const body = { token: undefined, callback_url: undefined, messages: [{ ...bulk, alphaname_id: undefined }] };
    expect(faults(() => parseRequest(body))).toEqual([
      'token: token_missing',
      'callback_url: null_part',
      'messages[0].alphaname_id: sender_missing',
    ]);
  });

  it('is a date, which says when, and not in which zone', () => {
    const at = new Date('2026-11-27T07:00:00Z');
    const luxon = { toString: () => '2026-11-27T10:00:00.000+03:00' };
    for (const schedule_time of [at, { [Symbol.toStringTag]: 'Temporal.Instant', epochMilliseconds: +at }, luxon, +at])
      expect(faults(() => parseMailing({ ...bulk, schedule_time }))).toEqual(['schedule_time: schedule_moment']);
  });

  it('is a local time that is no text yet', () => {
    const plain = { [Symbol.toStringTag]: 'Temporal.PlainDateTime', toString: () => '2026-11-27T10:00:00' };
    expect(faults(() => parseMailing({ ...bulk, schedule_time: plain }))).toEqual(['schedule_time: not_string']);
  });

  it('is a mailing that is built, which is read by its JSON', () => {
    const built = mailing('Sale').from('444').bulk().text('T').to(['375291111111']);
    expect(JSON.stringify(parseRequest({ token: 't', messages: [built, built.toJSON()] }))).toBe(
      JSON.stringify(request({ token: 't' }).add(built, built)),
    );
    expect(MailingSchema['~standard'].validate(built)).toEqual({ value: built.toJSON() });
    expect(RequestSchema['~standard'].validate({ token: 't', messages: [built] }).issues).toBeUndefined();
    for (const early of [mailing(), mailing('Sale').bulk(), mailing().bulk().text('T')]) {
      expect(faults(() => parseMailing(early))).toEqual(['delivery_list: recipients_missing']);
      expect(MailingSchema['~standard'].validate(early).issues).toHaveLength(1);
    }
    expect(faults(() => parseRequest(request({ token: 't' })))).toEqual(['messages: no_mailings']);
  });
});

describe('the Standard Schema values', () => {
  it('say who made them, and in which version', () => {
    for (const schema of [MailingSchema, RequestSchema]) {
      expect(schema['~standard'].version).toBe(1);
      expect(schema['~standard'].vendor).toBe('viber-mailing');
    }
  });

  it('give a copy of what keeps the rules', () => {
    const result = RequestSchema['~standard'].validate(sample);
    expect(result).toEqual({ value: sample });
    expect(untyped(result).value).not.toBe(sample);
    expect(untyped(result).value.messages[0].delivery_list).not.toBe(sample.messages[0].delivery_list);
    expect(MailingSchema['~standard'].validate(bulk)).toEqual({ value: bulk });
  });

  it('give the sentence and the path of every fault, without throwing', () => {
    const refused = thrown(() =>
      parseRequest({ token: 't', messages: [{ ...bulk, alphaname_id: '1', delivery_list: ['1', '2'] }] }),
    );
    const result = RequestSchema['~standard'].validate({
      token: 't',
      messages: [{ ...bulk, alphaname_id: '1', delivery_list: ['1', '2'] }],
    });
    expect(result.issues).toEqual([
      { message: refused.issues[0]?.message, path: ['messages', 0, 'delivery_list', 0] },
      { message: refused.issues[1]?.message, path: ['messages', 0, 'delivery_list', 1] },
    ]);
    expect(MailingSchema['~standard'].validate(null)).toEqual({ issues: [{ message: expect.any(String), path: [] }] });
  });

  it('give the first 100 faults of a longer list', () => {
    const personal = { message_type: 'personal', content: { type: 'text' } };
    const oneFault = { phone: '1', text: 'T' };
    const delivery_list = [oneFault, ...Array(250).fill({ phone: '1', text: '' })];
    const { issues = [] } = MailingSchema['~standard'].validate({ ...personal, delivery_list });
    expect(issues).toHaveLength(100);
    expect(issues.at(-1)?.path).toEqual(['delivery_list', 50, 'phone']);
  });

  it('ask for a sender in a request, and not in a mailing alone', () => {
    expect(MailingSchema['~standard'].validate(bulk).issues).toBeUndefined();
    expect(RequestSchema['~standard'].validate({ token: 't', messages: [bulk] }).issues).toHaveLength(1);
  });
});
