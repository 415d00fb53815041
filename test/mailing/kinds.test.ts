import { readFileSync } from 'node:fs';
import { mailing, request } from 'viber-mailing';
import { expect, it } from 'vitest';

const image = 'https://example-site.com/images/image.jpg';
const phones = ['375291111111', '375292222222'];
const time = '2024-10-30T22:56:00';

it('writes the five mailings of the documented sample byte for byte', () => {
  const sample = readFileSync(new URL('../wire/sample-request.json', import.meta.url), 'utf8');
  const body = request({
    token: 'eyJpdiI6IjJzOFlFcXBmOUZEcGJlYzlzeFJValE9PSIsInZhbHV',
    callbackUrl: 'http://example-site.com/webhook.php',
  }).add(
    mailing('mailing list 1')
      .from('444')
      .at(time)
      .personal()
      .button({ caption: 'Push me', image })
      .to([
        { phone: '375291111111', text: 'personal message 1.1', link: 'https://example-site.com/some_action/1' },
        { phone: '375292222222', text: 'personal message 1.2', link: 'https://example-site.com/some_action/2' },
      ]),
    mailing('mailing list 2')
      .from('444')
      .at(time)
      .personal()
      .text()
      .to([
        { phone: '375291111111', text: 'personal message 2.1' },
        { phone: '375292222222', text: 'personal message 2.2' },
      ]),
    mailing('mailing list 3')
      .from('444')
      .at(time)
      .bulk()
      .button({ text: 'message text 3', link: 'https://example-site.com/some_action', caption: 'Button', image })
      .to(phones),
    mailing('mailing list 4').from('444').at(time).bulk().text('message text 4').to(phones),
    mailing('mailing list 5').from('444').at(time).bulk().image(image).to(phones),
  );
  expect(`${JSON.stringify(body, null, 2)}`).toBe(sample.trimEnd());
});

it('writes a bulk text', () => {
  expect(JSON.stringify(mailing().bulk().text('Hello').to(['375291111111']))).toBe(
    '{"message_type":"bulk","content":{"type":"text","text":"Hello"},"delivery_list":["375291111111"]}',
  );
});

it('writes a bulk image', () => {
  expect(JSON.stringify(mailing().bulk().image('https://shop.example.com/sale.jpg').to(['375291111111']))).toBe(
    '{"message_type":"bulk","content":{"type":"image","image_url":"https://shop.example.com/sale.jpg"},"delivery_list":["375291111111"]}',
  );
});

it('writes a bulk button, its parts in the order of the documentation whatever order they were given in', () => {
  const button = mailing().bulk().button({ text: 'T', image: 'https://a.by/i.png', link: 'https://a.by/l', caption: 'C' });
  expect(JSON.stringify(button.to(['375291111111']))).toBe(
    '{"message_type":"bulk","content":{"type":"button","image_url":"https://a.by/i.png","button_link":"https://a.by/l","caption":"C","text":"T"},"delivery_list":["375291111111"]}',
  );
});

it('writes a personal text', () => {
  const notice = mailing()
    .personal()
    .text()
    .to([{ text: 'Hello, Anna', phone: '375291111111' }]);
  expect(JSON.stringify(notice)).toBe(
    '{"message_type":"personal","content":{"type":"text"},"delivery_list":[{"phone":"375291111111","text":"Hello, Anna"}]}',
  );
});

it('writes a personal button', () => {
  const invoice = mailing()
    .personal()
    .button({ image: 'https://a.by/i.png', caption: 'Pay' })
    .to([{ link: 'https://a.by/1', text: 'Hello, Anna', phone: '375291111111' }]);
  expect(JSON.stringify(invoice)).toBe(
    '{"message_type":"personal","content":{"type":"button","image_url":"https://a.by/i.png","caption":"Pay"},"delivery_list":[{"phone":"375291111111","text":"Hello, Anna","button_link":"https://a.by/1"}]}',
  );
});

it('writes every part in the order of the documentation, and nothing else', () => {
  const full = mailing('Sale').bulk().text('Hi').to(['375291111111']).at('2026-11-27T10:00:00').from(444);
  expect(JSON.stringify(full)).toBe(
    '{"alphaname_id":"444","name":"Sale","message_type":"bulk","schedule_time":"2026-11-27T10:00:00","content":{"type":"text","text":"Hi"},"delivery_list":["375291111111"]}',
  );
});

it('takes links and images as URL objects', () => {
  const button = mailing()
    .bulk()
    .button({ caption: 'C', text: 'T', link: new URL('https://a.by/l?x=1'), image: new URL('https://a.by/i.png') })
    .to(['375291111111']);
  expect(button.toJSON().content).toEqual({
    type: 'button',
    image_url: 'https://a.by/i.png',
    button_link: 'https://a.by/l?x=1',
    caption: 'C',
    text: 'T',
  });
  const image = mailing().bulk().image(new URL('https://a.by/i.png')).to(['375291111111']);
  expect(image.toJSON().content).toEqual({ type: 'image', image_url: 'https://a.by/i.png' });
  const invoice = mailing()
    .personal()
    .button({ caption: 'C', image: new URL('https://a.by/i.png') });
  const rows = [{ phone: '375291111111', text: 'T', link: new URL('https://a.by/1') }];
  expect(JSON.stringify(invoice.to(rows))).toContain('"button_link":"https://a.by/1"');
});

it('keeps a text exactly as it is', () => {
  const text = ' "quoted" \\ back\nnew line\ttab 𝒳 é ы 漢 🎉\u2028  ';
  const json = JSON.parse(JSON.stringify(mailing().bulk().text(text).to(['375291111111'])));
  expect(json.content.text).toBe(text);
});

it('writes a whole number as the digits of the sender, and keeps leading zeros of a string', () => {
  expect(mailing().from(444).bulk().text('Hi').to(['375291111111']).toJSON().alphaname_id).toBe('444');
  expect(mailing().from('0044').bulk().text('Hi').to(['375291111111']).toJSON().alphaname_id).toBe('0044');
});
