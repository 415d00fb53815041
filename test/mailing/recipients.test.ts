import { runInNewContext } from 'node:vm';
import { mailing } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { faults, thrown, untyped } from '../wire/thrown.js';

const text = mailing().bulk().text('Hello');
const notice = mailing().personal().text();
const invoice = mailing().personal().button({ caption: 'Pay', image: 'https://a.by/i.png' });

const two = ['375291111111', '375292222222'];
const rows = [
  { phone: '375291111111', text: 'Anna', link: 'https://a.by/1' },
  { phone: '375292222222', text: 'Boris', link: 'https://a.by/2' },
];

function* generated<T>(values: Iterable<T>) {
  yield* values;
}

describe('any iterable gives the recipients', () => {
  it('of a bulk mailing', () => {
    const phones = new Map(two.map((phone, index) => [index, phone]));
    for (const list of [two, new Set(two), generated(two), phones.values(), two.values(), Object.freeze([...two])])
      expect(text.to(list).toJSON().delivery_list).toEqual(['375291111111', '375292222222']);
  });

  it('of a personal text', () => {
    const entries = rows.map(({ phone, text }) => ({ phone, text }));
    for (const list of [
      entries,
      new Set(entries),
      generated(entries),
      new Map(entries.map((entry) => [entry.phone, entry])).values(),
    ])
      expect(notice.to(list).toJSON().delivery_list).toEqual([
        { phone: '375291111111', text: 'Anna' },
        { phone: '375292222222', text: 'Boris' },
      ]);
  });

  it('of a personal button', () => {
    for (const list of [rows, new Set(rows), generated(rows), new Map(rows.map((row) => [row.phone, row])).values()])
      expect(invoice.to(list).toJSON().delivery_list).toEqual([
        { phone: '375291111111', text: 'Anna', button_link: 'https://a.by/1' },
        { phone: '375292222222', text: 'Boris', button_link: 'https://a.by/2' },
      ]);
  });

  it('an object that knows how to iterate, too', () => {
    const list = {
      *[Symbol.iterator]() {
        yield* two;
      },
    };
    expect(text.to(list).size).toBe(2);
  });

  it('an array of another realm, too', () => {
    expect(text.to(runInNewContext("['375291111111', '375292222222']") as string[]).size).toBe(2);
  });

  it('read once, up to its end', () => {
    let begun = 0;
    let ended = 0;
    const once = {
      *[Symbol.iterator]() {
        begun++;
        yield* two;
        ended++;
      },
    };
    text.to(once);
    expect([begun, ended]).toEqual([1, 1]);
  });
});

it('keeps the order and the repetitions of the source', () => {
  const list = ['375293333333', '375291111111', '375293333333'];
  expect(text.to(list).toJSON().delivery_list).toEqual(['375293333333', '375291111111', '375293333333']);
});

it('takes a single phone string as one recipient', () => {
  const one = text.to('375291111111');
  expect(one.size).toBe(1);
  expect(one.toJSON().delivery_list).toEqual(['375291111111']);
});

it('checks a single phone string', () => {
  expect(faults(() => text.to('375 29 111-11-11' as string))).toEqual(['delivery_list[0]: phone_format']);
});

it('ignores own properties of a row that are not documented', () => {
  const row = { id: 7, phone: '375291111111', text: 'Anna', link: 'https://a.by/1', created: new Date(), phone_2: '1' };
  expect(JSON.stringify(invoice.to([row]).toJSON().delivery_list)).toBe(
    '[{"phone":"375291111111","text":"Anna","button_link":"https://a.by/1"}]',
  );
});

