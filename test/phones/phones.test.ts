import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { InvalidInputError, mailing } from 'viber-mailing';
import { phones } from 'viber-mailing/phones';
import { describe, expect, it } from 'vitest';
import { phoneFault } from '../../src/wire/phone.js';
import { faults, untyped } from '../wire/thrown.js';

const phone = phones({ country: 'BY' });
const code = (cell: unknown) => phone.read(cell).issue?.code;

describe('a phone of the country', () => {
  it.each([
    '375291111111',
    '+375291111111',
    '+375 29 111 11 11',
    '+375 (29) 111-11-11',
    '+375(29)111-11-11',
    '(+375 29) 111 11 11',
    '+375-29-111-11-11',
    '+375–29–111–11–11',
    '+375.291111111',
    '00375291111111',
    '00 375 29 111-11-11',
    '8 (029) 111-11-11',
    '8-029-111-11-11',
    '80291111111',
    '8 029 1111111',
    '8(029)1111111',
    '029 111-11-11',
    '(029) 111 11 11',
    '291111111',
    '29 111-11-11',
    '29.111.11.11',
    'tel:+375-29-111-11-11',
    'TEL:80291111111',
    ' 375291111111 ',
    '375291111111\n',
    '\u00a0375\u00a029\u202f111\u00a011\u00a011',
    '\u202a+375291111111\u202c',
    '\ufeff375291111111',
  ])('is %j', (cell) => {
    expect(phone(cell)).toBe('375291111111');
    expect(phone.read(cell)).toEqual({ phone: '375291111111' });
  });

  it('may be a whole number', () => {
    for (const cell of [375291111111, 80291111111, 291111111, 375291111111n]) expect(phone(cell)).toBe('375291111111');
  });

  it('may be an object of exceljs', () => {
    for (const cell of [
      { richText: [{ text: '375' }, { font: { bold: true }, text: '291111111' }] },
      { text: '+375 29 111-11-11', hyperlink: 'tel:+375291111111' },
      { text: { richText: [{ text: '80291111111' }] }, hyperlink: 'https://a.by' },
      { formula: 'A1&""', result: '375291111111' },
      { sharedFormula: 'B1', result: 375291111111 },
    ])
      expect(phone(cell), JSON.stringify(cell)).toBe('375291111111');
  });

  it('is taken where it might be a foreign one without its plus: 298 is the code of the Faroe Islands, too', () => {
    expect(phone('298211111')).toBe('375298211111');
    expect(phone('+298211111')).toBe('298211111');
  });
});

describe('a foreign phone', () => {
  it('is given as it is', () => {
    expect(phone('48600111222')).toBe('48600111222');
    expect(phone('79161234567')).toBe('79161234567');
    expect(phone('+7 (916) 123-45-67')).toBe('79161234567');
    expect(phone('0048 600 111 222')).toBe('48600111222');
    expect(phone(79161234567)).toBe('79161234567');
    expect(phones({ country: 'RU' })('8 (916) 123-45-67')).toBe('79161234567');
    expect(phones({ country: 'RU' })('375291111111')).toBe('375291111111');
    expect(phones({ country: 'KZ' })('8 701 123 45 67')).toBe('77011234567');
    expect(phones({ country: 'PL' })('600 111 222')).toBe('48600111222');
    expect(phones({ country: 'UA' })('050 123 45 67')).toBe('380501234567');
  });

  it('is refused as it is dialled at home', () => {
    for (const cell of ['89161234567', '8 (916) 123-45-67', '0501234567']) expect(code(cell)).toBe('phone_invalid');
  });

  it('is never made of digits that are not in the cell', () => {
    // The numbering plan writes this one with a 9 behind the country code.
    expect(phones({ country: 'AR' }).read('011 15-2345-6789').issue?.code).toBe('phone_invalid');
    expect(phones({ country: 'AR' })('+54 9 11 2345-6789')).toBe('5491123456789');
  });
});

