import type { MailingJson, MailingWithSenderJson, RequestJson } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { redact } from '../../src/client/redact.ts';

const bulk = (content: object, delivery_list: readonly string[] = ['375291111111']) =>
  ({ alphaname_id: '1', message_type: 'bulk', content, delivery_list }) as MailingJson;
const personal = (content: object, ...delivery_list: readonly object[]) =>
  ({ alphaname_id: '1', message_type: 'personal', content, delivery_list }) as MailingJson;
const reasonOf = (said: string, ...messages: readonly MailingJson[]) =>
  redact(said, () => ({ token: 'Zq9xW4vU7tS2', messages }) as RequestJson);

const text = (text: string) => bulk({ type: 'text', text });
/** A personal mailing with these texts, each for a recipient. */
const texts = (texts: readonly string[]) => personal({ type: 'text' }, ...texts.map((text) => ({ phone: '375291111111', text })));
const [own, phone] = ['messages[0].content.text', 'messages[0].delivery_list[0]'];

describe('a part of the token', () => {
  test.each([
    ['the token Zq9xW is short', 'the token token is short'],
    ['xxZq9xWyyU7tS2', 'xxtokenyytoken'],
    ['Zq9xW4vU7tS2', 'token'],
    ['the token Zq9x is short', 'the token Zq9x is short'],
    ['Zq9xW4vU7tS2 ends with vU7tS2', 'token ends with token'],
  ])('of five letters is found wherever it stands: %s', (said, reason) => {
    expect(reasonOf(said, text('Hello'))).toBe(reason);
  });
});

test('a token of five letters is found wherever it stands, too', () => {
  const request: RequestJson = { token: 'k3y9z', messages: [text('Hello') as MailingWithSenderJson] };
  expect(redact('xxk3y9zyy', () => request)).toBe('xxtokenyy');
});

describe('a part of a phone', () => {
  const few = bulk({ type: 'text', text: 'Hello' }, Array(1_000).fill('375291111111'));
  const many = bulk({ type: 'text', text: 'Hello' }, Array(100_000).fill('375291111111'));

  test.each([
    ['of seven digits is found', few, '3752911 is blocked', `${phone} is blocked`],
    ['of six digits is a number like others', few, '375291 is blocked', '375291 is blocked'],
    ['of seven digits is found within a word', few, 'x3752911y', `x${phone}y`],
    ['of seven digits at its end is found', few, '…1111111y', `…${phone}y`],
    ['at the beginning is not found within a longer number', few, '83752911 is blocked', '83752911 is blocked'],
    ['at the end is not found within a longer number', few, '91111111000 is blocked', '91111111000 is blocked'],
    ['of seven digits is found where there are many, too', many, '3752911 or 8 029 111 11 11', `${phone} or 8 0${phone}`],
    ['that is the whole is found within a word', many, 'x375291111111y', `x${phone}y`],
    ['that is the whole is found within a number', many, '00375291111111', `00${phone}`],
  ])('%s', (_, mailing, said, reason) => {
    expect(reasonOf(said, mailing)).toBe(reason);
  });

  test('of a personal mailing is found by the same measure', () => {
    const mailing = personal({ type: 'text' }, { phone: '375291111111', text: 'Hello' });
    expect(reasonOf('x3752911y', mailing)).toBe('xmessages[0].delivery_list[0].phoney');
    expect(reasonOf('x375291y', mailing)).toBe('x375291y');
  });

  test('that two recipients have is the first one', () => {
    expect(reasonOf('375291111111 is blocked', few)).toBe(`${phone} is blocked`);
  });
});

