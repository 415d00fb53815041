import { mailing } from 'viber-mailing';
import { collect, memoryOf, ratioOf, resultOf, row } from './measure.ts';

/** A million faulty recipients, against as many faultless ones, and the memory that their refusal takes beyond the list. */
const phones = Array.from({ length: 1_000_000 }, (_, i) => String(375_290_000_000 + i));
const faultyPhones = phones.map((phone) => `+${phone}`);
const sale = mailing().bulk().text('Hello');
const notice = mailing().personal().text();
const rows = phones.map((phone) => ({ phone, text: 'Your order is ready' }));
const faultyRows = phones.map((phone) => ({ phone, text: '' }));

row(
  '1 M faulty phones: memory beyond the list',
  memoryOf(() => sale.to(faultyPhones)),
  50,
  ' MB',
);
row(
  '1 M faulty phones, against faultless ones',
  ratioOf(
    21,
    () => resultOf(() => sale.to(faultyPhones)),
    () => sale.to(phones),
    collect,
  ),
  2,
);
row(
  '1 M faulty texts, against faultless ones',
  ratioOf(
    21,
    () => resultOf(() => notice.to(faultyRows)),
    () => notice.to(rows),
    collect,
  ),
  2,
);

// One in a thousand, as lists are in practice.
const mixed = phones.map((phone, i) => (i % 1000 === 0 ? `+${phone}` : phone));
let left = 0;
const onInvalid = () => {
  left++;
};
row(
  '1 M phones, one of a thousand faulty and left out, against faultless ones',
  ratioOf(
    21,
    () => sale.to(mixed, { onInvalid }),
    () => sale.to(phones),
    collect,
  ),
  1.2,
);
if (left % 1000 !== 0 || left === 0) throw new Error('not every faulty phone was told');
