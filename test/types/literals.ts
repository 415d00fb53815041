/** A literal in the place of a program where it is judged. */
export interface Literal {
  readonly place: Place;
  readonly value: string | number;
}

export const places = {
  name: (literal: string) => `mailing(${literal})`,
  named: (literal: string) => `mailing().named(${literal})`,
  sender: (literal: string) => `mailing().from(${literal})`,
  time: (literal: string) => `mailing().at(${literal})`,
  zone: (literal: string) => `mailing().at(new Date(0), ${literal})`,
  text: (literal: string) => `mailing().bulk().text(${literal})`,
  image: (literal: string) => `mailing().bulk().image(${literal})`,
  caption: (literal: string) => `mailing().bulk().button({ caption: ${literal}, link, image, text })`,
  buttonLink: (literal: string) => `mailing().bulk().button({ caption: text, link: ${literal}, image, text })`,
  buttonImage: (literal: string) => `mailing().personal().button({ caption: text, image: ${literal} })`,
  phone: (literal: string) => `bulk.to(${literal})`,
  phoneInList: (literal: string) => `bulk.to(['375291111111', ${literal}])`,
  phoneInRow: (literal: string) => `texts.to([{ phone: ${literal}, text }])`,
  textInRow: (literal: string) => `texts.to([{ phone, text: ${literal} }])`,
  linkInRow: (literal: string) => `buttons.to([{ phone: '375291111111', text: 'Hello', link: ${literal} }])`,
  callbackUrl: (literal: string) => `request({ token: text, callbackUrl: ${literal} })`,
  requestSender: (literal: string) => `request({ token: text, from: ${literal} })`,
  token: (literal: string) => `request({ token: ${literal} })`,
} as const;

export type Place = keyof typeof places;

/** What each program has before the literals. */
export const prelude = `import { mailing, request } from 'viber-mailing';
declare const text: string, link: string, image: string, phone: string;
const bulk = mailing().bulk().text(text);
const texts = mailing().personal().text();
const buttons = mailing().personal().button({ caption: text, image });
`;

/** Literals on both sides of each rule. */
export function literals(): Literal[] {
  const of =
    (...of: Place[]) =>
    (values: Iterable<string | number>) =>
      [...values].flatMap((value) => of.map((place): Literal => ({ place, value })));
  return [
    ...of('name', 'named', 'text', 'caption', 'textInRow')(texts()),
    ...of('sender', 'requestSender')(senders()),
    ...of('time')(times()),
    ...of('zone')(zones()),
    ...of('phone', 'phoneInList', 'phoneInRow')(phones()),
    ...of('image', 'buttonImage', 'buttonLink', 'linkInRow', 'callbackUrl')(links()),
    ...of('buttonLink', 'linkInRow')(longLinks()),
    ...of('token')(tokens()),
  ];
}

function texts() {
  return ['', ' ', 'a', '0', 'Привет', '🙂', '-', 'https://shop.example.com', "it's", '"', '\n', '`$x`', 'x'.repeat(2000)];
}

function* senders() {
  yield* [
    '',
    '0',
    '007',
    '444',
    '12345678901234567890123',
    '-1',
    '+1',
    '4.5',
    '1e3',
    '0x1',
    ' 444',
    '444 ',
    '4 4',
    'Shop',
    '٤٤٤',
    '4n',
  ];
  yield* [0, 7, 444, 9_007_199_254_740_991, -1, 4.5, 1e3, 1e20, 1e21, 1e300, 0.1, 12_345_678_901_234_568];
  for (const digits of [1, 2, 10, 17, 20]) yield '123456789'.repeat(3).slice(0, digits);
  for (const letter of 'aZ_.-/(#') yield `44${letter}4`;
}

