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
  'faulty phones, memory',
  memoryOf(() => sale.to(faultyPhones)),
);
row(
  'faulty phones',
  ratioOf(
    21,
    () => resultOf(() => sale.to(faultyPhones)),
    () => sale.to(phones),
    collect,
  ),
);
row(
  'faulty texts',
  ratioOf(
    21,
    () => resultOf(() => notice.to(faultyRows)),
    () => notice.to(rows),
    collect,
  ),
);

// One in a thousand, as lists are in practice.
const mixed = phones.map((phone, i) => (i % 1000 === 0 ? `+${phone}` : phone));
let left = 0;
const onInvalid = () => {
  left++;
};
row(
  'one in a thousand',
  ratioOf(
    21,
    () => sale.to(mixed, { onInvalid }),
    () => sale.to(phones),
    collect,
  ),
);
if (left % 1000 !== 0 || left === 0) throw new Error('not every faulty phone was told');