describe('a part of a text', () => {
  const long = 'Summer is over, everything must go before October begins';

  test.each([
    ['of eight letters at its beginning is found within a word', 'xxSummer isxx', `xx${own}xx`],
    ['of eight letters at its end is found within a word', 'xxer beginsxx', `xx${own}xx`],
    ['of seven letters is the language', 'xxSummer ixx begins', 'xxSummer ixx begins'],
    ['that is neither its beginning nor its end is the language', 'everything must go before', 'everything must go before'],
    ['goes as far as it is the same', 'Summer is over, everybody', `${own}body`],
  ])('%s', (_, said, reason) => {
    expect(reasonOf(said, text(long))).toBe(reason);
  });

  test.each([
    ['of eight letters is found within a word as a whole', 'Octobers', 'xOctobersx', `x${own}x`],
    ['of seven letters is not found within a word', 'October', 'xOctoberx', 'xOctoberx'],
    ['of seven letters is found between other words', 'October', 'no October here', `no ${own} here`],
    ['of digits is found as a whole number', '10042', 'code 10042, not 100421', `code ${own}, not 100421`],
    ['of four letters is found between other words', 'Anna', 'no Anna here', `no ${own} here`],
    ['of four letters is not found within a word', 'Anna', 'Annas Joanna', 'Annas Joanna'],
    ['of two letters is found between quotes alone', 'Go', 'Go "Go" go [go]', `Go "${own}" go [${own}]`],
    ['of two letters is not found beside one', 'Go', 'say Go, "Go on"', 'say Go, "Go on"'],
    ['of two letters is found where they are all', 'Go', 'go', own],
    ['of three letters is found between other words', 'Sun', 'no sun, sunny', `no ${own}, sunny`],
    ['without a letter is not looked for', '…', 'no… yes', 'no… yes'],
  ])('%s', (_, value, said, reason) => {
    expect(reasonOf(said, text(value))).toBe(reason);
  });
});

describe('a link', () => {
  const button = {
    type: 'button',
    image_url: 'https://cd.by',
    button_link: 'https://www.ab.by',
    caption: 'Press here',
    text: 'Hello',
  };

  test('is found without its scheme', () => {
    expect(reasonOf('ab.by and cd.by do not answer', bulk(button))).toBe(
      'messages[0].content.button_link and messages[0].content.image_url do not answer',
    );
    const row = { phone: '375291111111', text: 'Hello', button_link: 'http://ab.by' };
    expect(reasonOf('ab.by does not answer', personal({ type: 'button', image_url: 'https://cd.by', caption: 'Open' }, row))).toBe(
      'messages[0].delivery_list[0].button_link does not answer',
    );
  });

  test('in a text is found with its scheme', () => {
    expect(reasonOf('no Go to https://ab.by/x', text('Go to https://ab.by/x'))).toBe(`no ${own}`);
  });

  test.each([
    ['host shop.example.com does not answer', 'host shop.example.com does not answer'],
    ['host shop.example.com has no such page', 'host shop.example.com has no such page'],
    ['example.com is down', 'example.com is down'],
    ['cannot open https://shop.example.com/ho', 'cannot open https://shop.example.com/ho'],
    ['cannot open https://shop.example.com/hoo', `cannot open messages[0].content.button_link`],
    ['cannot open …ple.com/hook/kX7', 'cannot open …messages[0].content.button_link'],
  ])('is not its host alone, which is public: %s', (said, reason) => {
    expect(reasonOf(said, bulk({ ...button, button_link: 'https://shop.example.com/hook/kX7' }))).toBe(reason);
  });

  test('of a host and three letters is found by its end', () => {
    expect(reasonOf('cannot open …ple.com/kX7', bulk({ ...button, button_link: 'https://shop.example.com/kX7' }))).toBe(
      'cannot open …messages[0].content.button_link',
    );
  });

  test('of a host alone is found as a whole', () => {
    const { button_link: _, ...others } = button;
    const home = bulk({ ...others, button_link: 'https://shop.example.com' });
    expect(reasonOf('https://shop.example.com is down, example.com is not', home)).toBe(
      'messages[0].content.button_link is down, example.com is not',
    );
  });

  test('takes its scheme with it', () => {
    expect(reasonOf('cannot open https://www.ab.by or HTTP://cd.by', bulk(button))).toBe(
      'cannot open messages[0].content.button_link or messages[0].content.image_url',
    );
  });

  test.each(['the button has no caption', 'this image is wrong', 'the text is too long'])(
    'and the type of the content is the language: %s',
    (said) => {
      expect(reasonOf(said, bulk(button))).toBe(said);
    },
  );
});

