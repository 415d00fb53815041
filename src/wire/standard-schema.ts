import { type JsonSchema, mailingJsonSchema, requestJsonSchema } from './json-schema.js';
import { checkJson, type JsonSchemas } from './schema.js';

/**
 * A schema that any library that knows Standard Schema or Standard JSON Schema (version 1) takes.
 *
 * @category JSON from elsewhere
 */
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

/**
 * Which JSON Schema is asked for.
 *
 * @category JSON from elsewhere
 */
export interface JsonSchemaTarget {
  /** `draft-2020-12` or `draft-07`. The schema says the same in both; it names the draft. */
  readonly target: 'draft-2020-12' | 'draft-07' | (string & {});
}

/**
 * What a schema says of a value.
 *
 * @category JSON from elsewhere
 */
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
export function standardSchema<Name extends keyof JsonSchemas>(name: Name): StandardSchema<JsonSchemas[Name]> {
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
