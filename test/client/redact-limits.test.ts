import fc from 'fast-check';
import type { RequestJson } from 'viber-mailing';
import { expect, test } from 'vitest';
import { redact } from '../../src/client/redact.ts';
import { echoing, letters } from './echoing.ts';

const reasonOf = (said: string, request: RequestJson) => redact(said, () => request);

test('nothing of a request is left, whatever it holds and however it is repeated', () => {
  const word = fc.string({ unit: 'binary', minLength: 12, maxLength: 60 }).filter((text) => letters(text).length >= 12);
  const phone = fc.stringMatching(/^[1-9][0-9]{10,14}$/);
  const ways = Object.entries(echoing);
  const way = fc.constantFrom(...ways.map(([name]) => name).filter((name) => !/small|capitals|normal/.test(name)));
  const request = fc.record({
    token: fc.stringMatching(/^[!-~]{0,5}[a-z0-9]{12,32}$/),
    texts: fc.array(fc.record({ phone, text: word }), { minLength: 1, maxLength: 20 }),
    chosen: fc.nat(),
    way,
  });
  fc.assert(
    fc.property(request, ({ token, texts, chosen, way }) => {
      const delivery_list = texts;
      const json: RequestJson = {
        token,
        messages: [{ alphaname_id: '1', message_type: 'personal', content: { type: 'text' }, delivery_list }],
      };
      const one = texts[chosen % texts.length] as (typeof texts)[number];
      const reason = redact(`${echoing[way]?.(one.text)} ${one.phone} ${token}`, () => json);
      expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(reason.length).toBeLessThanOrEqual(300);
      expect(reason).not.toContain(one.phone);
      expect(letters(reason)).not.toContain(letters(token).slice(-12));
      expect(letters(reason)).not.toContain(letters(one.text));
    }),
    { seed: 20261127, numRuns: 300 },
  );
});

test('what takes too long to search is not shown at all', () => {
  const text = 'а'.repeat(20_000);
  const delivery_list = Array.from({ length: 100 }, () => ({ phone: '375291111111', text }));
  const request = {
    token: 'key',
    messages: [{ alphaname_id: '1', message_type: 'personal', content: { type: 'text' }, delivery_list }],
  } as RequestJson;
  for (const length of [900, 1_500]) expect(reasonOf(`${'а'.repeat(length)} x`, request)).toBe('');
});

test('a short value is looked for once, however many recipients have it', () => {
  const delivery_list = Array(200_000).fill({ phone: '375291111111', text: 'а' });
  const request = {
    token: 'key',
    messages: [{ alphaname_id: '1', message_type: 'personal', content: { type: 'text' }, delivery_list }],
  } as RequestJson;
  expect(reasonOf('"а"'.repeat(330), request)).toMatch(/^(?:"messages\[0\]\.delivery_list\[0\]\.text")+/);
});