function* times() {
  for (const month of ['00', '01', '09', '10', '12', '13', '20', '99']) yield `2027-${month}-15T10:00:00`;
  yield* ['2028-02-29T23:59:59', '2027-02-29T23:59:59', '2027-02-30T10:00:00', '2027-01-32T10:00:00', '2027-01-15T24:00:00'];
  yield* ['2027-01-15T10:60:00', '2027-01-15T10:00:60', '0000-01-01T00:00:00', '9999-12-31T23:59:59', '0004-02-29T00:00:00'];
  const good = '2026-11-27T10:00:00';
  for (let i = 0; i < good.length; i++) for (const other of ['', ' ', 'x', '-']) yield good.slice(0, i) + other + good.slice(i + 1);
  yield* [
    '',
    'tomorrow',
    '2026-11-27',
    '10:00:00',
    '27.11.2026 10:00',
    '2026-11-27 10:00:00',
    '2026-11-27T10:00',
    '2026-11-27t10:00:00',
  ];
  yield* ['Z', 'z', '.000', '.000Z', '+03:00', '-0300', '+03:00[Europe/Minsk]', '[Europe/Minsk]', ' ', '\n'].map(
    (end) => good + end,
  );
  yield* ['2026-11-27 10:00:00+03:00', '2026-11-27T10:00Z'];
  yield* [1_795_773_600_000, 0];
}

function zones() {
  return [
    'Europe/Minsk',
    'UTC',
    'BST',
    'MSK',
    'Belarus',
    'Etc/GMT+3',
    'Etc/GMT-12',
    'Minsk',
    'America/New_York',
    'Asia/Kolkata',
    '',
    ' ',
    '+03:00',
    '-03:00',
    '03:00',
    '3',
    '/',
    '_',
    '(Minsk)',
  ];
}

function* phones() {
  for (const digits of [0, 1, 6, 7, 8, 12, 15, 16, 20]) yield '4829111111111111111111'.slice(0, digits);
  const good = '375291111111';
  for (const place of [0, 5, good.length]) {
    for (const other of ['+', '-', ' ', '.', ',', '(', ')', 'a', 'e', 'n', '_', '\n', '\u00a0']) {
      yield good.slice(0, place) + other + good.slice(place);
    }
  }
  yield* [
    `0${good}`,
    '+375 (29) 111-11-11',
    '0x1234567',
    '1e10',
    '1234567.0',
    '12345678n',
    '-1234567',
    '80291111111',
    '3752911111',
  ];
  yield* [375_291_111_111, 0, -375_291_111_111, 1e21];
}

const hosts = [
  'shop.example.com',
  'a.by',
  'пример.бел',
  'example.com.',
  'user@a.by',
  'a.by:80',
  '8.8.8.8',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'localhost:3000',
  'intranet',
  'undefined',
  'user@intranet',
  '[::1]',
  '[2001:db8::1]:80',
  '127.0.0.1',
  'shop.local',
  'a.by:99999',
  'a b.by',
  '',
];

const tails = [
  '',
  '/',
  '/sale.jpg',
  '/a/b.c/d',
  '?x',
  '#x',
  '?u=/a.b/',
  '/a?u=https://b.by/c',
  '/v1.2/b',
  '/.',
  '/a\u00a0',
  '/a b',
  '/\t',
  '/a\n',
];

function* links() {
  for (const host of hosts) for (const tail of tails) yield `https://${host}${tail}`;
  for (const scheme of [
    '',
    'http:',
    '//',
    'ftp://',
    'httpx://',
    'http s://',
    ' https://',
    'http://',
    'Http://',
    'HTTPS://',
    'mailto:',
    'viber://',
  ]) {
    yield `${scheme}shop.example.com/sale.jpg`;
    yield `${scheme}localhost/sale.jpg`;
  }
  yield* ['', ' ', 'x', 'https', 'https://', 'http://', 'shop', '/sale.jpg', './sale.jpg', 'www.example.com'];
}

function* longLinks() {
  for (const length of [149, 150, 151, 152, 300]) {
    yield 'https://shop.example.com/'.padEnd(length, 'x');
    // A letter is one character, whatever its bytes; one outside the basic plane is two.
    yield 'https://shop.example.com/'.padEnd(length, 'ы');
    if (length <= 150) yield `https://shop.example.com/${'🙂'.repeat(10)}`.padEnd(length, 'x');
    yield 'https://localhost:8080/'.padEnd(length, 'x');
    yield 'ftp://shop.example.com/'.padEnd(length, 'x');
    yield 'https://shop.example.com/ '.padEnd(length, 'x');
  }
}

function tokens() {
  return ['', ' ', 'my-token', 'a b', ' a', 'a\n', '\t', 'a\u00a0b', '~!@#$%^&*()'];
}
