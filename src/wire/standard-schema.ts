import { type GenericSchema, safeParse } from 'valibot';
import { hiddenKey, InvalidInputError, maxIssues, type RuleCode, shownKey } from './errors.js';
import { jsonRules, mailingRules, requestRules } from './rules.js';
import { totalOf } from './schema.js';

/**
 * A schema that any library that knows Standard Schema (version 1) takes.
 *
 * @category JSON from elsewhere
 */
export interface StandardSchema<Value> {
  /** What Standard Schema asks for. */
  readonly '~standard': {
    /** The version of Standard Schema. */
    readonly version: 1;
    /** Who made the schema. */
    readonly vendor: string;
    /** Checks a value, without throwing. */
    readonly validate: (value: unknown) => StandardResult<Value>;
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

const rules: Readonly<Record<string, string>> = /* @__PURE__ */ Object.assign({}, mailingRules, requestRules, jsonRules);

/**
 * Checks a value from elsewhere, and gives a copy of it. All its faults are reported together.
 *
 * @internal valibot's types, which users would need otherwise
 */
export function parseJson<Json>(schema: GenericSchema<unknown, Json>, value: unknown): Json {
  const { output, faults, total } = check(schema, value);
  if (faults === undefined) return output as Json;
  const issues = faults.slice(0, maxIssues).map(({ code, keys }) => ({ code, path: pathOf(keys), message: rules[code] as string }));
  throw new InvalidInputError(issues, total);
}

/**
 * The schema as a value that any library that knows Standard Schema takes.
 *
 * @internal for the same reason
 */
export function standardSchema<Json>(schema: () => GenericSchema<unknown, Json>): StandardSchema<Json> {
  return {
    '~standard': {
      version: 1,
      vendor: 'viber-mailing',
      validate(value) {
        const { output, faults } = check(schema(), value);
        if (faults === undefined) return { value: output as Json };
        return { issues: faults.slice(0, maxIssues).map(({ code, keys }) => ({ message: rules[code] as string, path: keys })) };
      },
    },
  };
}

interface Fault {
  readonly code: RuleCode;
  readonly keys: readonly (string | number)[];
}

interface Checked<Json> {
  readonly output?: Json;
  readonly faults?: readonly Fault[];
  /** How many faults there are in all. */
  readonly total?: number;
}

function check<Json>(schema: GenericSchema<unknown, Json>, value: unknown): Checked<Json> {
  try {
    const result = safeParse(schema, value);
    if (result.success) return { output: result.output };
    const faults = result.issues.map(({ message, path }) => ({
      code: message as RuleCode,
      keys: path?.map(({ key }) => shown(key)) ?? [],
    }));
    return { faults, total: totalOf(result.issues) };
  } catch {
    // A getter or a proxy that throws.
    return { faults: [{ code: 'unreadable', keys: [] }], total: 1 };
  }
}

function shown(key: unknown): string | number {
  return typeof key === 'number' ? key : shownKey(String(key));
}

function pathOf(keys: Fault['keys']): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path && key !== hiddenKey ? `${path}.${key}` : path + key;
  }, '');
}
