import { mailing } from 'viber-mailing';
import { collect, ratioOf, row } from './measure.ts';

/** A million recipients with texts of their own, against the same JSON by hand, with no check of anything. */
const rowsOf = (text: string) =>
  Array.from({ length: 1_000_000 }, (_, i) => ({ phone: String(375_290_000_000 + i), text: `${text} ${i}` }));
const notice = mailing('Notice').from('444').personal().text();
const byHand = { alphaname_id: '444', name: 'Notice', message_type: 'personal', content: { type: 'text' } };

for (const [what, rows] of [
  ['texts', rowsOf('Your order is ready, number')],
  ['Cyrillic texts', rowsOf('Ваш заказ готов, номер')],
] as const) {
  const write = () => JSON.stringify({ ...byHand, delivery_list: rows });
  if (JSON.stringify(notice.to(rows)) !== write()) throw new Error('not the same JSON');
  row(
    what,
    ratioOf(11, () => JSON.stringify(notice.to(rows)), write, collect),
  );
}

const image = 'https://shop.example.com/invoice.jpg';
const invoice = mailing('Invoice').from('444').personal().button({ caption: 'Pay', image });
const rows = rowsOf('Your invoice').map((recipient, i) => ({ ...recipient, link: `https://shop.example.com/pay/${i}` }));
const list = rows.map(({ phone, text, link }) => ({ phone, text, button_link: link }));
const writeInvoices = () =>
  JSON.stringify({
    ...byHand,
    name: 'Invoice',
    content: { type: 'button', image_url: image, caption: 'Pay' },
    delivery_list: list,
  });
if (JSON.stringify(invoice.to(rows)) !== writeInvoices()) throw new Error('not the same JSON');
row(
  'texts with links',
  ratioOf(11, () => JSON.stringify(invoice.to(rows)), writeInvoices, collect),
);
