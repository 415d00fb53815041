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