describe('the mobile number that every country gives for an example', () => {
  const countries = getCountries().map((country) => [country, getExampleNumber(country, examples)?.number.slice(1)] as const);
  const known = countries.filter((each): each is [(typeof each)[0], string] => each[1] !== undefined);

  it.each(known)('%s, however it is written', (country, digits) => {
    const number = getExampleNumber(country, examples);
    const own = phones({ country });
    for (const cell of [`+${digits}`, `00${digits}`, number?.formatInternational()]) {
      expect(phone(cell), cell).toBe(digits);
      expect(own(cell), cell).toBe(digits);
    }
    // This one ends in six zeros.
    const bare = country === 'KR' ? '' : digits;
    expect(own(digits)).toBe(bare);
    expect(own(number?.nationalNumber)).toBe(digits);
    // In Argentina it is written with digits that it has not, in Lithuania with a hyphen in brackets.
    expect(own(number?.formatNational())).toBe(['AR', 'LT'].includes(country) ? '' : digits);
    // Without a plus those of the Faroes and Greenland look like ones of Belarus.
    if (country !== 'FO' && country !== 'GL') expect(phone(digits)).toBe(bare);
  });
});

describe('no phone', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['an empty cell', 'phone_missing', [undefined, null, '', ' ', '\u00a0', '\u200b', '\n']],
    [
      'a number in scientific notation',
      'phone_scientific',
      ['3.75291E+11', '3,75291E+11', '3,75291Е+11', '3.75291e11', '4E+11', ' 3.75E+11 ', 2 ** 60],
    ],
    ['what CSV readers make of that', 'phone_scientific', ['375291000000', 375291000000, '79160000000']],
    [
      'a number with decimals',
      'phone_decimal',
      [
        '375291111111.0',
        '375291111111.00',
        '375291111111,0',
        '375 291 111 111,00',
        375291111111.4,
        '29.1111111',
        '+375291111111.0',
      ],
    ],
    [
      'a date',
      'phone_date',
      [
        new Date(),
        new Date(Number.NaN),
        runInNewContext('new Date()'),
        '27.11.2026',
        '2026-11-27',
        '27/11/26',
        '27.11.2026 10:00',
        '2026.11.27',
        '27. 11. 2026',
        '2026/11/27',
      ],
    ],
    [
      'an error, a formula without result, or something else',
      'phone_cell',
      [
        ...['#N/A', '#Н/Д', '#REF!', { error: '#N/A' }, { formula: 'A1', result: { error: '#REF!' } }, { formula: 'A1' }],
        ...[true, false, {}, ['375291111111'], Symbol('x'), () => '375291111111', Number.NaN, Number.POSITIVE_INFINITY],
        ...[new String('375291111111'), { richText: [null] }, { text: { text: { text: { text: '375291111111' } } } }],
      ],
    ],
    [
      'more than one phone',
      'phone_several',
      ['375291111111, 375292222222', '375291111111\n375292222222', '375291111111; 80292222222', '375291111111 375292222222'],
    ],
    [
      'more than one phone, with another mark between',
      'phone_several',
      [
        ...['+375 29 111 11 11 +375 33 222 22 22', '+375(29)111-11-11 8(033)222-22-22', '+375291111111+375332222222'],
        ...['375291111111 & 375332222222', '375291111111\\375332222222', '80291111111 та 80332222222'],
      ],
    ],
    ['several phones in words', 'phone_several', ['80291111111 или 80292222222', '80291111111/80292222222']],
    [
      'what is written in another way',
      'phone_unclear',
      [
        ...[
          "'375291111111",
          'З75291111111',
          '37529111111l',
          '3752911111O1',
          '٣٧٥٢٩١١١١١١١',
          '３７５２９１１１１１１１',
          '375291111111%',
        ],
        ...['-375291111111', -375291111111, '375--29--1111111', '(029 1111111', '029) 1111111', '()291111111', '++375291111111'],
        ...[
          '375291111111 доб. 5',
          '+375291111111;ext=5',
          'tel:',
          'Анна',
          '+',
          '8 029 111 11 11 Анна',
          '375_29_1111111',
          '*375291111111#',
        ],
      ],
    ],
    [
      'what no numbering plan has',
      'phone_invalid',
      [
        ...['8-029-111-11-1', '12345678', '37529111111', '3752911111111', '89161234567', '1111111', 46353, 0, '+80291111111'],
        ...['+375 (0) 29 111-11-11', '3750291111111', 375291111111111, '375 20 111-11-11', '+999291111111', '+0375291111111'],
      ],
    ],
    ['a landline', 'phone_landline', ['80172000000', '8 (017) 200-00-01', '+375 17 200-00-01', '172000001', '+48 22 123 45 67']],
  ])('is %s: %s', (_, expected, cells) => {
    for (const cell of cells) {
      expect(phone.read(cell).issue?.code, String(typeof cell === 'object' ? JSON.stringify(cell) : String(cell))).toBe(expected);
      expect(phone(cell)).toBe('');
    }
  });

  it('is a date where phones have eight digits, too', () => {
    expect(phones({ country: 'DK' })('20 11 20 26')).toBe('4520112026');
    expect(phones({ country: 'DK' }).read('20.11.2026').issue?.code).toBe('phone_date');
    expect(phones({ country: 'DK' }).read('20-11-2026').issue?.code).toBe('phone_date');
    // As Hungary, Lithuania and Korea write them, and the Czechs.
    for (const cell of ['2026.11.27', '2026. 11. 27.', '20. 11. 2026', '2026-11-27'])
      for (const country of ['DK', 'LV', 'SG']) expect(phones({ country }).read(cell).issue?.code, cell).toBe('phone_date');
  });

  it('is what throws when it is looked at', () => {
    const hostile = {
      get text() {
        throw new Error('no');
      },
    };
    for (const cell of [hostile, { richText: [hostile] }]) expect(code(cell)).toBe('phone_cell');
  });

  it('is what gives itself for ever', () => {
    const cell: Record<string, unknown> = {};
    cell['text'] = cell;
    expect(code(cell)).toBe('phone_cell');
  });

  it('is told in one go, however long', () => {
    for (const part of ['1', ' ', '1 ', '-', '(', ')', '1.', '1,', '+', '\u200b', 'e1', 'a'])
      for (const start of ['', '1', '+375', 'tel:']) for (const end of ['', 'x', '1']) phone(start + part.repeat(100_000) + end);
  });

  it('is told by a sentence that holds nothing of the cell', () => {
    for (const cell of ['8-029-111-11-1', '80172000000', '37529111111l', '375291111111.0', '89161234567'])
      expect(JSON.stringify(phone.read(cell))).not.toContain(cell.replace(/\D/g, '').slice(0, 7));
  });
});