describe('what stands in several values', () => {
  test('is the one that it is the whole of', () => {
    const both = ['Hooray: open on Sundays', 'open on Sundays'];
    for (const rows of [both, both.toReversed()]) {
      expect(reasonOf('no: open on Sundays', texts(rows))).toBe(
        `no: messages[0].delivery_list[${rows.indexOf('open on Sundays')}].text`,
      );
    }
  });

  test('is the one that has more of it', () => {
    const both = ['twenty roses for the whole family', 'roses for the whole family and friends'];
    for (const rows of [both, both.toReversed()]) {
      expect(reasonOf('no roses for the whole family and friends', texts(rows))).toBe(
        `no messages[0].delivery_list[${rows.indexOf(both[1] as string)}].text`,
      );
    }
  });

  test('is shared where they overlap', () => {
    const rows = ['twenty white roses from the garden', 'the garden of our grandmother'];
    expect(reasonOf('no twenty white roses from the garden of our grandmother', texts(rows))).toBe(
      'no messages[0].delivery_list[0].text messages[0].delivery_list[1].text',
    );
  });

  test('does not go on in what was another value before', () => {
    const rows = ['aaaaa bbbbbtulips tomorrow, and quite some other words behind them', 'roses today'];
    expect(reasonOf('no roses today tulips tomorrow', texts(rows))).toBe('no messages[0].delivery_list[1].text tulips tomorrow');
  });

  test('stands in whichever message has it', () => {
    expect(reasonOf('no roses today, tulips tomorrow', text('roses today'), text('tulips tomorrow'))).toBe(
      'no messages[0].content.text, messages[1].content.text',
    );
  });
});

describe('a text that looks as if it were escaped', () => {
  test.each([
    ['half%20price%20today', 'half price today'],
    ['half&#8194;price&#x2002;today', 'half price today'],
    ['half&ensp;price&ensp;today', 'half price today'],
    ['half&LT;price&gt;today', 'half<price>today'],
    ['half\\nprice\\ntoday', 'half price today'],
    ['half<br>price</b>today', 'half price today'],
    ['half<!-- a -->price<?php ?>today', 'half price today'],
    ['half\u001b[1mprice\u009b2Jtoday', 'half price today'],
  ])('%j is found, whether the server undoes that or not', (value, undone) => {
    for (const said of [value, undone]) expect(reasonOf(`no: ${said}`, text(value))).toBe(`no: ${own}`);
  });

  test.each(['half & price; today', '50 % of the price', 'half <price> today', 'half\tprice\ntoday', 'half price &; today'])(
    '%j is none, and found',
    (value) => {
      expect(reasonOf(`no: ${value}`, text(value))).toBe(`no: ${own}`);
    },
  );
});

describe('the letters that are compared', () => {
  test.each([
    ['a combining mark', 'ro\u0301ses today'],
    ['a combining mark beyond the first plane', 'ro\u{101fd}ses today'],
    ['a character of private use', 'ro\u{10fffd}ses today'],
    ['a tag that nobody sees', 'ro\u{e0041}ses today'],
    ['another width and another case', 'ＲＯＳＥＳ Today'],
    ['an accent', 'rosés today'],
  ])('are the same with %s', (_, said) => {
    expect(reasonOf(`no ${said}`, text('roses today'))).toBe(`no ${own}`);
    expect(reasonOf('no roses today', text(said))).toBe(`no ${own}`);
  });

  test.each(['cafe\u0301teria', 'cafe\u{101fd}teria', 'ca\u00adteria'])('are one word, whatever marks stand in it: %s', (said) => {
    const readable = said.replace('\u00ad', '');
    expect(reasonOf(said, text('teria'))).toBe(readable);
  });

  test('are a word of their own where they stand at the end, however long the rest is', () => {
    const said = 'n'.repeat(270);
    expect(reasonOf(`${said} Anna`, text('Anna'))).toBe(`${said} ${own}`);
  });

  test('are not those of a half of a pair', () => {
    expect(reasonOf('no \ud83droses today', text('roses today'))).toBe(`no ${own}`);
  });
});
