import { readFileSync } from 'node:fs';
import { parseRequest } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { changed, type Place, places, valueAt } from './any-mutant.js';
import { faults } from './thrown.js';

const sample = JSON.parse(readFileSync(new URL('sample-request.json', import.meta.url), 'utf8'));

// The sample's mailings, by their place in it.
const personalButton = 0;
const personalText = 1;
const bulkButton = 2;
const bulkText = 3;
const bulkImage = 4;

/** What the parser says of the sample with another value in one place; `undefined` takes the part out. */
const said = (place: Place, value: unknown) => faults(() => parseRequest(changed(sample, place, value)));

const takes = (place: Place, ...values: readonly unknown[]) => {
  for (const value of values) expect(() => parseRequest(changed(sample, place, value)), String(value)).not.toThrow();
};

const refuses = (place: Place, refusal: string, ...values: readonly unknown[]) => {
  for (const value of values) expect(said(place, value), JSON.stringify(value)).toEqual([refusal]);
};

const noString = [5, true, [], {}];
const other = [null, ...noString];

it('the sample keeps every rule', () => {
  expect(JSON.stringify(parseRequest(sample), null, 2)).toBe(JSON.stringify(sample, null, 2));
});

describe('the request', () => {
  it('is an object of token, callback_url and messages, and of nothing else', () => {
    for (const value of [null, 5, [], undefined, true]) expect(faults(() => parseRequest(value))).toEqual([': not_object']);
    refuses(['tokens'], 'tokens: unknown_key', 'x');
    refuses(['callbackUrl'], 'callbackUrl: unknown_key', 'https://a.by');
    expect(faults(() => parseRequest({}))).toEqual(['token: missing_key', 'messages: no_mailings']);
  });

  it('token: required string, printable ASCII without spaces', () => {
    takes(['token'], 't', '!~"\\{}', 'eyJpdiI6Ij/+==');
    refuses(['token'], 'token: missing_key', undefined);
    refuses(['token'], 'token: token_missing', '', null);
    refuses(
      ['token'],
      'token: token_format',
      ' ',
      'my token',
      'token\n',
      '\ttoken',
      'ключ',
      'to\u0000ken',
      'tok\u007fen',
      ...noString,
    );
  });

  it('callback_url: optional string, an absolute http(s) URL', () => {
    takes(['callback_url'], undefined, 'https://a.by/hook', 'https://user:password@a.by/hook');
    refuses(['callback_url'], 'callback_url: link_private', 'http://localhost:3000/', 'http://10.0.0.1/hook');
    refuses(['callback_url'], 'callback_url: link_format', '', 'a.by', 'ftp://a.by');
    refuses(['callback_url'], 'callback_url: null_part', null);
    refuses(['callback_url'], 'callback_url: not_string', ...noString);
  });

  it('messages: required array of mailings, at least one', () => {
    refuses(['messages'], 'messages: no_mailings', undefined, []);
    refuses(['messages'], 'messages: not_array', null, 5, 'text', {}, sample.messages[0]);
    refuses(['messages'], 'messages[0]: not_object', [null], ['text'], [5], [[]], [sample.messages]);
  });
});

