import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { MailingSchema, parseMailing, parseRequest, RequestSchema, type StandardSchema } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { mailingJsonSchema, requestJsonSchema } from '../../src/wire/json-schema.js';
import { anyMutant } from './any-mutant.js';
import { anyMailing, anyRequest } from './any-request.js';
import { openapi, requestUnion, schemaFile } from './openapi.js';

const sample = JSON.parse(readFileSync(new URL('sample-request.json', import.meta.url), 'utf8'));

const files: readonly [name: string, schema: object][] = [
  ['schema.json', schemaFile(requestJsonSchema())],
  ['schema.union.json', schemaFile(requestUnion())],
  ['mailing.schema.json', schemaFile(mailingJsonSchema())],
  ['openapi.json', openapi({ request: sample, response: { uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec', success: 'OK' } })],
];

it.each(files)('%s is what the run time makes of the same tables (`vitest -u` writes it again)', async (name, schema) => {
  const file = new URL(`../../src/wire/${name}`, import.meta.url);
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(file.pathname);
});

it.each(files.slice(0, 3))('%s is written so that validators of other languages read the same in it', (_, schema) => {
  const patterns: string[] = [];
  JSON.stringify(schema, (key, value) => {
    if (key === 'pattern') patterns.push(value);
    if (value?.const !== undefined) expect(value).toMatchObject({ type: 'string', enum: [value.const] });
    expect(key).not.toMatch(/^(?:\$ref|oneOf)$/);
    return value;
  });
  expect(patterns).not.toEqual([]);
  for (const pattern of patterns) expect(pattern).not.toMatch(/\\[a-zA-Z]|\(\?/);
});

// Generators write a pattern between slashes, as it is.
it.each([files[1], files[3]])('%s has patterns that can stand in a program', (_, schema) => {
  JSON.stringify(schema, (key, value) => {
    if (key === 'not') return undefined;
    if (key === 'pattern') {
      expect(value).not.toContain('\u0000');
      expect(new Function(`return /${value.replaceAll('/', '\\/')}/`)()).toBeInstanceOf(RegExp);
    }
    return value;
  });
});

describe('for libraries that take Standard JSON Schema', () => {
  it.each([
    ['draft-2020-12', 'https://json-schema.org/draft/2020-12/schema'],
    ['draft-07', 'http://json-schema.org/draft-07/schema#'],
  ])('it says the same in %s', (target, $schema) => {
    for (const direction of ['input', 'output'] as const) {
      expect(MailingSchema['~standard'].jsonSchema[direction]({ target })).toEqual({ $schema, ...mailingJsonSchema() });
      expect(RequestSchema['~standard'].jsonSchema[direction]({ target })).toEqual({ $schema, ...requestJsonSchema() });
    }
  });

  // Anthropic and OpenAI refuse a request with a tool whose schema has one of these at its root, or a name that is not so.
  it('it can be the input of an assistant’s tool', () => {
    for (const schema of [MailingSchema, RequestSchema]) {
      const { type, properties, ...root } = schema['~standard'].jsonSchema.input({ target: 'draft-07' }) as {
        type: string;
        properties: object;
      };
      expect(type).toBe('object');
      for (const keyword of ['allOf', 'anyOf', 'oneOf', 'not', 'enum', 'const']) expect(root).not.toHaveProperty(keyword);
      const names = new Set<string>();
      JSON.stringify(properties, (_, value) => {
        for (const name of Object.keys(value?.properties ?? {})) names.add(name);
        return value;
      });
      for (const name of [...Object.keys(properties), ...names]) expect(name).toMatch(/^[\w.-]{1,64}$/);
    }
  });

  it('it refuses other targets', () => {
    expect(() => MailingSchema['~standard'].jsonSchema.input({ target: 'openapi-3.0' })).toThrow(
      new RangeError('there is no JSON Schema for the target openapi-3.0: ask for draft-2020-12 or draft-07'),
    );
  });
});

it('the key by which an editor finds the schema is taken, and does not go on the wire', () => {
  const file = { $schema: './mailing.schema.json', ...sample.messages[0] };
  expect(JSON.stringify(parseMailing(file))).toBe(JSON.stringify(sample.messages[0]));
  expect(MailingSchema['~standard'].validate(file)).toEqual({ value: sample.messages[0] });
  expect(JSON.stringify(parseRequest({ $schema: './schema.json', ...sample }))).toBe(JSON.stringify(sample));
  expect(() => parseRequest({ ...sample, messages: [file] })).toThrow('messages[0]');
  expect(() => parseMailing({ ...file, $schema: 17 })).toThrow('not_string');
});

describe('a validator of JSON Schema 2020-12', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: false });
  const validRequest = ajv.compile(requestJsonSchema());
  const validMailing = ajv.compile(mailingJsonSchema());

  it('takes the documented sample', () => {
    expect(validRequest(sample)).toBe(true);
    for (const message of sample.messages) expect(validMailing(message)).toBe(true);
  });

  it('takes every request and every mailing that keeps the rules', () => {
    fc.assert(fc.property(anyRequest, (json) => validRequest(json)));
    fc.assert(fc.property(anyMailing, (json) => validMailing(json)));
  });

  // Of two faults that are equally deep Python's `best_match` tells neither, but that the whole recipient matches nothing.
  it('finds one fault in a faulty value, and not a second one that says the same', () => {
    const strings = new Ajv2020({ strict: true, allErrors: true });
    const { properties } = requestJsonSchema() as { properties: Record<string, any> };
    const mailing = properties['messages'].items.properties;
    const values: readonly [schema: object, values: readonly unknown[]][] = [
      [properties['token'], [17, null, '', 'a b', 'токен']],
      [
        properties['callback_url'],
        [17, null, '', 'nowhere', 'https://a.by/b c', 'https://localhost/', 'https://a.local/', 'http://10.0.0.1/'],
      ],
      [mailing.alphaname_id, [444, null, '', 'My shop', '4 4', '٤٤٤']],
      [mailing.content.properties.image_url, [17, null, '', 'https://u@a.by/', 'http://localhost:80/', 'http://127.0.0.1']],
      [mailing.content.properties.button_link, [17, null, '', 'https://a..by', `https://a.by/${'a'.repeat(138)}`]],
      [mailing.delivery_list.items.anyOf[0], [375291111111, null, '', '+375291111111', '375 29 111-11-11', '٣٧٥٢٩١١١١١١١', {}]],
    ];
    for (const [schema, faulty] of values) {
      const valid = strings.compile(schema);
      for (const value of faulty) {
        expect(valid(value)).toBe(false);
        expect(valid.errors, String(value)).toHaveLength(1);
      }
    }
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
