import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { type InspectOptions, inspect } from 'node:util';
import fc from 'fast-check';
import { mailing, parseMailing, parseRequest, request } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { changed, type Place, places, valueAt } from '../wire/any-mutant.js';
import { thrown, untyped } from '../wire/thrown.js';

// What nobody may read in a log. Each is of a kind that the rules take; `broken` ones they refuse.
const phone = '375297654321';
const other = '375296543219';
const text = 'Zq, your code is 5150';
const token = 'tk-9f8e7d6c5b4a';
const link = 'https://shop.example.com/pay/zq5150';
const secrets = [phone, other, text, token, link, 'zq5150', '7654321', 'code is'];

const image = 'https://shop.example.com/i.png';
const written = mailing('n').from('444').bulk().text(text).to([phone, other]);
const notice = mailing().personal().text().to([{ phone, text }]);
const invoice = mailing().personal().button({ caption: 'Pay', image }).to([{ phone, text, link }]);
const body = request({ token, from: '444' }).add(written, notice, invoice);

const values: Record<string, unknown> = {
  'a bulk text': mailing().bulk().text(text),
  'a bulk button': mailing().bulk().button({ caption: text, link, image, text }),
  'a mailing': written,
  'a personal mailing': notice,
  'a personal button': invoice,
  'a named draft': mailing(text),
  'a parsed mailing': parseMailing(written.toJSON()),
  'a request without mailings': request({ token }),
  'a request': body,
  'a parsed request': parseRequest(body.toJSON()),
  'values inside others': { list: [written, { body }], map: new Map([[1, body]]) },
};

/** Everything that a log may show of a value. */
function shown(value: unknown): string {
  let printed = '';
  const stream = new Writable({
    write(chunk, _, done) {
      printed += chunk;
      done();
    },
  });
  const log = new Console({ stdout: stream, stderr: stream });
  log.log(value);
  log.log('%o %O %s', value, value, value);
  // By itself `dir` passes over what a class says of itself.
  log.dir(value, { showHidden: true, depth: 20, customInspect: true } as InspectOptions);
  return [printed, inspect(value, { showHidden: true, depth: 20, getters: true }), String(value)].join('\n');
}

function expectNothingOf(output: string, hidden: readonly string[] = secrets): void {
  for (const secret of hidden) expect(output).not.toContain(secret);
}

it('would be seen by this test: JSON shows everything, as it must', () => {
  const json = JSON.stringify(body);
  for (const secret of secrets) expect(json).toContain(secret);
  for (const secret of secrets) expect(shown(JSON.parse(json))).toContain(secret);
});

describe('no log shows a phone, a text or a token of', () => {
  it.each(Object.entries(values))('%s', (_, value) => {
    expectNothingOf(shown(value));
  });

  it('a token, where the print that test tools make of plain fields shows the rest', () => {
    const all = { showHidden: true, depth: 20, getters: true, customInspect: false } as const;
    for (const value of Object.values(values)) expectNothingOf(inspect(value, all), [token]);
    expect(inspect(body, all)).toContain(phone);
  });

  it('a kind and a number of recipients', () => {
    const all = [mailing(), mailing().bulk(), mailing().bulk().text(text), written, notice, request({ token }), body];
    expect(all.map((value) => inspect(value))).toEqual([
      'Draft()',
      'Draft(bulk)',
      'Composed(bulk text)',
      'Mailing(bulk text, 2 recipients)',
      'Mailing(personal text, 1 recipient)',
      'RequestDraft()',
      'MailingRequest(3 mailings)',
    ]);
    expect(inspect({ list: [written] }, { depth: 0, showHidden: true })).not.toContain(phone);
  });
});

/** Everything that a log, a queue or an error tracker may make of an error. */
function told(error: Error): string {
  const properties = Object.getOwnPropertyNames(error);
  return [
    shown(error),
    error.stack,
    JSON.stringify(error),
    JSON.stringify(error, [...properties, 'code', 'path', 'message', '0', '1', '2']),
    JSON.stringify({ ...error }),
    inspect(structuredClone(error), { depth: 20, showHidden: true }),
  ].join('\n');
}

