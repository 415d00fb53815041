import { mailing, parseMailing, request } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { untyped } from '../wire/thrown.js';

const image = 'https://a.by/i.png';

describe('no step changes the value that it is taken on', () => {
  it('at any stage', () => {
    const draft = mailing('Sale').from('444');
    const bulk = draft.bulk();
    const photo = bulk.image(image);
    const sale = photo.to(['375291111111', '375291111111']);
    const before = JSON.stringify(sale);

    draft.from('1').named('Other').at('2026-11-27T10:00:00').personal();
    bulk.at('2026-11-27T10:00:00').text('Hello');
    photo.named('Other').to(['375293333333']);
    sale.from('1').named('Other').at('2026-11-27T10:00:00');
    sale.to(['375293333333']);
    sale.unique();

    expect(JSON.stringify(sale)).toBe(before);
    expect(sale.size).toBe(2);
    expect(JSON.stringify(photo.to(['375291111111', '375291111111']))).toBe(before);
    expect(JSON.stringify(bulk.image(image).to(['375291111111', '375291111111']))).toBe(before);
    expect(JSON.stringify(draft.bulk().image(image).to(['375291111111', '375291111111']))).toBe(before);
  });

  it('so that a message is kept and sent to many lists', () => {
    const photo = mailing().bulk().image(image);
    const lists = [['375291111111'], ['375292222222'], ['375293333333']].map((list) => photo.to(list).toJSON().delivery_list);
    expect(lists).toEqual([['375291111111'], ['375292222222'], ['375293333333']]);
  });

  it('and adding to a request gives another one', () => {
    const hello = mailing().from('444').bulk().text('Hello').to('375291111111');
    const draft = request({ token: 'my-token' });
    const one = draft.add(hello);
    const two = one.add(hello);
    expect([one, two, draft.add(hello)].map((body) => body.toJSON().messages.length)).toEqual([1, 2, 1]);
  });
});

describe('nothing that was handed in is kept', () => {
  it('neither an array of phones', () => {
    const phones = ['375291111111', '375292222222'];
    const sale = mailing().bulk().text('Hello').to(phones);
    phones[0] = 'changed';
    phones.push('375293333333');
    expect(sale.toJSON().delivery_list).toEqual(['375291111111', '375292222222']);
  });

  it('nor rows', () => {
    const row = { phone: '375291111111', text: 'Anna', link: new URL('https://a.by/1') };
    const rows = [row];
    const invoice = mailing().personal().button({ caption: 'Pay', image }).to(rows);
    row.text = 'changed';
    row.link.pathname = '/2';
    rows.length = 0;
    expect(invoice.toJSON().delivery_list).toEqual([{ phone: '375291111111', text: 'Anna', button_link: 'https://a.by/1' }]);
  });

  it('nor the parts of a button', () => {
    const parts = { caption: 'C', link: new URL('https://a.by/l'), image: new URL(image), text: 'T' };
    const button = mailing().bulk().button(parts).to('375291111111');
    parts.caption = 'changed';
    parts.link.href = 'https://b.by/';
    parts.image.href = 'https://b.by/';
    expect(button.toJSON().content).toEqual({
      type: 'button',
      image_url: image,
      button_link: 'https://a.by/l',
      caption: 'C',
      text: 'T',
    });
  });

  it('nor the mailings and the options of a request', () => {
    const hello = mailing().bulk().text('Hello').to('375291111111');
    const options = { token: 'my-token', from: '444', callbackUrl: new URL('https://a.by/hook') };
    const mailings = [hello];
    const body = request(options).add(mailings);
    const before = JSON.stringify(body);
    options.token = 'changed';
    options.from = '1';
    options.callbackUrl.href = 'https://b.by/';
    mailings.push(hello);
    expect(JSON.stringify(body)).toBe(before);
    expect(before).toContain('"token":"my-token","callback_url":"https://a.by/hook"');
  });

  it('nor JSON that was parsed', () => {
    const json = {
      message_type: 'personal',
      content: { type: 'text' },
      delivery_list: [{ phone: '375291111111', text: 'Anna' }],
    };
    const notice = parseMailing(json);
    json.content.type = 'image';
    untyped(json.delivery_list[0]).text = 'changed';
    json.delivery_list.length = 0;
    expect(JSON.stringify(notice)).toBe(
      '{"message_type":"personal","content":{"type":"text"},"delivery_list":[{"phone":"375291111111","text":"Anna"}]}',
    );
  });
});

describe('what toJSON gives is the caller’s own', () => {
  it.each([
    ['a bulk mailing', mailing('n').bulk().text('T').to(['375291111111', '375292222222'])],
    ['a unique one', mailing('n').bulk().text('T').to(['375291111111', '375291111111']).unique()],
    [
      'a personal mailing',
      mailing('n')
        .personal()
        .text()
        .to([{ phone: '375291111111', text: 'T' }]),
    ],
    [
      'a personal button',
      mailing('n')
        .personal()
        .button({ caption: 'C', image })
        .to([{ phone: '375291111111', text: 'T', link: 'https://a.by/l' }]),
    ],
    [
      'a parsed mailing',
      parseMailing({ message_type: 'bulk', content: { type: 'text', text: 'T' }, delivery_list: ['375291111111'] }),
    ],
  ])('of %s', (_, mail) => {
    const before = JSON.stringify(mail);
    const json = untyped(mail.toJSON());
    json.name = 'changed';
    json.content.type = 'changed';
    json.content.extra = 'more';
    if (typeof json.delivery_list[0] === 'object') json.delivery_list[0].phone = 'changed';
    json.delivery_list[0] = 'changed';
    json.delivery_list.length = 0;
    expect(JSON.stringify(mail)).toBe(before);
    expect(mail.size).toBeGreaterThan(0);
  });

  it('of a request', () => {
    const body = request({ token: 'my-token' }).add(mailing().from('444').bulk().text('T').to('375291111111'));
    const before = JSON.stringify(body);
    const json = untyped(body.toJSON());
    json.token = 'changed';
    json.messages[0].content.text = 'changed';
    json.messages[0].delivery_list.push('changed');
    json.messages.push('changed');
    expect(JSON.stringify(body)).toBe(before);
  });
});
