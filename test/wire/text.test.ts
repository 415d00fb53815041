import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isSuspicious } from '../../src/wire/text.js';

const { isWellFormed: native } = String.prototype as { isWellFormed?: () => boolean };

afterEach(() => {
  if (native !== undefined)
    Object.defineProperty(String.prototype, 'isWellFormed', { value: native, configurable: true, writable: true });
});

async function checks(withNative: boolean) {
  if (!withNative) Reflect.deleteProperty(String.prototype, 'isWellFormed');
  vi.resetModules();
  return import('../../src/wire/text.js');
}

describe.each([
  ['with the runtime’s own check', true],
  ['where the runtime has none', false],
])('%s', (_, withNative) => {
  it('a text is well-formed unless it holds half of a surrogate pair', async () => {
    const { isWellFormed } = await checks(withNative);
    for (const text of ['', 'Hello', 'Привет', '🎉', '\ufffd', '\uffff', 'a🎉b', '\u{10ffff}'])
      expect(isWellFormed(text)).toBe(true);
    for (const text of ['\ud83c', '\udf89', '\udf89\ud83c', 'a\ud83c', '\udf89a', '\ud83c🎉', '🎉\udf89'])
      expect(isWellFormed(text)).toBe(false);
  });

  it('as TextEncoder has it, which replaces halves', async () => {
    const { isWellFormed } = await checks(withNative);
    const halves = fc.string({ unit: fc.constantFrom('a', '\ud83c', '\udf89', '🎉', '\ufffe') });
    fc.assert(
      fc.property(halves, (text) => {
        const kept = new TextDecoder().decode(new TextEncoder().encode(text)) === text;
        expect(isWellFormed(text)).toBe(kept);
      }),
    );
  });

  it('a text has one fault: no string, empty, or ill-formed', async () => {
    const { textFault } = await checks(withNative);
    expect(textFault(5, 'text_empty')).toBe('not_string');
    expect(textFault('', 'caption_empty')).toBe('caption_empty');
    expect(textFault('\ud83c', 'text_empty')).toBe('ill_formed');
    expect(textFault('🎉', 'text_empty')).toBeUndefined();
  });

  it('a text of nothing but blanks and invisible characters is empty', async () => {
    const { textFault } = await checks(withNative);
    const blanks = [' ', '   ', '\n', '\t\r\n', '\u00a0', '\u2003\u3000', '\u200b', '\u2060\u00ad', '\ufeff', '\u200e\u202a'];
    for (const text of [...blanks, '\u0000', '\u2800', '\u3164', '\u115f', '\ufe0f', '\u{e0020}', '\u034f', '\u0085'])
      expect(textFault(text, 'name_empty'), JSON.stringify(text)).toBe('name_empty');
    for (const text of [' x', '.', '\u200bЯ', '0', 'ї', '。', '\u2801', '🏳️', '\u0600', '٣', '￼'])
      expect(textFault(text, 'name_empty'), JSON.stringify(text)).toBeUndefined();
  });
});

describe('a suspicious text', () => {
  it.each([
    'Hello undefined',
    'undefined',
    'Анна,null!',
    'К оплате NaN руб.',
    'Order [object Object] is ready',
    '[object Promise]',
    'Hello {{name}}',
    '{{ first name }}, привет',
    '{{}}',
    'Hello _undefined_',
    'Привет, NULL!',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the mistake itself
    'Hello ${row.name}',
    'Invoice of Invalid Date',
    'до Invalid date',
    'Invalid DateTime',
    'Анна, ваш бонус #N/A',
    '#REF!',
    'К оплате #ЗНАЧ!',
    'Анна, #Н/Д',
    '#VALUE! BYN',
    'https://a.by/#ССЫЛКА!',
    'https://a.by/pay/undefined',
    'https://a.by/pay?id=null&x=1',
  ])('is %j', (text) => {
    expect(isSuspicious(text)).toBe(true);
  });

  it.each([
    'Hello',
    'nullable',
    'Nan bread',
    'Undefined',
    'NaNa',
    'Null Pointer Bar',
    'annulled',
    '$5 {a}',
    '#SALE!',
    'Invalid date'.toUpperCase(),
    '{ name }',
    '{{',
    'a {{ b',
    '[object]',
    'предложение: null-модем'.slice(0, 12),
  ])('is not %j', (text) => {
    expect(isSuspicious(text)).toBe(false);
  });

  it('is told in one go, however long', () => {
    for (const part of ['{{', '{{a', '$' + '{a', '[object ', '[object a', 'null', '_', '#', 'a'])
      isSuspicious(part.repeat(200_000));
  });
});