describe('a mailing', () => {
  it('alphaname_id: a string of digits, which every mailing of a request has', () => {
    takes(['messages', 0, 'alphaname_id'], '0', '444', '007', '12345678901234567890');
    refuses(['messages', 0, 'alphaname_id'], 'messages[0].alphaname_id: sender_missing', undefined);
    refuses(
      ['messages', 0, 'alphaname_id'],
      'messages[0].alphaname_id: sender_format',
      '',
      'Shop',
      '44 4',
      '-1',
      '4.4',
      '٤٤٤',
      ...noString.slice(1),
    );
    refuses(['messages', 0, 'alphaname_id'], 'messages[0].alphaname_id: sender_number', 444, 4.5);
    refuses(['messages', 0, 'alphaname_id'], 'messages[0].alphaname_id: sender_missing', null);
  });

  it('name: a string that is not empty; may be left out', () => {
    takes(['messages', 4, 'name'], undefined, 'x', ' x', 'Чёрная пятница 🎉');
    refuses(['messages', 4, 'name'], 'messages[4].name: name_empty', '', ' ', '\u200b');
    refuses(['messages', 4, 'name'], 'messages[4].name: null_part', null);
    refuses(['messages', 4, 'name'], 'messages[4].name: not_string', ...noString);
    refuses(['messages', 4, 'name'], 'messages[4].name: ill_formed', 'half \ud83c');
  });

  it('message_type: bulk or personal', () => {
    refuses(['messages', 3, 'message_type'], 'messages[3].message_type: missing_key', undefined);
    refuses(['messages', 3, 'message_type'], 'messages[3].message_type: message_type', 'Bulk', '', 'toString', ...other);
  });

  it('schedule_time: optional, YYYY-MM-DDTHH:mm:ss, a real date and time', () => {
    const place = ['messages', 2, 'schedule_time'];
    takes(place, undefined, '2024-02-29T00:00:00', '2000-02-29T23:59:59', '2026-12-31T23:59:59', '2026-01-01T00:00:00');
    takes(place, ...['01', '03', '05', '07', '08', '10', '12'].map((month) => `2026-${month}-31T10:00:00`));
    takes(
      place,
      ...['04', '06', '09', '11'].map((month) => `2026-${month}-30T10:00:00`),
      '2026-02-28T10:00:00',
      '2400-02-29T10:00:00',
    );
    refuses(
      place,
      'messages[2].schedule_time: schedule_format',
      ...['2024-02-30T10:00:00', '2023-02-29T10:00:00', '1900-02-29T10:00:00', '2100-02-29T10:00:00', '2026-02-29T10:00:00'],
      ...['04', '06', '09', '11'].map((month) => `2026-${month}-31T10:00:00`),
      ...['01', '03', '05', '07', '08', '10', '12'].map((month) => `2026-${month}-32T10:00:00`),
      ...['2026-00-10T10:00:00', '2026-13-10T10:00:00', '2026-10-00T10:00:00'],
      ...['2026-10-10T24:00:00', '2026-10-10T10:60:00', '2026-10-10T10:00:60', '2026-10-10T1:00:00', '2026-10-10T10:00'],
      ...['2026-10-10 10:00:00', '2026-10-10T10:00:00.0', '10.10.2026 10:00'],
      ...['', ' 2026-10-10T10:00:00', '2026-10-10T10:00:00\n', true, [], {}],
    );
    refuses(
      place,
      'messages[2].schedule_time: schedule_moment',
      ...['2026-10-10T10:00:00Z', '2026-10-10T10:00:00+03:00', '2026-10-10T10:00:00.000Z', 1791622800, 5],
    );
    refuses(place, 'messages[2].schedule_time: null_part', null);
  });

  it('content: an object whose type is text, image or button', () => {
    refuses(['messages', 3, 'content'], 'messages[3].content: missing_key', undefined);
    refuses(['messages', 3, 'content'], 'messages[3].content: not_object', null, 5, 'text', []);
    refuses(['messages', 3, 'content', 'type'], 'messages[3].content.type: missing_key', undefined);
    refuses(
      ['messages', 3, 'content', 'type'],
      'messages[3].content.type: content_type',
      'Text',
      '',
      'sticker',
      'constructor',
      ...other,
    );
  });

  it('delivery_list: an array, at least one recipient', () => {
    for (const index of [personalButton, personalText, bulkButton, bulkText, bulkImage]) {
      refuses(['messages', index, 'delivery_list'], `messages[${index}].delivery_list: no_recipients`, undefined, []);
      refuses(['messages', index, 'delivery_list'], `messages[${index}].delivery_list: not_array`, null, 5, '375291111111', {});
    }
  });

  it('delivery_list of a bulk mailing: phones', () => {
    for (const index of [bulkButton, bulkText, bulkImage])
      refuses(
        ['messages', index, 'delivery_list', 1],
        `messages[${index}].delivery_list[1]: phone_format`,
        { phone: '375291111111' },
        ['375291111111'],
      );
  });

  it('delivery_list of a personal mailing: objects', () => {
    for (const index of [personalButton, personalText])
      refuses(
        ['messages', index, 'delivery_list', 0],
        `messages[${index}].delivery_list[0]: not_object`,
        '375291111111',
        5,
        null,
        [],
        ['375291111111', 'T'],
      );
  });

  it('a phone: 7 to 15 digits that begin with a country code, 12 of them after 375, 11 after 7', () => {
    const good = ['1234567', '123456789012345', '375291111111', '79161234567', '9000000'];
    const faulty = {
      phone_format: [
        ...['123456', '1234567890123456', '0375291111111', '+375291111111', '375 29 111 11 11', '375-29-1111111'],
        ...['37529111111a', '٣٧٥٢٩١١١١١١١', '375291111111\n', ' 375291111111', '375291111111.0', '3.75e11', true, [], {}],
      ],
      phone_country: ['80291111111', '89161234567', '80172000000', '2101234567', '6841234567', '9991234567'],
      phone_length: ['37529111111', '3752911111111', '37529111', '7916123456', '791612345678', '7777777'],
      phone_string: [375291111111, 5],
      phone_missing: [null, ''],
    };
    takes(['messages', bulkText, 'delivery_list', 0], ...good);
    takes(['messages', personalText, 'delivery_list', 0, 'phone'], ...good);
    for (const [code, values] of Object.entries(faulty)) {
      refuses(['messages', bulkText, 'delivery_list', 0], `messages[3].delivery_list[0]: ${code}`, ...values);
      refuses(['messages', personalText, 'delivery_list', 0, 'phone'], `messages[1].delivery_list[0].phone: ${code}`, ...values);
      refuses(['messages', personalButton, 'delivery_list', 1, 'phone'], `messages[0].delivery_list[1].phone: ${code}`, ...values);
    }
  });
});