describe('mapped rows', () => {
  const customers = [
    { tel: '375291111111', name: 'Anna', invoice: 1 },
    { tel: '375292222222', name: 'Boris', invoice: 2 },
    { tel: '375293333333', name: 'Clara', invoice: 3 },
  ];

  it('give phones', () => {
    expect(text.to(customers, (row) => row.tel).toJSON().delivery_list).toEqual(['375291111111', '375292222222', '375293333333']);
  });

  it('give texts', () => {
    expect(notice.to(customers, (row) => ({ phone: row.tel, text: row.name })).toJSON().delivery_list).toEqual([
      { phone: '375291111111', text: 'Anna' },
      { phone: '375292222222', text: 'Boris' },
      { phone: '375293333333', text: 'Clara' },
    ]);
  });

  it('give texts and links', () => {
    const mapped = invoice.to(new Set(customers), (row) => ({
      phone: row.tel,
      text: row.name,
      link: new URL(`https://a.by/${row.invoice}`),
    }));
    expect(mapped.toJSON().delivery_list).toEqual([
      { phone: '375291111111', text: 'Anna', button_link: 'https://a.by/1' },
      { phone: '375292222222', text: 'Boris', button_link: 'https://a.by/2' },
      { phone: '375293333333', text: 'Clara', button_link: 'https://a.by/3' },
    ]);
  });

  it('are numbered from 0 in the source', () => {
    const indexes: number[] = [];
    text.to(generated(customers), (row, index) => {
      indexes.push(index);
      return row.tel;
    });
    expect(indexes).toEqual([0, 1, 2]);
  });

  it('are left out where the mapper gives undefined', () => {
    expect(text.to(customers, (row) => (row.name === 'Boris' ? undefined : row.tel)).toJSON().delivery_list).toEqual([
      '375291111111',
      '375293333333',
    ]);
    expect(
      notice.to(customers, (row) => (row.name === 'Anna' ? undefined : { phone: row.tel, text: row.name })).toJSON().delivery_list,
    ).toEqual([
      { phone: '375292222222', text: 'Boris' },
      { phone: '375293333333', text: 'Clara' },
    ]);
  });

  it('are left out by undefined alone: null is a fault', () => {
    expect(faults(() => untyped(text).to(customers, () => null))).toEqual([
      'delivery_list[0]: mapper_null',
      'delivery_list[1]: mapper_null',
      'delivery_list[2]: mapper_null',
    ]);
  });

  it('report a fault with the index of the source, rows that were left out counted', () => {
    const mapper = (row: { tel: string }, index: number) => (index === 0 ? undefined : index === 2 ? 'none' : row.tel);
    expect(faults(() => text.to(customers, mapper as (row: { tel: string }) => string))).toEqual([
      'delivery_list[2]: phone_format',
    ]);
  });

  it('let an error of the mapper through as it is', () => {
    const own = new Error('mine');
    const mapper = (): string => {
      throw own;
    };
    expect(() => text.to(customers, mapper)).toThrow(own);
  });
});

it('lets an error of the source through as it is', () => {
  const own = new Error('the database went away');
  function* broken() {
    yield '375291111111';
    throw own;
  }
  expect(() => text.to(broken())).toThrow(own);
});

