declare const declared: unique symbol;

/**
 * Fields that `extra` takes at the stages of a mailing, with their types. Each is declared once in a program:
 *
 * ```ts no-check
 * declare module 'viber-mailing' {
 *   interface ExtraMailingFields {
 *     ttl: number;
 *   }
 * }
 * ```
 *
 * @category Composing
 */
export interface ExtraMailingFields {
  /** Never there: without a property the type would take any object. */
  readonly [declared]?: never;
}

/**
 * Fields that `extra` takes at the stages of a request, with their types; declared as {@link ExtraMailingFields} are.
 *
 * @category Requests
 */
export interface ExtraRequestFields {
  /** Never there: without a property the type would take any object. */
  readonly [declared]?: never;
}