describe('which fields go where', () => {
  const content = { type: '', text: 'T', image_url: 'https://a.by/i.png', button_link: 'https://a.by/l', caption: 'C' };
  const recipient = { phone: '375291111111', text: 'T', button_link: 'https://a.by/l' };

  it.each([
    ['bulk text', bulkText, ['type', 'text'], undefined],
    ['bulk image', bulkImage, ['type', 'image_url'], undefined],
    ['bulk button', bulkButton, ['type', 'image_url', 'button_link', 'caption', 'text'], undefined],
    ['personal text', personalText, ['type'], ['phone', 'text']],
    ['personal button', personalButton, ['type', 'image_url', 'caption'], ['phone', 'text', 'button_link']],
  ])('%s', (_, index, inContent, inRecipient) => {
    expect(Object.keys(sample.messages[index].content)).toEqual(inContent);
    for (const [key, value] of Object.entries(content)) {
      const path = `messages[${index}].content.${key}`;
      if (!inContent.includes(key)) expect(said(['messages', index, 'content', key], value)).toEqual([`${path}: unknown_key`]);
      else expect(said(['messages', index, 'content', key], undefined)).toEqual([`${path}: missing_key`]);
    }
    if (inRecipient === undefined) return;
    expect(Object.keys(sample.messages[index].delivery_list[1])).toEqual(inRecipient);
    for (const [key, value] of Object.entries(recipient)) {
      const path = `messages[${index}].delivery_list[1].${key}`;
      if (!inRecipient.includes(key))
        expect(said(['messages', index, 'delivery_list', 1, key], value)).toEqual([`${path}: unknown_key`]);
      else expect(said(['messages', index, 'delivery_list', 1, key], undefined)).toEqual([`${path}: missing_key`]);
    }
  });

  it('personal image: does not exist', () => {
    expect(said(['messages', bulkImage, 'message_type'], 'personal')).toContain('messages[4].content.type: personal_image');
    const image = { type: 'image', image_url: 'https://a.by/i.png' };
    expect(said(['messages', personalText, 'content'], image)).toEqual(['messages[1].content.type: personal_image']);
    expect(said(['messages', personalButton, 'content'], image)).toEqual(['messages[0].content.type: personal_image']);
  });
});