describe('faulty recipients', () => {
  it('are all reported together, each with its place', () => {
    expect(faults(() => text.to(['375291111111', '+375292222222', '', '0375293333333'] as string[]))).toEqual([
      'delivery_list[1]: phone_format',
      'delivery_list[2]: phone_missing',
      'delivery_list[3]: phone_format',
    ]);
    const list = [
      { phone: '375291111111', text: '' },
      { phone: '+1', text: '', link: 'nowhere' },
    ];
    expect(faults(() => untyped(invoice).to(list))).toEqual([
      'delivery_list[0].text: text_empty',
      'delivery_list[0].button_link: missing_key',
      'delivery_list[1].phone: phone_format',
      'delivery_list[1].text: text_empty',
      'delivery_list[1].button_link: link_format',
    ]);
  });

  it('are a hundred at most, and counted beyond', () => {
    const error = thrown(() => text.to(Array.from({ length: 250 }, () => 'none' as string)));
    expect(error.issues).toHaveLength(100);
    expect(error.issues.at(-1)?.path).toBe('delivery_list[99]');
    expect(error.total).toBe(250);
    expect(error.message).toContain('and 245 more');
  });

  it('are refused where they are rows in a bulk mailing, or phones in a personal one', () => {
    expect(faults(() => untyped(text).to([{ phone: '375291111111' }]))).toEqual(['delivery_list[0]: phone_expected']);
    expect(faults(() => untyped(notice).to(['375291111111']))).toEqual(['delivery_list[0]: text_row_expected']);
    expect(faults(() => untyped(invoice).to(['375291111111', null, 5]))).toEqual([
      'delivery_list[0]: button_row_expected',
      'delivery_list[1]: button_row_expected',
      'delivery_list[2]: button_row_expected',
    ]);
  });

  it('are refused where a phone is a number: nothing is coerced', () => {
    expect(faults(() => untyped(text).to([375291111111]))).toEqual(['delivery_list[0]: phone_string']);
    expect(faults(() => untyped(notice).to([{ phone: 375291111111, text: 'Anna' }]))).toEqual([
      'delivery_list[0].phone: phone_string',
    ]);
    expect(faults(() => untyped(notice).to([{ phone: '375291111111', text: 5 }]))).toEqual(['delivery_list[0].text: not_string']);
  });

  it('are refused where an array has a hole', () => {
    // biome-ignore lint/suspicious/noSparseArray: the hole is the point
    expect(faults(() => untyped(text).to(['375291111111', , '375292222222']))).toEqual(['delivery_list[1]: phone_missing']);
  });

  it('are refused where a personal text has a link, which would be lost', () => {
    expect(faults(() => untyped(notice).to([rows[0]]))).toEqual(['delivery_list[0].button_link: personal_link']);
    expect(faults(() => untyped(notice).to([1], () => rows[0]))).toEqual(['delivery_list[0].button_link: personal_link']);
    expect(notice.to([{ phone: '375291111111', text: 'Anna', link: undefined }]).size).toBe(1);
  });

  it.each(['phone', 'text', 'link', 'button_link'])('are refused where looking at their %s throws', (name) => {
    const get = () => {
      throw new Error('375291111111');
    };
    const row = Object.defineProperty({ phone: '375291111111', text: 'Hello' }, name, { get });
    expect(faults(() => untyped(notice).to([row]))).toEqual(['delivery_list[0]: unreadable']);
  });
});

describe('onInvalid', () => {
  it('leaves faulty recipients out, and tells each with its index in the source', () => {
    const told: unknown[] = [];
    const some = text.to(['375291111111', 'none', '375292222222', '+3'] as string[], {
      onInvalid: ({ index, issues }) => told.push([index, issues.map(({ code, path }) => `${path}: ${code}`)]),
    });
    expect(some.toJSON().delivery_list).toEqual(['375291111111', '375292222222']);
    expect(told).toEqual([
      [1, ['delivery_list[1]: phone_format']],
      [3, ['delivery_list[3]: phone_format']],
    ]);
  });

  it('tells all faults of one recipient together', () => {
    const told: unknown[] = [];
    const some = invoice.to([{ phone: '1', text: '', link: 'x' } as { phone: string; text: string; link: string }, ...rows], {
      onInvalid: ({ index, issues }) => told.push(index, ...issues.map(({ code }) => code)),
    });
    expect(told).toEqual([0, 'phone_format', 'text_empty', 'link_format']);
    expect(some.size).toBe(2);
  });

  it('tells of rows that a mapper of phones left out, which may be empty cells', () => {
    const told: number[] = [];
    const phones = ['skip', '375291111111', 'none'] as string[];
    text.to(phones, (phone) => (phone === 'skip' ? undefined : phone), { onInvalid: ({ index }) => told.push(index) });
    expect(told).toEqual([0, 2]);
  });

  it('may stand second or third', () => {
    const onInvalid = () => {};
    expect(text.to([...two, 'none'], { onInvalid }).size).toBe(2);
    expect(text.to([...two, 'none'], undefined, { onInvalid }).size).toBe(2);
    expect(text.to([...two, 'none'], (phone) => phone, { onInvalid }).size).toBe(2);
  });

  it('leaves out every fault, more than a hundred of them', () => {
    let told = 0;
    const many = text.to([...Array.from({ length: 1000 }, () => 'none'), '375291111111'], { onInvalid: () => told++ });
    expect([many.size, told]).toEqual([1, 1000]);
  });

  it('is called as a method of its options', () => {
    class Report {
      #count = 0;
      onInvalid() {
        this.#count++;
      }
      get count() {
        return this.#count;
      }
    }
    const report = new Report();
    text.to(['375291111111', 'none', 'none'] as string[], report);
    expect(report.count).toBe(2);
  });

  it('leaves no mailing without recipients', () => {
    expect(faults(() => text.to(['none'] as string[], { onInvalid: () => {} }))).toEqual(['delivery_list: no_recipients']);
  });

  it('lets its own error through as it is', () => {
    const own = new Error('mine');
    const onInvalid = () => {
      throw own;
    };
    expect(() => text.to(['none'] as string[], { onInvalid })).toThrow(own);
  });
});