describe('landlines', () => {
  it('are given on demand', () => {
    const any = phones({ country: 'BY', mobileOnly: false });
    expect(any('8 (017) 200-00-01')).toBe('375172000001');
    expect(any('80291111111')).toBe('375291111111');
  });

  it('cannot be told from mobile phones in North America', () => {
    expect(phone('+1 212 555 1234')).toBe('12125551234');
  });
});

describe('the options', () => {
  it('are a country that is known, and whether landlines are refused', () => {
    const make = untyped(phones);
    expect(faults(() => make())).toEqual([': country']);
    for (const country of [undefined, null, '', 'by', 'BLR', 'UK', 'Belarus', 375, {}])
      expect(faults(() => make({ country }))).toEqual(['country: country']);
    for (const mobileOnly of [null, 1, 'false'])
      expect(faults(() => make({ country: 'BY', mobileOnly }))).toEqual(['mobileOnly: mobile_only']);
    expect(faults(() => make({ country: 'BY', mobile: true }))).toEqual(['mobile: unknown_option']);
    expect(phones({ country: 'BY', mobileOnly: undefined })('80291111111')).toBe('375291111111');
  });
});

describe('in a mailing', () => {
  const rows = [{ tel: '8 (029) 111-11-11' }, { tel: 'нет' }, { tel: undefined }, { tel: 375292222222 }];

  it('a cell without a phone is reported with the index of its row', () => {
    const reported: number[] = [];
    const hello = mailing()
      .bulk()
      .text('Hello')
      .to(rows, (row) => phone(row.tel), { onInvalid: ({ index }) => reported.push(index) });
    expect(hello.toJSON().delivery_list).toEqual(['375291111111', '375292222222']);
    expect(reported).toEqual([1, 2]);
  });

  it('it maps a list of cells by itself', () => {
    expect(mailing().bulk().text('Hello').to(['8 029 111-11-11', '+375 29 222-22-22'], phone).toJSON().delivery_list).toEqual([
      '375291111111',
      '375292222222',
    ]);
  });

  it('or refuses the whole list', () => {
    expect(() =>
      mailing()
        .bulk()
        .text('Hello')
        .to(rows, (row) => phone(row.tel)),
    ).toThrow(InvalidInputError);
  });
});

