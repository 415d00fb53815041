import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

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
});