it('refuses no recipients at all', () => {
  for (const empty of [[], new Set<string>(), generated<string>([])])
    expect(faults(() => text.to(empty))).toEqual(['delivery_list: no_recipients']);
  expect(faults(() => untyped(notice).to([]))).toEqual(['delivery_list: no_recipients']);
  expect(faults(() => untyped(invoice).to([]))).toEqual(['delivery_list: no_recipients']);
});

it('refuses what is no list', () => {
  for (const none of [undefined, null, 5, {}, () => two, true, Symbol.iterator, 375291111111n])
    expect(faults(() => untyped(text).to(none))).toEqual(['delivery_list: list_expected']);
  expect(faults(() => untyped(notice).to('375291111111'))).toEqual(['delivery_list: list_expected']);
  expect(faults(() => untyped(text).to('375291111111', (digit: string) => digit))).toEqual(['delivery_list: list_expected']);
});

it('refuses an asynchronous source', () => {
  async function* later() {
    yield '375291111111';
  }
  expect(faults(() => untyped(text).to(later()))).toEqual(['delivery_list: async_list']);
});

it('refuses a source that throws when it is looked at', () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
    },
  );
  expect(faults(() => untyped(text).to(hostile))).toEqual(['delivery_list: unreadable']);
});

describe('the last arguments', () => {
  it('refuse an option that does not exist', () => {
    expect(faults(() => untyped(text).to(two, { oninvalid: () => {} }))).toEqual(['options: unknown_option']);
    expect(faults(() => untyped(text).to(two, (phone: string) => phone, { onInvalid: () => {}, retry: 1 }))).toEqual([
      'options: unknown_option',
    ]);
  });

  it('refuse what is neither a function nor options', () => {
    for (const second of [null, 5, true, Symbol('x')])
      expect(faults(() => untyped(text).to(two, second))).toEqual(['options: callback_expected']);
    expect(faults(() => untyped(text).to(two, { onInvalid: 'skip' }))).toEqual(['options.onInvalid: callback_expected']);
    expect(faults(() => untyped(text).to(two, (phone: string) => phone, null))).toEqual(['options: callback_expected']);
    expect(
      faults(() =>
        untyped(text).to(
          two,
          (phone: string) => phone,
          (phone: string) => phone,
        ),
      ),
    ).toEqual(['options: callback_expected']);
  });

  it('refuse two of options, as one would be dropped', () => {
    const first = { onInvalid: () => {} };
    expect(faults(() => untyped(text).to(two, first, { onInvalid: () => {} }))).toEqual(['options: callback_expected']);
    expect(faults(() => untyped(text).to(two, first, (phone: string) => phone))).toEqual(['options: callback_expected']);
  });

  it('refuse options that throw when they are looked at', () => {
    const options = {
      get onInvalid() {
        throw new Error('no');
      },
    };
    expect(faults(() => untyped(text).to(two, options))).toEqual(['options: unreadable']);
  });

  it('may be undefined', () => {
    expect(text.to(two, undefined).size).toBe(2);
    expect(text.to(two, { onInvalid: undefined }).size).toBe(2);
    expect(text.to(two, {}).size).toBe(2);
  });
});

