import fc from 'fast-check';
import { mailing } from 'viber-mailing';
import { describe, expect, it } from 'vitest';

const text = mailing().bulk().text('Hello');
const notice = mailing().personal().text();
const invoice = mailing().personal().button({ caption: 'Pay', image: 'https://a.by/i.png' });

/** Phones of which many repeat, and many differ in one digit or in their length alone. */
const anyPhones = fc
  .tuple(
    fc.constantFrom('', '90', '482', '48291', '4829111', '1'),
    fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 7, max: 15 })), { minLength: 1, maxLength: 300 }),
  )
  .map(([prefix, numbers]) =>
    numbers.map(([number, length]) => `${prefix || '1'}${String(number).padStart(length - Math.max(prefix.length, 1), '0')}`),
  );

describe('the unique recipients', () => {
  it('of a bulk mailing are the first of each phone', () => {
    fc.assert(
      fc.property(anyPhones, (phones) => {
        expect(text.to(phones).unique().toJSON().delivery_list).toEqual([...new Set(phones)]);
      }),
    );
  });

  it('of a bulk mailing of many recipients, too', () => {
    const phones: string[] = [];
    for (let round = 0; round < 3; round++)
      for (let number = 0; number < 70_000; number++) {
        phones.push(String(375290000000 + ((number * 7919) % 9_999_991)));
        if (number % 7 === 0) phones.push(String(1_000_000 + number), String(989_999_999_999_999 - number * 10_000_007));
      }
    const once = text.to(phones).unique();
    expect(once.toJSON().delivery_list).toEqual([...new Set(phones)]);
    expect(once.unique().size).toBe(once.size);
  });

  it('of a personal mailing are the first of each equal entry', () => {
    const anyRow = fc.record({
      phone: fc.constantFrom('4829111', '48291112', '482911122'),
      text: fc.constantFrom('a', ' a', 'a ', '2 a', '\u0000a', '"'),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 60 }), (rows) => {
        const entries = new Map(rows.map(({ phone, text }) => [JSON.stringify([phone, text]), { phone, text }]));
        expect(notice.to(rows).unique().toJSON().delivery_list).toEqual([...entries.values()]);
      }),
    );
  });

  it('of a personal mailing with buttons, by the link as well', () => {
    const anyRow = fc.record({
      phone: fc.constantFrom('4829111', '48291112'),
      text: fc.constantFrom('a', 'https://a.by/1 a', ' a'),
      link: fc.constantFrom('https://a.by/1', 'https://a.by/2', 'https://a.by/11'),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 60 }), (rows) => {
        const entries = new Map(
          rows.map(({ phone, text, link }) => [JSON.stringify([phone, text, link]), { phone, text, button_link: link }]),
        );
        expect(invoice.to(rows).unique().toJSON().delivery_list).toEqual([...entries.values()]);
      }),
    );
  });
});
