import { mailing, request } from 'viber-mailing';
import { ratioOf, repeated, row } from './measure.ts';
import type { RowName } from './table.ts';

/** Composing, checking and writing a small mailing, against the same JSON from an object literal, with no check of anything. */
const image = 'https://shop.example.com/sale.jpg';
const time = '2026-11-27T10:00:00';
const phones = ['375291111111', '375292222222'];
const own = phones.map((phone, i) => ({ phone, text: `Your invoice ${i}`, link: `https://shop.example.com/pay/${i}` }));

const sale = () => mailing('Sale').from('444').at(time).bulk().image(image).to(phones);
const saleByHand = () => ({
  alphaname_id: '444',
  name: 'Sale',
  message_type: 'bulk',
  schedule_time: time,
  content: { type: 'image', image_url: image },
  delivery_list: ['375291111111', '375292222222'],
});

const invoices = () => mailing('Invoices').from('444').personal().button({ caption: 'Pay', image }).to(own);
const invoicesByHand = () => ({
  alphaname_id: '444',
  name: 'Invoices',
  message_type: 'personal',
  content: { type: 'button', image_url: image, caption: 'Pay' },
  delivery_list: own.map(({ phone, text, link }) => ({ phone, text, button_link: link })),
});

compare(
  'small',
  () => JSON.stringify(sale()),
  () => JSON.stringify(saleByHand()),
);
compare(
  'small in a request',
  () => JSON.stringify(request({ token: 'my-token' }).add(sale())),
  () => JSON.stringify({ token: 'my-token', messages: [saleByHand()] }),
);
compare(
  'small personal',
  () => JSON.stringify(invoices()),
  () => JSON.stringify(invoicesByHand()),
);

// Rounds so short that most of them are disturbed by nothing.
function compare(what: RowName, ours: () => string, byHand: () => string): void {
  if (ours() !== byHand()) throw new Error(`${what}: not the same JSON`);
  for (const run of [ours, byHand]) repeated(20_000, run)();
  row(what, ratioOf(301, repeated(500, ours), repeated(500, byHand)));
}
