import { mailing } from 'viber-mailing';
import { collect, ratioOf, row } from './measure.ts';

/** A million phones, against the same JSON by hand, with no check of anything. */
const phones = Array.from({ length: 1_000_000 }, (_, i) => String(375_290_000_000 + ((i * 7919) % 9_999_991)));
const sale = mailing('Sale').from('444').bulk().text('Everything at half price');
const byHand = {
  alphaname_id: '444',
  name: 'Sale',
  message_type: 'bulk',
  content: { type: 'text', text: 'Everything at half price' },
};
const write = () => JSON.stringify({ ...byHand, delivery_list: phones });

if (JSON.stringify(sale.to(phones)) !== write()) throw new Error('not the same JSON');
row(
  'phones',
  ratioOf(21, () => JSON.stringify(sale.to(phones)), write, collect),
);

const distinct = sale.to(phones);
row(
  'unique',
  ratioOf(21, () => distinct.unique(), write, collect),
);

const repeated = sale.to(phones.map((_, i) => phones[i >> 1] as string));
row(
  'unique, twice',
  ratioOf(21, () => repeated.unique(), write, collect),
);
