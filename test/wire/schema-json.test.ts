import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { MailingSchema, RequestSchema, type StandardSchema } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { anyMutant } from './any-mutant.js';
import { anyMailing, anyRequest } from './any-request.js';
import { jsonSchema } from './json-schema.js';

const file = new URL('../../src/wire/schema.json', import.meta.url);
const sample = JSON.parse(readFileSync(new URL('sample-request.json', import.meta.url), 'utf8'));

it('schema.json is made from the schemas behind the parser (`vitest -u` writes it again)', async () => {
  await expect(`${JSON.stringify(jsonSchema(), null, 2)}\n`).toMatchFileSnapshot(file.pathname);
});

it('its patterns are written so that the regular expressions of other languages know them too', () => {
  const patterns: string[] = [];
  JSON.stringify(jsonSchema(), (key, value) => {
    if (key === 'pattern') patterns.push(value);
    return value;
  });
  expect(patterns.length).toBeGreaterThan(20);
  for (const pattern of patterns) expect(pattern).not.toMatch(/\\[pPuk]/);
});

describe('a validator of JSON Schema 2020-12', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: false });
  const schema = jsonSchema() as any;
  const validRequest = ajv.compile(schema);
  const validMailing = ajv.compile(schema.$defs.mailing);

  it('takes the documented sample', () => {
    expect(validRequest(sample)).toBe(true);
    for (const message of sample.messages) expect(validMailing(message)).toBe(true);
  });

  it('takes every request and every mailing that keeps the rules', () => {
    fc.assert(fc.property(anyRequest, (json) => validRequest(json)));
    fc.assert(fc.property(anyMailing, (json) => validMailing(json)));
  });

  it('asks for a sender in a request, and not in a mailing alone', () => {
    const { alphaname_id, ...message } = sample.messages[0];
    expect(validMailing(message)).toBe(true);
    expect(validRequest({ ...sample, messages: [message] })).toBe(false);
  });

  /**
   * Two things JSON Schema cannot say as the parser does: it does not see lone surrogates (`ill_formed`), and it counts
   * code points where the parser counts UTF-16 units, of which a link over 150 may have up to twice as many. Invisible
   * characters beyond the BMP are left out of its blanks.
   */
  const beyondJsonSchema = (json: unknown) => {
    const text = JSON.stringify(json);
    return (
      /[\u{e0000}-\u{e0fff}]/u.test(text) ||
      /\\ud[89a-f]/i.test(text) ||
      /"[^"]{0,300}[\u{10000}-\u{10ffff}][^"]{120,}"|"[^"]{120,}[\u{10000}-\u{10ffff}]/u.test(text)
    );
  };

  const agreement = (json: unknown, valid: (json: unknown) => boolean, parser: StandardSchema<unknown>) => {
    fc.pre(!beyondJsonSchema(json));
    const { issues } = parser['~standard'].validate(json);
    expect(valid(json), JSON.stringify([json, issues])).toBe(issues === undefined);
  };

  it('agrees with the parser on mutants of the sample', () => {
    fc.assert(
      fc.property(anyMutant(sample), (json) => agreement(json, validRequest, RequestSchema)),
      { numRuns: 2500 },
    );
  });

  it('agrees with the parser on mutants of any mailing', () => {
    fc.assert(
      fc.property(anyMailing.chain(anyMutant), (json) => agreement(json, validMailing, MailingSchema)),
      { numRuns: 2500 },
    );
  });

  it('differs from the parser in lone surrogates and in the length of links of rare characters', () => {
    const mailing = (text: string, link: string) => ({
      message_type: 'bulk',
      content: { type: 'button', image_url: 'https://a.by/i.png', button_link: link, caption: 'C', text },
      delivery_list: ['375291111111'],
    });
    for (const json of [mailing('half \ud83c', 'https://a.by'), mailing('T', `https://a.by/${'🎉'.repeat(70)}`)]) {
      expect(validMailing(json)).toBe(true);
      expect(MailingSchema['~standard'].validate(json).issues).toHaveLength(1);
    }
  });
});
