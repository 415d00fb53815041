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
    readonly types?: { readonly input: Value; readonly output: Value } | undefined;
  };
}

/**
 * What a schema says of a value.
 *
 * @category JSON from elsewhere
 */
export type StandardResult<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path: readonly (string | number)[] }[] };