describe('values', () => {
  it('button_link must not exceed 150 characters', () => {
    const link = (length: number) => 'https://a.by/'.padEnd(length, 'x');
    takes(['messages', bulkButton, 'content', 'button_link'], link(150));
    takes(['messages', personalButton, 'delivery_list', 0, 'button_link'], link(150));
    refuses(
      ['messages', bulkButton, 'content', 'button_link'],
      'messages[2].content.button_link: link_length',
      link(151),
      link(2000),
    );
    refuses(
      ['messages', personalButton, 'delivery_list', 0, 'button_link'],
      'messages[0].delivery_list[0].button_link: link_length',
      link(151),
    );
    takes(['messages', bulkImage, 'content', 'image_url'], link(151));
    takes(['callback_url'], link(151));
  });

  it('image_url must be publicly available: no loopback, private or link-local address, no host without a dot, no credentials', () => {
    for (const [index, path] of [bulkImage, bulkButton, personalButton].map(
      (index) => [index, `messages[${index}].content.image_url`] as const,
    )) {
      takes(['messages', index, 'content', 'image_url'], 'https://shop.example.com/i.png', 'http://8.8.8.8/i.png');
      refuses(
        ['messages', index, 'content', 'image_url'],
        `${path}: image_private`,
        ...[
          'http://127.0.0.1/',
          'http://10.0.0.1/',
          'http://172.16.0.1/',
          'http://192.168.1.1/',
          'http://169.254.1.1/',
          'http://localhost/',
        ],
        ...['http://shop/i.png', 'https://user:password@shop.example.com/', 'http://[::1]/', 'http://[fe80::1]/'],
      );
    }
  });

  it('links are absolute http(s) URLs', () => {
    const bad = [
      '',
      'a.by',
      '/l',
      '//a.by/l',
      'https:/a.by',
      'https://',
      'ftp://a.by',
      'javascript:alert(1)',
      'viber://chat',
      ' https://a.by',
      'https://a.by/ l',
    ];
    refuses(['messages', bulkButton, 'content', 'button_link'], 'messages[2].content.button_link: link_format', ...bad);
    refuses(['messages', bulkButton, 'content', 'image_url'], 'messages[2].content.image_url: link_format', ...bad);
    refuses(['messages', bulkImage, 'content', 'image_url'], 'messages[4].content.image_url: link_format', ...bad);
    refuses(
      ['messages', personalButton, 'delivery_list', 0, 'button_link'],
      'messages[0].delivery_list[0].button_link: link_format',
      ...bad,
    );
    refuses(['messages', bulkButton, 'content', 'button_link'], 'messages[2].content.button_link: not_string', ...other);
    refuses(['messages', bulkImage, 'content', 'image_url'], 'messages[4].content.image_url: not_string', ...other);
  });

  it('texts, captions, names and ids are not empty', () => {
    refuses(['messages', bulkText, 'content', 'text'], 'messages[3].content.text: text_empty', '');
    refuses(['messages', bulkButton, 'content', 'text'], 'messages[2].content.text: text_empty', '');
    refuses(['messages', personalText, 'delivery_list', 0, 'text'], 'messages[1].delivery_list[0].text: text_empty', '');
    refuses(['messages', personalButton, 'delivery_list', 1, 'text'], 'messages[0].delivery_list[1].text: text_empty', '');
    refuses(['messages', bulkButton, 'content', 'caption'], 'messages[2].content.caption: caption_empty', '');
    refuses(['messages', personalButton, 'content', 'caption'], 'messages[0].content.caption: caption_empty', '');
    refuses(['messages', personalText, 'name'], 'messages[1].name: name_empty', '');
    refuses(['messages', personalText, 'alphaname_id'], 'messages[1].alphaname_id: sender_format', '');
  });

  it('texts, captions and names are strings', () => {
    refuses(['messages', bulkText, 'content', 'text'], 'messages[3].content.text: not_string', ...other);
    refuses(['messages', personalText, 'delivery_list', 0, 'text'], 'messages[1].delivery_list[0].text: not_string', ...other);
    refuses(['messages', personalButton, 'content', 'caption'], 'messages[0].content.caption: not_string', ...other);
  });

  it('every string is well-formed Unicode', () => {
    for (const place of places(sample)) {
      const text = valueAt(sample, place);
      if (typeof text !== 'string') continue;
      for (const half of ['\ud83c', '\udf89', '\udf89\ud83c'])
        for (const broken of [`${text}${half}`, `${half}${text}`])
          expect(() => parseRequest(changed(sample, place, broken)), place.join('.')).toThrow();
    }
    refuses(['messages', bulkText, 'content', 'text'], 'messages[3].content.text: ill_formed', '\ud83c', 'a\udf89');
    refuses(
      ['messages', bulkButton, 'content', 'button_link'],
      'messages[2].content.button_link: ill_formed',
      'https://a.by/\ud83c',
    );
    refuses(['messages', bulkImage, 'content', 'image_url'], 'messages[4].content.image_url: ill_formed', 'https://a.by/\ud83c');
    refuses(['messages', personalButton, 'content', 'caption'], 'messages[0].content.caption: ill_formed', '\udf89');
    refuses(['messages', personalText, 'delivery_list', 1, 'text'], 'messages[1].delivery_list[1].text: ill_formed', 'a\ud83c');
    takes(['messages', bulkText, 'content', 'text'], '🎉', '\u{10ffff}', '\uffff');
  });
});

it('nothing is limited that the documentation does not limit', () => {
  takes(['messages', bulkText, 'content', 'text'], 'x'.repeat(100_000));
  takes(['messages', bulkButton, 'content', 'caption'], 'x'.repeat(1000));
  takes(['messages', bulkText, 'name'], 'x'.repeat(10_000));
  takes(
    ['messages', bulkText, 'delivery_list'],
    Array.from({ length: 50_000 }, (_, index) => String(375290000000 + index)),
  );
  takes(['token'], 'x'.repeat(10_000));
});
