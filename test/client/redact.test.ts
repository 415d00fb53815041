import type { RequestJson } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { redact } from '../../src/client/redact.ts';
import { echoing, letters, mangling } from './echoing.ts';

const asked: RequestJson = {
  token: '9f86d081884c7d659a2feaa0c55ad015',
  callback_url: 'https://shop.example.com/hook/kX7-pQ2-vB9',
  messages: [
    {
      alphaname_id: '444',
      name: 'Autumn',
      message_type: 'bulk',
      content: {
        type: 'button',
        image_url: 'https://cdn.example.com/pictures/Pm3nBv.jpg',
        button_link: 'https://shop.example.com/pay/Qw8rTy?a=1&b=%20x',
        caption: 'Оплатить заказ',
        text: 'Анна, Ваш заказ «Лён & <b>хлопок</b>» на 71.93 руб. "готов" 👋',
      },
      delivery_list: ['375291111111', '375292222222'],
    },
    {
      alphaname_id: '444',
      message_type: 'personal',
      content: { type: 'text' },
      delivery_list: [
        { phone: '375293333333', text: 'Пётр, код 48213' },
        { phone: '375294444444', text: 'Жанна, код 99117' },
      ],
    },
  ],
};
const reasonOf = (said: string, request = asked) => redact(said, () => request);

const bulk = asked.messages[0] as Extract<RequestJson['messages'][number], { message_type: 'bulk' }>;
const values: Readonly<Record<string, string>> = {
  token: asked.token,
  callback_url: asked.callback_url as string,
  ...Object.fromEntries(
    Object.entries(bulk.content)
      .filter(([key]) => key !== 'type')
      .map(([key, value]) => [`messages[0].content.${key}`, value]),
  ),
  'messages[0].delivery_list[1]': '375292222222',
  'messages[1].delivery_list[0].phone': '375293333333',
  'messages[1].delivery_list[1].text': 'Жанна, код 99117',
};

describe.each(Object.entries({ ...echoing, ...mangling }))('a value that is repeated %s', (_, echo) => {
  test.each(Object.entries(values))('is replaced by its path: %s', (path, value) => {
    const reason = reasonOf(`no: ${echo(value)}`);
    expect(reason).toContain(path);
    for (const piece of piecesOf(value)) expect(letters(reason.replaceAll(path, ''))).not.toContain(piece);
  });

  test('is replaced in the whole request, too', () => {
    const reason = reasonOf(echo(JSON.stringify(asked)));
    expect(reason).toContain('token');
    for (const value of Object.values(values)) for (const piece of piecesOf(value)) expect(letters(reason)).not.toContain(piece);
  });
});