describe('no error shows what was refused', () => {
  const draft = untyped(mailing());
  const bulk = untyped(mailing().bulk());
  const personal = untyped(mailing().personal());
  const half = `${text}\ud83c`;

  it.each<[string, () => unknown]>([
    ['a sender', () => draft.from(token)],
    ['a name', () => draft.named(half)],
    ['a schedule', () => draft.at(text)],
    ['a zone', () => draft.at(new Date(), text)],
    ['a text', () => bulk.text(half)],
    ['an image', () => bulk.image(text)],
    ['a private image', () => bulk.image(`http://localhost/${phone}`)],
    ['a button', () => bulk.button({ caption: half, link: text, image: text, text: half })],
    ['a button with another part', () => bulk.button({ [text]: phone, [phone]: 1, [token]: 2 })],
    ['phones', () => bulk.text(text).to([`+${phone}`, `${other} `, text])],
    ['a row in place of a phone', () => bulk.text(text).to([{ phone, text }])],
    ['rows', () => personal.text().to([{ phone: `+${phone}`, text: half }, text, { phone, text, link }])],
    [
      'rows with links',
      () =>
        personal.button({ caption: 'Pay', image }).to([
          { phone, text, link: text },
          { phone: text, text, link: `${link}/${'x'.repeat(150)}` },
        ]),
    ],
    ['options of a list', () => bulk.text(text).to([phone], { [phone]: 1 })],
    ['a step too many', () => untyped(written).text(text)],
    ['a token', () => untyped(request)({ token: `${token} ` })],
    ['options of a request', () => untyped(request)({ token, [token]: 1, [phone]: 1, from: text, callbackUrl: text })],
    ['a mailing without a sender', () => untyped(request({ token })).add(notice)],
    ['a mailing of another kind', () => untyped(request({ token })).add({ phone, text })],
  ])('of %s', (_, refused) => {
    expectNothingOf(told(thrown(refused)));
  });

  it('of an own error of something that was looked at', () => {
    const hostile = {
      get phone() {
        throw new Error(phone);
      },
    };
    expectNothingOf(told(thrown(() => untyped(personal.text()).to([hostile]))));
    expectNothingOf(
      told(
        thrown(() =>
          parseMailing({
            ...written.toJSON(),
            content: new Proxy(
              {},
              {
                get: () => {
                  throw new Error(text);
                },
              },
            ),
          }),
        ),
      ),
    );
  });

  it('of JSON with any fault in any place', () => {
    const json = JSON.parse(JSON.stringify(request({ token, callbackUrl: link, from: '444' }).add(written, notice, invoice)));
    const anyPlace = fc.constantFrom<Place>(...places(json));
    const anyBroken = fc.constantFrom<unknown>(
      `${phone}0000`,
      `+${phone}`,
      `${token} `,
      half,
      { [phone]: text },
      [phone, text],
      375297654321,
      null,
      `http://localhost/${token}`,
    );
    const anyKey = fc.constantFrom(phone, token, text, link, `${text}!`, 'sender');
    fc.assert(
      fc.property(anyPlace, anyBroken, anyPlace, anyKey, (place, broken, holder, key) => {
        let mutant = changed(json, place, broken);
        const found = ((): unknown => {
          try {
            return valueAt(mutant, holder);
          } catch {
            return undefined;
          }
        })();
        if (typeof found === 'object' && found !== null && !Array.isArray(found))
          mutant = changed(mutant, holder, { ...found, [key]: broken });
        let error: unknown;
        try {
          parseRequest(mutant);
        } catch (refusal) {
          error = refusal;
        }
        fc.pre(error !== undefined);
        expectNothingOf(told(error as Error));
      }),
      { numRuns: 300 },
    );
  });
});
