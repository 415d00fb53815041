import {
  createClient,
  InvalidInputError,
  MailingSchema,
  mailing,
  parseMailing,
  parseRequest,
  readAnswer,
  request,
} from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/client/redact.ts';
import { thrown } from '../wire/thrown.ts';

const image = 'https://shop.example.com/a.jpg';
const draft = (): any => mailing();

describe('how often a long list is looked at grows with its length, and not with the square of it', () => {
  const rows = (length: number, row: (index: number) => unknown) => Array.from({ length }, (_, index) => row(index));
  const good = (index: number) => ({ phone: String(375290000000 + index), text: 'Hello' });
  const json = (list: unknown) => ({ message_type: 'personal', content: { type: 'text' }, delivery_list: list });

  it.each<[string, (index: number) => unknown, (list: any) => unknown]>([
    ['recipients', good, (list) => draft().personal().text().to(list)],
    ['faulty recipients', () => ({ phone: '+', text: '' }), (list) => draft().personal().text().to(list)],
    [
      'faulty recipients that are left out',
      () => ({ phone: '+' }),
      (list) =>
        draft()
          .personal()
          .text()
          .to([good(0), ...list], { onInvalid() {} }),
    ],
    [
      'rows and a mapper',
      good,
      (list) =>
        draft()
          .bulk()
          .text('Hello')
          .to(list, (row: any) => row.phone),
    ],
    ['equal recipients', () => good(0), (list) => draft().personal().text().to(list).unique()],
    ['recipients of a mailing in JSON', good, (list) => parseMailing(json(list))],
    ['faulty recipients in JSON', () => ({ phone: 7 }), (list) => parseMailing(json(list))],
    ['recipients for the schema', good, (list) => MailingSchema['~standard'].validate(json(list))],
    [
      'mailings in JSON',
      () => ({ alphaname_id: '444', ...json([good(0)]) }),
      (list) => parseRequest({ token: 'my-token', messages: list }),
    ],
    [
      'mailings of a request',
      () => draft().from('444').bulk().text('Hello').to('375291111111'),
      (list) => request({ token: 'my-token' }).add(list),
    ],
    ['mailings that are none', () => 7, (list) => request({ token: 'my-token' }).add(list)],
  ])('%s', (_, row, enter) => {
    const looks = (length: number) => {
      let count = 0;
      try {
        enter(counted(rows(length, row), () => count++));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
      }
      return count;
    };
    const [few, many] = [looks(300), looks(3000)];
    expect(few).toBeGreaterThanOrEqual(300);
    expect(many / few).toBeLessThan(11);
  });

  it.each<[string, (value: any) => unknown]>([
    ['keys that are none of the API', (value) => parseMailing({ ...json([good(0)]), ...value })],
    ['options that do not exist', (value) => createClient({ token: 'my-token', ...value })],
    ['options of a request that do not exist', (value) => request({ token: 'my-token', ...value })],
  ])('%s are refused, the first hundred of them by name', (_, enter) => {
    const keys = Object.fromEntries(rows(100_000, (index) => [`key${index}`, index]) as [string, unknown][]);
    const error = thrown(() => enter(keys));
    expect(error.total).toBe(100_000);
    expect(error.issues).toHaveLength(100);
    expect(error.message.length).toBeLessThan(2000);
  });
});

// With the square of so many steps, one of these would take minutes.
describe('the longest text is read in one go', () => {
  const long = 200_000;
  const pieces = [
    'a',
    'a.',
    '1.',
    '0',
    '9',
    '@',
    ':',
    ':1',
    '/',
    '//',
    '-',
    ' ',
    '\n',
    '%',
    '%2',
    '\\',
    '[',
    ']',
    '[:',
    '0x',
    'é',
    '👋',
    '\ud83d',
    '.',
    '..',
    '-.',
    'a@',
    'xn--',
    '#',
    '?',
    '2026-',
  ];
  const texts = pieces.flatMap((piece) => {
    const middle = piece.repeat(long / piece.length);
    return [
      middle,
      ...['https://', 'https://a@', 'http://1.1.1.', 'https://a.'].flatMap((head) => [
        head + middle,
        `${head}${middle} `,
        `${head}${middle}/`,
      ]),
    ];
  });

  it.each<[string, (text: any) => unknown]>([
    ['a name', (text) => mailing(text)],
    ['a sender', (text) => draft().from(text)],
    ['a schedule', (text) => draft().at(text)],
    ['a zone', (text) => draft().at(new Date(0), text)],
    ['a text', (text) => draft().bulk().text(text)],
    ['an image', (text) => draft().bulk().image(text)],
    ['a link', (text) => draft().bulk().button({ caption: 'Pay', link: text, image, text: 'Hello' })],
    ['a phone', (text) => draft().bulk().text('Hello').to(text)],
    ['a token', (text) => request({ token: text })],
    ['a callback', (text) => request({ token: 'my-token', callbackUrl: text })],
    ['a base URL', (text) => createClient({ token: 'my-token', baseUrl: text })],
    [
      'a mailing in JSON',
      (text) => parseMailing({ [text]: 1, name: text, message_type: text, content: { type: text, image_url: text } }),
    ],
    ['an answer', (text) => readAnswer({ error: text })],
  ])(
    '%s',
    (_, enter) => {
      for (const text of texts) {
        try {
          enter(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
          expect((error as Error).message.length).toBeLessThan(1000);
        }
      }
    },
    30_000,
  );

  it('what a server says', () => {
    const said = [
      '<',
      '<a',
      '<script>',
      '<script></script ',
      '<!--',
      '<!-- --',
      '>',
      '</',
      '&',
      '&#',
      '&#x',
      '&a',
      '&amp',
      '&amp;',
      '%',
      '%E2%82',
      '%25',
      '\\',
      '\\u',
      '\\u00',
      '\\\\',
      '\x1b',
      '\x1b[',
      '\x1b]',
      '\x9b1;',
      ' \t',
      '\u200b',
      '\ud83d',
    ];
    const nothing = { token: 't', messages: [] };
    for (const piece of said) expect(typeof redact(piece.repeat(65_536 / piece.length), () => nothing)).toBe('string');
  });
});

/** The same value, of which each look at each part of it is counted. */
function counted<T>(value: T, look: () => void): T {
  if (typeof value !== 'object' || value === null || '~internal' in value) return value;
  return new Proxy(value as object, {
    get(target, key, receiver) {
      look();
      return counted(Reflect.get(target, key, receiver), look);
    },
    has(target, key) {
      look();
      return Reflect.has(target, key);
    },
  }) as T;
}
