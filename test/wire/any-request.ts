import fc from 'fast-check';
import type { MailingJson, RequestJson } from 'viber-mailing';
import { contentTypes, type Field, type KindRow, recipientFields } from '../../src/wire/content-types.js';
import { specialUseNames } from '../../src/wire/link.js';

/** Requests that keep every rule, of all five kinds, for tests of what holds for any of them. */

export const anyPhone = fc.oneof(
  fc.stringMatching(/^375[0-9]{9}$/),
  fc.stringMatching(/^7[0-9]{10}$/),
  fc.stringMatching(/^1[0-9]{6,14}$/),
  fc.stringMatching(/^(?:20|39|44|48|66|86|98)[0-9]{5,13}$/),
  fc.stringMatching(/^(?:21[1-36]|291|37[0-4]|380|423|599|692|856|968|998)[0-9]{4,12}$/),
);

/** Any text of whole characters, not all of them blank: letters of all scripts, emoji, control characters, quotes. */
export const anyText = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.constantFrom('Hello', '*bold*', 'Привет, Анна', '"', '\\', '\u2028', '🎉', ' '),
  )
  .map((text) => (/[!-~а-яё🎉]/iu.test(text) ? text : `${text}!`));

const specialUse = new RegExp(`\\.(?:${specialUseNames})$`, 'i');
const anyHost = fc.oneof(
  fc.domain().filter((host) => !specialUse.test(host)),
  fc.constantFrom('shop.example.com', 'xn--80ak6aa92e.com', 'магазин.бел', 'shop.example.com.', 'my_shop.example.com'),
  fc.constantFrom('8.8.8.8', '172.32.0.1', '192.169.0.1', '100.63.0.1'),
);

const anyPath = fc.oneof(
  fc.constantFrom('', '/', '/sale.jpg', '/распродажа', '?id=1&utm=%20', '#top', '/a:b@c'),
  fc.stringMatching(/^\/[!-~]{0,60}$/),
);

export const anyImage = fc
  .tuple(fc.constantFrom('https://', 'http://', 'HTTPS://'), anyHost, fc.constantFrom('', ':443', ':8080'), anyPath)
  .map((parts) => parts.join(''));

export const anyLink = fc.oneof(anyImage, fc.constantFrom('https://user:password@shop.example.com/', 'http://@a.by'));

export const anyButtonLink = anyLink.filter((link) => link.length <= 150);

export const anySender = fc.stringMatching(/^[0-9]{1,10}$/);

export const anySchedule = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19));

const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 5 });

export const anyToken = fc.stringMatching(/^[!-~]{1,40}$/);

/** A value of each field. */
const anyField: Readonly<Record<Field, fc.Arbitrary<string>>> = {
  token: anyToken,
  callback_url: anyLink,
  alphaname_id: anySender,
  name: anyText,
  schedule_time: anySchedule,
  image_url: anyImage,
  button_link: anyButtonLink,
  caption: anyText,
  text: anyText,
  phone: anyPhone,
};

const record = (fields: readonly Field[], type = {}) =>
  fc.record({ ...type, ...Object.fromEntries(fields.map((field) => [field, anyField[field]])) }, { noNullPrototype: true });

type Kind = Pick<MailingJson, 'message_type' | 'content' | 'delivery_list'>;

/** Each kind that exists, by the table that the parser goes by. */
const kinds = Object.entries(contentTypes).flatMap(([message_type, rows]) =>
  Object.entries<KindRow>(rows).flatMap(([type, row]) => {
    if ('refused' in row) return [];
    return fc.record({
      message_type: fc.constant(message_type),
      content: record(row.content, { type: fc.constant(type) }),
      delivery_list: list<unknown>(row.recipients === 'phones' ? anyPhone : record(recipientFields[row.recipients])),
    }) as fc.Arbitrary<unknown> as fc.Arbitrary<Kind>;
  }),
);

interface Optional {
  alphaname_id?: string;
  name?: string;
  schedule_time?: string;
}

const assembled = ([{ alphaname_id, name, schedule_time }, { message_type, content, delivery_list }]: [Optional, Kind]) =>
  ({
    ...(alphaname_id === undefined ? {} : { alphaname_id }),
    ...(name === undefined ? {} : { name }),
    message_type,
    ...(schedule_time === undefined ? {} : { schedule_time }),
    content,
    delivery_list,
  }) as MailingJson;

const optional = { alphaname_id: anySender, name: anyText, schedule_time: anySchedule };

/** A mailing, its keys in the order of the documentation. */
export const anyMailing: fc.Arbitrary<MailingJson> = fc
  .tuple(fc.record(optional, { requiredKeys: [] }) as fc.Arbitrary<Optional>, fc.oneof(...kinds))
  .map(assembled);

const anyMailingWithSender = fc
  .tuple(fc.record(optional, { requiredKeys: ['alphaname_id'] }) as fc.Arbitrary<Optional>, fc.oneof(...kinds))
  .map(assembled) as fc.Arbitrary<RequestJson['messages'][number]>;

/** A request, likewise. */
export const anyRequest: fc.Arbitrary<RequestJson> = fc
  .tuple(anyToken, fc.option(anyLink, { nil: undefined }), fc.array(anyMailingWithSender, { minLength: 1, maxLength: 3 }))
  .map(([token, callback_url, messages]) => ({ token, ...(callback_url === undefined ? {} : { callback_url }), messages }));
