import { requestJsonSchema } from '../../src/wire/json-schema.js';

type Json = any;

const platform = 'Known of the platform, not stated in the documentation of this method.';

/** A schema as a file, which another file may name as its own. */
export function schemaFile(schema: Json): object {
  const $schema = { type: 'string', description: 'Where an editor finds this schema. It does not go on the wire' };
  return { ...schema, properties: { $schema, ...schema.properties } };
}

/** A regular expression that is written into a program between slashes holds no line separator there, and no NUL: what they leave out of a class. */
function writable(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'pattern' ? value.replaceAll('\u0000-', '\u0001-').replaceAll('\u2028\u2029', '') : value,
  );
}

/** For generators of code, some of which make a check of `not` that refuses everything. */
export function requestUnion(): object {
  return JSON.parse(JSON.stringify(writable(requestJsonSchema('union'))), (key, value) => (key === 'not' ? undefined : value));
}

/** The method as OpenAPI 3.1: the request as the library checks it, the answers as documented and as seen. `sample` is the documentation's. */
export function openapi(sample: { readonly request: Json; readonly response: Json }): object {
  const { messages, ...properties } = (writable(requestJsonSchema('union')) as Json).properties;
  const kinds: Json[] = messages.items.anyOf;
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const json = (schema: object, examples: object) => ({ 'application/json': { schema, examples } });
  const refusal = (description: string, error: string) => ({
    description: `${description} ${platform}`,
    content: json(ref('Refused'), { refused: { value: { error } } }),
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'sendBulkViber of SMS.by',
      version: '1',
      description:
        'Bulk and personal Viber mailings through SMS.by. Nothing states that a repeated request is recognised as the same one: sending the same body twice sends, and bills, every message twice. Written by the makers of viber-mailing; SMS.by has no part in it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://app.sms.by/api/v1', description: 'The platform is white-labelled under other hosts too.' }],
    security: [],
    paths: {
      '/sendBulkViber': {
        post: {
          operationId: 'sendBulkViber',
          summary: 'Sends mailings',
          requestBody: { required: true, content: json(ref('Request'), { sample: { value: sample.request } }) },
          responses: {
            200: {
              description: `It took the request; or, where the body holds an error, refused it. The refusal: ${platform}`,
              content: json({ anyOf: [ref('Accepted'), ref('Refused')] }, { accepted: { value: sample.response } }),
            },
            400: refusal('The request is incorrect.', 'incorrect request'),
            404: refusal('There is no such page.', 'page not found'),
            429: {
              ...refusal('The request limit is exceeded.', 'request limit exceeded'),
              headers: { 'Retry-After': { description: 'Seconds to wait, or a date.', schema: { type: 'string' } } },
            },
            500: refusal('The server is not available. It may have taken the request all the same.', 'server not available'),
          },
          callbacks: {
            answer: {
              '{$request.body#/callback_url}': {
                post: {
                  summary: 'The response on the operation, in asynchronous mode. No other shape is documented.',
                  requestBody: {
                    content: json({ anyOf: [ref('Accepted'), ref('Refused')] }, { accepted: { value: sample.response } }),
                  },
                  responses: { 200: { description: 'Received.' } },
                },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Request: {
          type: 'object',
          properties: { ...properties, messages: { ...messages, items: ref('Mailing') } },
          required: ['token', 'messages'],
          additionalProperties: false,
        },
        Mailing: { anyOf: kinds.map(({ title }) => ref(title)) },
        ...Object.fromEntries(kinds.map(({ title, ...kind }) => [title, kind])),
        Accepted: {
          type: 'object',
          properties: { uuid: { type: 'string', minLength: 1 }, success: { type: 'string', const: 'OK' } },
          required: ['uuid', 'success'],
        },
        Refused: {
          type: 'object',
          description: platform,
          properties: { error: { description: 'What is wrong; most often a text.' } },
          required: ['error'],
        },
      },
    },
  };
}
