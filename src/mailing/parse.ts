import { throwIssue } from '../wire/errors.js';
import type { SendableMailing } from '../wire/internal.js';
import { type JsonSchema, mailingJsonSchema, requestJsonSchema } from '../wire/json-schema.js';
import { readParts } from '../wire/options.js';
import { jsonRules, mailingRules } from '../wire/rules.js';
import { checkJson, type JsonSchemas, jsonOf, parseJson } from '../wire/schema.js';
import type { MailingJson, RequestJson } from '../wire/types.js';
import { type MailingBuilder, newMailing } from './builder.js';
import { Recipients } from './columns.js';
import type { Mailing } from './mailing.js';
import { type MailingRequest, newRequest } from './request.js';

/** Options of reading JSON from elsewhere. */
export interface ParseOptions {
  /**
   * Keeps keys of the mailings and of the request that the API does not document, as `extra` would have put them there.
   *
   * @defaultValue such a key is refused as `unknown_key`
   */
  readonly extra?: boolean | undefined;
}

/**
 * Reads a mailing from JSON, as the chain would have built it: it can be added, sent and written again.
 *
 * @param value - What `JSON.parse` gives; what is built already is read by its JSON.
 * @param options - `extra: true`, which keeps keys that the API does not document.
 * @throws {@link InvalidInputError} with every fault at once; `unknown_key` for a key that the API does not have.
 * @example
 * ```ts
 * import { parseMailing } from 'viber-mailing';
 *
 * const text = '{"message_type":"bulk","content":{"type":"text","text":"Hello"},"delivery_list":["375291111111"]}';
 * const hello = parseMailing(JSON.parse(text)).from('444');
 * console.log(hello.size); // 1
 * ```
 */
export function parseMailing(value: unknown, options?: ParseOptions): Mailing {
  return compose(parseJson('mailing', jsonOf(value), readExtraOption(options))) as unknown as Mailing;
}

/**
 * Reads a request from JSON, as `request(…).add(…)` would have built it: it can be sent and written again.
 *
 * @param value - What `JSON.parse` gives; what is built already is read by its JSON.
 * @param options - `extra: true`, which keeps keys that the API does not document.
 * @throws {@link InvalidInputError} with every fault at once; `unknown_key` for a key that the API does not have.
 * @example
 * ```ts
 * import { mailing, parseRequest, request } from 'viber-mailing';
 *
 * const hello = mailing().from('444').bulk().text('Hello').to(['375291111111']);
 * const stored = JSON.stringify(request({ token: 'my-token' }).add(hello));
 * const body = parseRequest(JSON.parse(stored));
 * console.log(JSON.stringify(body) === stored); // true
 * ```
 */
export function parseRequest(value: unknown, options?: ParseOptions): MailingRequest {
  const { token, callback_url, messages, ...rest } = parseJson('request', jsonOf(value), readExtraOption(options));
  const mailings = messages.map((json) => compose(json) as unknown as SendableMailing);
  return newRequest({ token, callbackUrl: callback_url, sender: undefined }, mailings).extra(rest) as unknown as MailingRequest;
}

/** A mailing on the wire, for libraries that take Standard Schema. */
export const MailingSchema: StandardSchema<MailingJson> = /* @__PURE__ */ standardSchema('mailing');

/** A request on the wire, for libraries that take Standard Schema. */
export const RequestSchema: StandardSchema<RequestJson> = /* @__PURE__ */ standardSchema('request');

/** A schema that any library that knows Standard Schema or Standard JSON Schema (version 1) takes. */
export interface StandardSchema<Value> {
  /** What the two standards ask for. */
  readonly '~standard': {
    /** The version of the standards. */
    readonly version: 1;
    /** Who made the schema. */
    readonly vendor: string;
    /** Checks a value, without throwing. */
    readonly validate: (value: unknown) => StandardResult<Value>;
    /** The same in JSON Schema. */
    readonly jsonSchema: {
      /** What goes in. Throws a `RangeError` for a target other than `draft-2020-12` and `draft-07`. */
      readonly input: (options: JsonSchemaTarget) => Record<string, unknown>;
      /** What comes out: the same. */
      readonly output: (options: JsonSchemaTarget) => Record<string, unknown>;
    };
    /** For the types alone; absent at run time. */
    readonly types?:
      | {
          /** What goes in. */
          readonly input: Value;
          /** What comes out. */
          readonly output: Value;
        }
      | undefined;
  };
}

/** Which JSON Schema is asked for. */
export interface JsonSchemaTarget {
  /** `draft-2020-12` or `draft-07`. The schema says the same in both; it names the draft. */
  readonly target: 'draft-2020-12' | 'draft-07' | (string & {});
}

/** What a schema says of a value. */
export type StandardResult<Value> =
  | {
      /** A copy of the value. */
      readonly value: Value;
      /** Nothing is wrong with it. */
      readonly issues?: undefined;
    }
  | {
      /** What is wrong with it, the first 100 faults. */
      readonly issues: readonly {
        /** The rule and the way out. */
        readonly message: string;
        /** Where, key by key. */
        readonly path: readonly (string | number)[];
      }[];
    };

/** What is read from JSON, for libraries that take such schemas. Nothing is made before it is asked for. */
function standardSchema<Name extends keyof JsonSchemas>(name: Name): StandardSchema<JsonSchemas[Name]> {
  const jsonSchema = ({ target }: JsonSchemaTarget): Record<string, unknown> => {
    const $schema = drafts[target];
    if ($schema === undefined)
      throw new RangeError(`there is no JSON Schema for the target ${target}: ask for draft-2020-12 or draft-07`);
    return { $schema, ...(name === 'mailing' ? mailingJsonSchema() : requestJsonSchema()) } satisfies JsonSchema;
  };
  return {
    '~standard': {
      version: 1,
      vendor: 'viber-mailing',
      validate: (value) => checkJson(name, value) as StandardResult<JsonSchemas[Name]>,
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}

const drafts: Readonly<Record<string, string>> = {
  'draft-2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
};

function readExtraOption(options: unknown): boolean {
  if (options === undefined) return false;
  const rules = { ...mailingRules, ...jsonRules };
  const { parts, others } = readParts(rules, options, ({ extra }) => ({ extra }), 'parse_options', 'options');
  if (others.length > 0) throwIssue(rules, 'unknown_option', 'options');
  const { extra = false } = parts;
  return typeof extra === 'boolean' ? extra : throwIssue(rules, 'parse_options', 'options.extra');
}

function compose({
  alphaname_id,
  name,
  schedule_time,
  message_type,
  content,
  delivery_list,
  ...rest
}: MailingJson): MailingBuilder {
  return newMailing(alphaname_id, name, schedule_time, message_type, { ...content }, columns(delivery_list)).extra(rest);
}

function columns(list: MailingJson['delivery_list']): Recipients {
  if (typeof list[0] === 'string') return new Recipients(list as string[]);
  const rows = list as { phone: string; text: string; button_link?: string }[];
  const links = rows[0]?.button_link === undefined ? undefined : rows.map(({ button_link }) => button_link as string);
  return new Recipients(
    rows.map(({ phone }) => phone),
    rows.map(({ text }) => text),
    links,
  );
}
