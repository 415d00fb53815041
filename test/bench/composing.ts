import { mailing, request } from 'viber-mailing';
import { type Row, ratioOf, repeated } from './measure.ts';

const million = 1_000_000;
const text = 'Everything at half price until Sunday';
const image = 'https://shop.example.com/sale.jpg';

/** Composing, checking and writing JSON, against the same JSON from an object literal, with no check of anything. */
export function* composing(): Generator<Row> {
  const phones = Array.from({ length: million }, (_, i) => String(375_290_000_000 + i));
  const twice = phones.map((_, i) => phones[i % (million / 2)] as string);
  const faulty = phones.map((phone) => `+${phone}`);
  const rows = (own: string) => phones.map((phone, i) => ({ phone, text: `${own} ${i}` }));
  const latin = rows('Your order is ready, number');
  const cyrillic = rows('Ваш заказ готов, номер');
  const linked = latin.map((row, i) => ({ ...row, link: `https://shop.example.com/orders/${i}` }));

  const bulk = mailing('Sale').from('444').bulk().text(text);
  const notice = mailing('Notice').from('444').personal().text();
  const invoice = mailing('Invoice').from('444').personal().button({ caption: 'Pay', image });
  const repeating = bulk.to(twice);

  yield {
    what: 'a small mailing: compose, check, request JSON',
    ratio: ratioOf(31, repeated(5_000, smallMailing), repeated(5_000, smallByHand)),
    budget: Number(process.versions.node.split('.')[0]) < 24 ? 2 : 2.5,
  };
  yield {
    what: '1 M bulk: to(phones) and JSON',
    ratio: ratioOf(
      9,
      () => JSON.stringify(bulk.to(phones)),
      () => JSON.stringify(byHand(phones)),
    ),
    budget: 2,
  };
  yield {
    what: '1 M personal: to(rows) and JSON',
    ratio: ratioOf(
      9,
      () => JSON.stringify(notice.to(latin)),
      () => JSON.stringify(byHand(latin)),
    ),
    budget: 1.5,
  };
  yield {
    what: '1 M personal, Cyrillic',
    ratio: ratioOf(
      9,
      () => JSON.stringify(notice.to(cyrillic)),
      () => JSON.stringify(byHand(cyrillic)),
    ),
    budget: 1.4,
  };
  yield {
    what: '1 M personal buttons, a link each',
    ratio: ratioOf(
      7,
      () => JSON.stringify(invoice.to(linked)),
      () => JSON.stringify(byHand(linked)),
    ),
    budget: 1.5,
  };
  yield {
    what: '1 M phones: unique, against writing them',
    ratio: ratioOf(
      7,
      () => repeating.unique(),
      () => JSON.stringify(twice),
    ),
    budget: 4.6,
  };
  yield {
    what: '1 M faulty phones, against faultless ones',
    ratio: ratioOf(
      7,
      () => refused(() => bulk.to(faulty)),
      () => bulk.to(phones),
    ),
    budget: 2,
  };
}

function smallMailing(): string {
  const sale = mailing('Sale').from('444').at('2026-11-27T10:00:00').bulk().image(image).to(['375291111111', '375292222222']);
  return JSON.stringify(request({ token: 'my-token' }).add(sale));
}

function smallByHand(): string {
  return JSON.stringify({
    token: 'my-token',
    messages: [
      {
        alphaname_id: '444',
        name: 'Sale',
        message_type: 'bulk',
        schedule_time: '2026-11-27T10:00:00',
        content: { type: 'image', image_url: image },
        delivery_list: ['375291111111', '375292222222'],
      },
    ],
  });
}

function byHand(delivery_list: unknown[]): object {
  return { alphaname_id: '444', name: 'Sale', message_type: 'bulk', content: { type: 'text', text }, delivery_list };
}

function refused(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
