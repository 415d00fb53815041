import fc from 'fast-check';
import { mailing, parseMailing, parseRequest, request } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { anyMailing } from '../wire/any-request.js';
import { untyped } from '../wire/thrown.js';

const image = 'https://a.by/i.png';
const two = ['375291111111', '375292222222'];
const text = mailing('Sale').from('444').bulk().text('Hello');

const extra = (value: unknown, fields: object) => untyped(value).extra(fields);

/** Pairs that differ in one thing alone. */
const different: Record<string, readonly [unknown, unknown]> = {
  texts: [text.to(two), mailing('Sale').from('444').bulk().text('Bye').to(two)],
  images: [mailing().bulk().image(image).to(two), mailing().bulk().image(`${image}?2`).to(two)],
  senders: [text.to(two), text.from('17').to(two)],
  names: [text.to(two), text.named('Other').to(two)],
  schedules: [text.to(two), text.at('2026-11-27T10:00:00').to(two)],
  phones: [text.to(two), text.to([...two].reverse())],
  'numbers of recipients': [text.to(two), text.to(two).to(two)],
  'recipients’ texts': [
    mailing()
      .personal()
      .text()
      .to([{ phone: '375291111111', text: 'A' }]),
    mailing()
      .personal()
      .text()
      .to([{ phone: '375291111111', text: 'B' }]),
  ],
  'extra fields': [extra(text.to(two), { ttl: 1 }), extra(text.to(two), { ttl: 2 })],
  'the order of extra fields': [extra(text.to(two), { a: 1, b: 2 }), extra(text.to(two), { b: 2, a: 1 })],
  drafts: [mailing(), mailing('Sale')],
  kinds: [mailing().bulk(), mailing().personal()],
  composed: [text, text.named('Other')],
  'a stage and a mailing': [text, text.to(two)],
  requests: [request({ token: 't' }).add(text.to(two)), request({ token: 't' }).add(text.to(two), text.to(two))],
  'callbacks of requests': [
    request({ token: 't', callbackUrl: 'https://a.by/1' }).add(text.to(two)),
    request({ token: 't', callbackUrl: 'https://a.by/2' }).add(text.to(two)),
  ],
  'drafts of requests': [request({ token: 't' }), request({ token: 't', from: '444' })],
};

/** Pairs that came about in different ways, and are written alike. */
const plain = mailing().bulk().text('Hello').to(two);
const equal: Record<string, readonly [unknown, unknown]> = {
  'the order of the steps': [text.to(two), mailing().bulk().text('Hello').named('Sale').to(two).from(444)],
  'one list and two': [text.to(two), text.to('375291111111').to('375292222222')],
  'lists of strings and of rows': [
    text.to(two),
    text.to(
      two.map((tel) => ({ tel })),
      (row) => row.tel,
    ),
  ],
  'rows that were left out': [text.to(two), text.to(['x', ...two], (phone) => (phone === 'x' ? undefined : phone))],
  'repetitions that were left out': [text.to(two), text.to([...two, ...two]).unique()],
  'one that was parsed': [text.to(two), parseMailing(text.to(two).toJSON())],
  'extra fields in two steps': [extra(extra(text, { a: 1 }), { b: 2 }), extra(text, { a: 1, b: 2 })],
  'tokens of requests': [request({ token: 'a' }).add(text.to(two)), request({ token: 'b' }).add(text.to(two))],
  'where the sender is from': [request({ token: 't', from: '444' }).add(plain), request({ token: 't' }).add(plain.from('444'))],
  'a request that was parsed': [
    request({ token: 't', from: '444' }).add(plain),
    parseRequest(request({ token: 't', from: '444' }).add(plain).toJSON()),
  ],
};

/** What each tool that compares values must say of mailings, stages and requests; a comparison throws where they differ. */
export function comparesMailings(tools: Readonly<Record<string, (a: unknown, b: unknown) => void>>): void {
  describe.each(Object.entries(tools))('%s', (_, compare) => {
    it.each(Object.entries(different))('tells %s apart', (_, [a, b]) => {
      expect(() => compare(a, b)).toThrow();
      expect(() => compare(b, a)).toThrow();
    });

    it.each(Object.entries(equal))('finds equal whatever %s', (_, [a, b]) => {
      compare(a, b);
      compare(b, a);
    });

    it('finds two equal exactly where their JSON is the same', () => {
      fc.assert(
        fc.property(anyMailing, anyMailing, (a, b) => {
          compare(parseMailing(a), parseMailing(structuredClone(a)));
          fc.pre(JSON.stringify(a) !== JSON.stringify(b));
          expect(() => compare(parseMailing(a), parseMailing(b))).toThrow();
        }),
        { numRuns: 30 },
      );
    });
  });
}