/** Whether a phone is in a text: all its digits, or those behind Belarus’s code, behind nothing but what is dialled before. */
function holds(text: string, found: string): boolean {
  const digits = text.replace(/\D/g, '');
  const home = found.startsWith('375') ? ['', '8', '80', '0'].map((prefix) => prefix + found.slice(3)) : [];
  return [found, `00${found}`, ...home].includes(digits);
}

describe('no cell gives a phone that is not in it', () => {
  const sound = (cell: unknown, text: string) => {
    const found = phone(cell);
    if (found === '') return false;
    expect(holds(text, found), `${text} gave ${found}`).toBe(true);
    expect(phoneFault(found)).toBeUndefined();
    expect(text.replace(/^\s*tel:/i, '')).not.toMatch(/[^\s\d()+.\u2010-\u2015-]/);
    return true;
  };

  it('of any text made of what phones are made of', () => {
    const part = fc.constantFrom(
      ...[
        '375',
        '29',
        '291',
        '111',
        '1111111',
        '291111111',
        '375291111111',
        '80291111111',
        '8',
        '0',
        '00',
        '+',
        '+375',
        '7',
        '916',
      ],
      ...[
        '1234567',
        '48',
        '600111222',
        '17',
        '2000001',
        ' ',
        '-',
        '.',
        ',',
        '(',
        ')',
        '(029)',
        '(29)',
        'E+11',
        '.0',
        ',00',
        'tel:',
      ],
      ...['О', 'l', '\n', '\u00a0', '/', '#', "'", '%', '1', '2', '27', '.11.', '2026'],
    );
    let found = 0;
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        if (sound(parts.join(''), parts.join(''))) found++;
      }),
      { numRuns: 20_000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('of any number', () => {
    const number = fc.oneof(
      fc.integer({ min: 290000000, max: 299999999 }),
      fc.integer({ min: 375290000000, max: 375299999999 }),
      fc.integer({ min: 80290000000, max: 80299999999 }),
      fc.double(),
      fc.maxSafeInteger(),
    );
    fc.assert(
      fc.property(number, (cell) => void sound(cell, String(cell))),
      { numRuns: 5000 },
    );
  });

  it('of a phone with one digit more, less or changed', () => {
    const written = ['8 (029) 111-11-11', '+375 29 111-11-11', '375291111111', '291111111', '+7 916 123-45-67', '00375291111111'];
    for (const text of written)
      for (let at = 0; at <= text.length; at++)
        for (const put of ['', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ' ', '-', '+', 'e', 'О'])
          for (const cut of [0, 1]) {
            const cell = text.slice(0, at) + put + text.slice(at + cut);
            sound(cell, cell);
          }
  });

  it.each(['libreoffice-as-shown.csv', 'libreoffice-ru.csv'])('of %s', (file) => {
    const text = readFileSync(new URL(`sheets/${file}`, import.meta.url), 'utf8');
    const cells = [...text.matchAll(/^[^;\n]+;("[^"]*"|[^\n]*)$/gm)].map(([, cell = '']) => cell.replace(/^"|"$/g, ''));
    expect(cells.length).toBeGreaterThan(35);
    for (const cell of cells) sound(cell, cell);
  });
});
