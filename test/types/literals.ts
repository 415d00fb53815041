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

/** Several thousand literals, on both sides of each rule. */
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
  for (let digits = 1; digits <= 20; digits++) yield '123456789'.repeat(3).slice(0, digits);
  for (const letter of 'abcxyzABCXYZ_.,:;/\\|()[]{}#$%&*') yield `44${letter}4`;
}

function* times() {
  for (let month = 0; month <= 13; month++) {
    for (let day = 0; day <= 32; day++) yield `2027-${two(month)}-${two(day)}T10:00:00`;
  }
  for (let hour = 0; hour <= 30; hour++) yield `2027-01-15T${two(hour)}:00:00`;
  for (let sixty = 55; sixty <= 65; sixty++) {
    yield `2027-01-15T10:${two(sixty)}:00`;
    yield `2027-01-15T10:00:${two(sixty)}`;
  }
  for (const year of [
    '0000',
    '0004',
    '1900',
    '2000',
    '2024',
    '2026',
    '2028',
    '2100',
    '2400',
    '9996',
    '9999',
    '4',
    '024',
    '12024',
    '20a4',
  ]) {
    for (const day of ['02-28', '02-29', '02-30', '12-31']) yield `${year}-${day}T23:59:59`;
  }
  const good = '2026-11-27T10:00:00';
  for (let i = 0; i < good.length; i++) {
    for (const other of ['', ' ', 'x', '-', '0', '٠', good.charAt(i).repeat(2)]) yield good.slice(0, i) + other + good.slice(i + 1);
  }
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
  yield* ['Z', '.000', '.000Z', '+03:00', '[Europe/Minsk]', ' ', '\n', '0'].map((end) => good + end);
  yield* [1_795_773_600_000, 0];
}

function zones() {
  return [
    'Europe/Minsk',
    'UTC',
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
  for (let digits = 0; digits <= 20; digits++) yield '3752911111111111111111'.slice(0, digits);
  const good = '375291111111';
  for (const end of [0, 1, 5, good.length]) {
    for (const other of ['+', '-', ' ', '0', '00', '.', ',', '(', ')', 'a', 'e', 'n', '_', '/', '\n', '\t', '\u00a0', '٣', '３']) {
      yield good.slice(0, end) + other + good.slice(end);
    }
  }
  yield* [
    '80291111111',
    '+375 (29) 111-11-11',
    '0x1234567',
    '1e10',
    '1234567.0',
    '12345678n',
    '-1234567',
    '9'.repeat(15),
    '1'.repeat(7),
  ];
  yield* [375_291_111_111, 0, -375_291_111_111, 1e21];
}

const hosts = [
  'shop.example.com',
  'a.by',
  'a.b.c.d.e.f.by',
  'xn--e1afmkfd.xn--p1ai',
  'пример.бел',
  'a_b.example.com',
  '-a.by',
  'example.com.',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'shop.localhost',
  'shop.LocalHost',
  'shop.localhost.',
  'localhost.com',
  'localhost-shop.com',
  'shop.local.com',
  'intranet',
  'a',
  '8.8.8.8',
  '127.0.0.1',
  '10.0.0.1',
  '10.0.0.1.com',
  '100.0.0.1',
  '169.254.1.1',
  '169.253.1.1',
  '172.15.0.1',
  '172.16.0.1',
  '172.31.0.1',
  '172.32.0.1',
  '192.168.0.1',
  '192.169.0.1',
  '0.0.0.0',
  '0.1',
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.5',
  '08.8.8.8',
  '8.8.8.08',
  '8.8.8.8.',
  '12345',
  'a.12',
  'a.1b',
  'a.0x1f',
  'a.0x',
  'a.0xg',
  '0x7f.1',
  '[::1]',
  '[2001:db8::1]',
  '[::ffff:8.8.8.8]',
  '[]',
  '[g]',
  '[::1',
  '::1]',
  '',
  '.',
  '..',
  '.a.by',
  'a..by',
  'a.by..',
  'a b.by',
  'a<b.by',
  'a>b.by',
  'a"b.by',
  'a^b.by',
  'a`b.by',
  'a{b}.by',
  'a|b.by',
  'a%20b.by',
  'a\\b.by',
  '<host>',
  '{host}.by',
  '$host.by',
  'user@a.by',
  'user:pass@a.by',
  '@a.by',
  'a@b@c.by',
  'a.by\\@b.by',
  ']\\@a.by',
  'a.by:80',
  'a.by:08080',
  'a.by:99999',
  'a.by:123456',
  'a.by:',
  'a.by:8o',
  'a.by:+8',
  '[::1]:80',
  '[::1]:x',
  '[::1]80',
  'user@[::1]',
];

const tails = [
  '',
  '/',
  '/sale.jpg',
  '/a/b.c/d',
  '?x',
  '#x',
  '/?x=1&y=%20',
  '/a?u=https://b.by/c',
  '?u=/a',
  '/ä',
  '/v1.2/b',
  '/a..b',
  '/.',
  '//',
  '/a@b:c|d',
  '/\u00a0',
  '/a b',
  '/a ',
  '/\t',
  '/a\n',
];

function* links() {
  for (const host of hosts) {
    yield `https://${host}/sale.jpg`;
    yield `http://${host}`;
    yield `HTTPS://${host}?x`;
  }
  for (const tail of tails) for (const host of ['shop.example.com', 'a', '8.8.8.8', 'localhost']) yield `https://${host}${tail}`;
  for (const scheme of [
    '',
    'http:',
    'http:/',
    'https:',
    '//',
    'ftp://',
    'httpx://',
    'http s://',
    'htp://',
    'hhttps://',
    ' https://',
    'Http://',
    'hTTpS://',
    'https:///',
    'mailto:',
    'javascript:',
    'data:',
    'viber://',
  ]) {
    yield `${scheme}shop.example.com/sale.jpg`;
  }
  yield* ['', ' ', 'x', 'https', 'https://', 'http://', 'shop', '/sale.jpg', './sale.jpg', 'www.example.com'];
}

function* longLinks() {
  for (const length of [148, 149, 150, 151, 152, 153, 300]) {
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

function two(number: number): string {
  return String(number).padStart(2, '0');
}