describe('a second to', () => {
  it('adds to the recipients that there are', () => {
    expect(
      text
        .to(two)
        .to('375293333333')
        .to(new Set(['375291111111']))
        .toJSON().delivery_list,
    ).toEqual(['375291111111', '375292222222', '375293333333', '375291111111']);
    const more = notice.to([{ phone: '375291111111', text: 'A' }]).to(rows, (row) => ({ phone: row.phone, text: row.text }));
    expect(more.toJSON().delivery_list).toEqual([
      { phone: '375291111111', text: 'A' },
      { phone: '375291111111', text: 'Anna' },
      { phone: '375292222222', text: 'Boris' },
    ]);
    expect(
      invoice
        .to(rows)
        .to([{ phone: '375293333333', text: 'C', link: 'https://a.by/3' }])
        .toJSON().delivery_list,
    ).toEqual([
      { phone: '375291111111', text: 'Anna', button_link: 'https://a.by/1' },
      { phone: '375292222222', text: 'Boris', button_link: 'https://a.by/2' },
      { phone: '375293333333', text: 'C', button_link: 'https://a.by/3' },
    ]);
  });

  it('refuses an empty list, too', () => {
    expect(faults(() => untyped(text).to(two).to([]))).toEqual(['delivery_list: no_recipients']);
  });

  it('leaves the mailing as it was when it is refused', () => {
    const before = text.to(two);
    expect(faults(() => before.to(['none'] as string[]))).toEqual(['delivery_list[0]: phone_format']);
    expect(before.size).toBe(2);
  });
});

describe('unique', () => {
  it('keeps the first of each phone in a bulk mailing', () => {
    const list = ['375293333333', '375291111111', '375293333333', '375292222222', '375291111111'];
    const once = text.to(list).unique();
    expect(once.toJSON().delivery_list).toEqual(['375293333333', '375291111111', '375292222222']);
    expect(once.size).toBe(3);
  });

  it('tells phones of any length apart', () => {
    const list = ['1234567', '12345678', '998999999999999', '998999999999998', '123456700000000', '1234567'];
    expect(text.to(list).unique().toJSON().delivery_list).toEqual(list.slice(0, 5));
  });

  it('keeps different notices of one customer, and drops equal ones', () => {
    const list = [
      { phone: '375291111111', text: 'Your order is ready' },
      { phone: '375291111111', text: 'Your invoice' },
      { phone: '375292222222', text: 'Your order is ready' },
      { phone: '375291111111', text: 'Your order is ready' },
    ];
    expect(notice.to(list).unique().toJSON().delivery_list).toEqual(list.slice(0, 3));
  });

  it('keeps different links of one customer, and drops equal entries', () => {
    const list = [
      { phone: '375291111111', text: 'Pay', link: 'https://a.by/1' },
      { phone: '375291111111', text: 'Pay', link: 'https://a.by/2' },
      { phone: '375291111111', text: 'Pay', link: 'https://a.by/1' },
    ];
    expect(invoice.to(list).unique().size).toBe(2);
  });

  it('mistakes no boundary between phone, link and text', () => {
    const list = [
      { phone: '4829111', text: '11111 x', link: 'https://a.by/1' },
      { phone: '482911111111', text: ' x', link: 'https://a.by/1' },
      { phone: '482911111111', text: 'https://a.by/1 x', link: 'https://a.by/1' },
      { phone: '482911111111', text: 'x', link: 'https://a.by/1' },
    ];
    expect(invoice.to(list).unique().size).toBe(4);
  });

  it('counts across several lists', () => {
    expect(text.to(two).to(two).to('375293333333').unique().toJSON().delivery_list).toEqual([
      '375291111111',
      '375292222222',
      '375293333333',
    ]);
  });

  it('changes nothing where nothing repeats', () => {
    expect(text.to(two).unique().toJSON()).toEqual(text.to(two).toJSON());
  });
});

it('tells how many recipients there are', () => {
  expect(text.to(two).size).toBe(2);
  expect(notice.to([{ phone: '375291111111', text: 'A' }]).size).toBe(1);
  expect(invoice.to(rows).to(rows).size).toBe(4);
});

it('takes a hundred thousand recipients', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => String(375290000000 + index));
  const mail = text.to(generated(many));
  expect(mail.size).toBe(100_000);
  expect(mail.toJSON().delivery_list).toEqual(many);
});