/** Its letters and digits, from each end. */
function piecesOf(value: string): string[] {
  const all = letters(value.replace(/^https?:\/\/(?:shop|cdn)\.example\.com\//, '').replaceAll('%20', ' '));
  return [all.slice(0, 8), all.slice(-8), all.slice(3, 11)].filter((piece) => piece.length > 4);
}

describe.each(Object.entries(mangling))('a text with a code in it, repeated %s', (_, mangle) => {
  const text = 'Анна, ваш код 719355 и вход в кабинет: никому их не говорите';
  const request = (text: string): RequestJson => ({
    token: asked.token,
    messages: [{ alphaname_id: '1', message_type: 'bulk', content: { type: 'text', text }, delivery_list: ['375291111111'] }],
  });

  test('is replaced by its path', () => {
    expect(reasonOf(`bad text "${mangle(text)}", sorry`, request(text))).toBe('bad text "messages[0].content.text", sorry');
  });

  test('is found where it was sent like that', () => {
    expect(reasonOf(`bad text "${mangle(text)}", sorry`, request(mangle(text)))).toBe('bad text "messages[0].content.text", sorry');
  });

  test('leaves what the server says itself readable', () => {
    expect(reasonOf(mangle('Недостаточно средств на счёте №17, нужно 5 €'))).toBe('Недостаточно средств на счёте №17, нужно 5 €');
  });
});

describe('a phone', () => {
  test.each([
    ['invalid phone 375292222222', 'invalid phone messages[0].delivery_list[1]'],
    ['invalid phone +375292222222!', 'invalid phone messages[0].delivery_list[1]!'],
    ['+375 29 222-22-22 is blocked', 'messages[0].delivery_list[1] is blocked'],
    ['+375 (29) 222.22.22 is blocked', 'messages[0].delivery_list[1] is blocked'],
    ['[375291111111,375292222222]', '[messages[0].delivery_list[0],messages[0].delivery_list[1]]'],
    ['375291111111 375292222222', 'messages[0].delivery_list[0] messages[0].delivery_list[1]'],
    ['375291111111375292222222', 'messages[0].delivery_list[0]messages[0].delivery_list[1]'],
    ['８ 375２９３３３３３３３', '８ messages[1].delivery_list[0].phone'],
    ['no 8 029 222-22-22', 'no 8 0messages[0].delivery_list[1]'],
    ['recipient 37529222', 'recipient messages[0].delivery_list[1]'],
    ['recipient …22222', 'recipient …22222'],
  ])('%s', (said, reason) => {
    expect(reasonOf(said)).toBe(reason);
  });

  test('is told from numbers that are something else', () => {
    expect(reasonOf('error 50013, order 2026-11-27, 1000 per minute')).toBe('error 50013, order 2026-11-27, 1000 per minute');
  });

  test.each(['Недостаточно средств: баланс 125.40, нужно 1250.00', 'баланс 10042', 'error code 10042', 'order 20261, row 37529'])(
    'of a batch of a thousand is not seen in the numbers of: %s',
    (said) => {
      const delivery_list = Array.from({ length: 1_000 }, (_, index) => `37529${1004200 + index}`);
      expect(reasonOf(said, { token: 'Zq9xW4vU7tS2', messages: [{ ...bulk, delivery_list }] } as RequestJson)).toBe(said);
    },
  );

  test('of the many that a big mailing has is not seen in every short number', () => {
    const delivery_list = Array.from({ length: 20_000 }, (_, index) => String(375_290_000_000 + index * 4999));
    const request = { token: 'key', messages: [{ ...bulk, delivery_list }] } as RequestJson;
    expect(reasonOf('error 50013 at 1732450000, recipient 375290049990', request)).toBe(
      'error 50013 at 1732450000, recipient messages[0].delivery_list[10]',
    );
  });
});

describe('a part of a value', () => {
  test.each([
    ['the token begins with 9f86d08', 'the token begins with token'],
    ['…aa0c55ad015 is not known', '…token is not known'],
    ['got "Анна, Ваш за', 'got "messages[0].content.text'],
    ['got "Анн', 'got "Анн'],
    ['got "Анна, В…', 'got "Анна, В…'],
    ['…ок» на 71.93 руб. "готов" 👋', '…messages[0].content.text'],
    ['Пётр, код 4821', 'messages[1].delivery_list[0].text'],
    ['код 99117 уже был', 'messages[1].delivery_list[1].text уже был'],
    ['cannot open https://shop.example.com/pay/', 'cannot open messages[0].content.button_link/'],
    ['host shop.example.com does not answer', 'host shop.example.com does not answer'],
  ])('%s', (said, reason) => {
    expect(reasonOf(said)).toBe(reason);
  });
});

describe("the server's own words", () => {
  const texts: RequestJson = {
    token: 'k3y',
    messages: [
      {
        alphaname_id: '1',
        message_type: 'bulk',
        content: {
          type: 'button',
          image_url: 'https://images.example.com/message/phone.jpg',
          button_link: 'https://www.example.com/order/limit',
          caption: 'Go',
          text: 'Your order is ready! Please send us a message, or phone the number of your account. The request limit is over.',
        },
        delivery_list: ['375291111111'],
      },
    ],
  };

  test.each([
    'invalid phone number',
    'request limit exceeded',
    'message is too long',
    'your account has no money: order more',
    'Go away',
    'incorrect token',
    'https is required for this image',
    'Недостаточно средств на счёте',
    'not enough characters in the text',
  ])('are left as they are, also where a text has the same ones: %s', (said) => {
    expect(reasonOf(said, texts)).toBe(said);
  });

  test.each([
    ['short texts are found as a whole, between quotes', '{"caption":"Go"}', '{"caption":"messages[0].content.caption"}'],
    ['a short token is found between other words', 'k3y is not known', 'token is not known'],
    ['a short token is not found within a word', 'monk3y', 'monk3y'],
  ])('%s', (_, said, reason) => {
    expect(reasonOf(said, texts)).toBe(reason);
  });
});

describe('what a person reads', () => {
  test.each([
    [
      'a page',
      '<!doctype html><html><head><title>400 Bad Request</title><style>p { color: red }</style><script>if (a < b) alert("x")</script></head><body><!-- secret > --><p>Bad <b>request</b></p></body></html>',
      '400 Bad Request Bad request',
    ],
    ['entities', 'no &laquo;a&raquo; &amp; b&nbsp;c &eacute; &#1055;&#x43e;', 'no a & b c e По'],
    ['escapes', '"no\\nmoney\\u0021 \\"a\\/b\\""', '"no money! "a/b""'],
    ['a URL', 'error=no%20money%21', 'error=no money!'],
    ['a URL in another encoding', 'error=%CF%F0%E8', 'error=…'],
    ['a tag between two words', 'no<br/>money<!DOCTYPE>now<?xml?>again</p>!', 'no money now again !'],
    ['scripts and styles, whatever their case', 'a<SCRIPT src="x">if (1) x()</script\n>b<Style>p{}</STYLE>c', 'a b c'],
    ['a script within which tags are written', 'a<script>x("<b>")</script>b', 'a b'],
    ['a script that does not end', 'no money<script>alert(1) </scrip>', 'no money'],
    ['a comment that does not end', 'no money<!-- alert(1) >', 'no money'],
    ['a comment that is empty, or holds tags', 'a<!-->b<!-- <p> --><!---->c', 'a b c'],
    ['a comment that begins in a tag that is none', 'a <-- b --> c', 'a <-- b --> c'],
    ['what only looks like a script', 'a<scripts>b</scripts>', 'a'],
    ['letters with accents', '&eacute;&agrave;&ocirc;&ntilde;&uuml;&ccedil;&aring;&scaron;&Eacute;', 'eaonucasE'],
    ['other names', 'a&hearts;b&frac12;c&xacutes;d&aacutee;e&abacute;f', 'a b c d e f'],
    ['names in capitals', '&LT;b&GT; &QUOT;x&APOS; &AMP;', '"x\' &'],
    ['what are no names', 'a & b &; &a; &1; &#; &#x; &#12345678; &#x1234567;', 'a & b &; &a; &1; &#; &#x; &#12345678; &#x1234567;'],
    ['numbers of characters', '&#65;&#0000066;&#x43;&#X00044;&#128075;&#x1F44b;', 'ABCD👋👋'],
    ['numbers beyond all characters', 'a&#1114112;b&#x110000;c&#9999999;d', 'a b c d'],
    ['escapes of spaces', String.raw`a\bb\fc\nd\re\tf\vg\0h`, 'a b c d e f g h'],
    ['escapes of characters', String.raw`\x41\u0042\\ \"c\" \'d\' e\/f \q \u12 \xg0`, String.raw`AB\ "c" 'd' e/f \q \u12 \xg0`],
    ['percents of characters', '%41%42 %d0%bf%D0%BE 5% 7%x 100%2', 'AB по 5% 7%x 100%2'],
    ['escapes of other programs', String.raw`\u{43d}\u{1F44b} %u0435%u0442 \u{110000}x \u{} %u12`, 'н👋 ет x \\u{} %u12'],
    ['bytes', String.raw`\xd0\xbd\xd0\xb5\320\275\320\265 \xd0\xbd \xff\xfe\xfd\xfc`, 'нене н ÿþýü'],
    ['what only looks like another encoding', 'ООО «ТОВ», В… РЎ №5 — Львів é ÀÉÎÕÜ ©®', 'ООО «ТОВ», В… РЎ №5 — Львів é ÀÉÎÕÜ ©®'],
    ['layers in layers', '%26lt%3Bb%26gt%3B%5Cu0041 &amp;amp;quot;', 'A "'],
    ['comparisons beside tags', '1 <2 <b>3</b>', '1 <2 3'],
    ['comparisons', 'length < 150 and 3 > 2, a<5', 'length < 150 and 3 > 2, a<5'],
    ['a tag that does not end', 'bad <a href="x', 'bad <a href="x'],
    ['spaces and lines', '  no \r\n\t money\u2028\u00a0now ', 'no money now'],
    ['colours', '\u001b[1;31mno\u001b[0m \u009b2Jmoney', 'no money'],
    ['a title for the terminal', '\u001b]0;owned\u0007no money', 'no money'],
    ['a title that ends otherwise', '\u001b]2;owned\u001b\\ no \u009b]0;x\u0007money', 'no money'],
    ['a title that does not end', `no money\u001b]0;${'x'.repeat(198)}y`, 'no moneyy'],
    ['a cursor, a mode, a character set', 'n\u001b[?25lo \u001b[2 qmon\u001b(Bey\u001bM \u001b[10;20Hno\u009b0~w', 'no money now'],
    ['a bell, a backspace, a NUL', 'no\u0007 mo\u0008ney\u0000', 'no money'],
    ['letters that turn the text around', 'no \u202eyenom\u202c \u2066x\u2069\u200f', 'no yenom x'],
    ['halves of surrogate pairs', 'no \ud83d money \udc4b', 'no money'],
    ['nothing', '', ''],
    ['nothing but what is not shown', '\u0000\u200b<br><br>', ''],
  ])('%s', (_, said, reason) => {
    expect(reasonOf(said)).toBe(reason);
  });

  test('has at most 300 characters, and no half of one', () => {
    expect(reasonOf('x'.repeat(300))).toBe('x'.repeat(300));
    expect(reasonOf('x'.repeat(301))).toBe(`${'x'.repeat(299)}…`);
    expect(reasonOf(`${'x'.repeat(298)}👋 and more`)).toBe(`${'x'.repeat(298)}…`);
    expect(reasonOf('y'.repeat(1_000_000))).toBe(`${'y'.repeat(299)}…`);
    expect(reasonOf(`👋 ${'z'.repeat(400)}`)).toBe(`👋 ${'z'.repeat(296)}…`);
  });

  test('is as long as it can be where long values become short paths', () => {
    const text = 'а'.repeat(400);
    const request = { token: 'key', messages: [{ ...bulk, content: { type: 'text', text } }] } as RequestJson;
    expect(reasonOf(`got ${text} and refused it`, request)).toBe('got messages[0].content.text and refused it');
  });

  test('is what the first thousand characters say', () => {
    const text = 'а'.repeat(986);
    const request = { token: 'key', messages: [{ ...bulk, content: { type: 'text', text } }] } as RequestJson;
    expect(reasonOf(`got ${text} 12345 789`, request)).toBe('got messages[0].content.text 12345 789');
    expect(reasonOf(`got ${text} 12345 7890`, request)).toBe('got messages[0].content.text 12345 789…');
  });
});

test('a request that cannot be read again leaves a refusal without a reason', () => {
  expect(
    redact('no 375291111111', () => {
      throw new Error('too large');
    }),
  ).toBe('');
});
