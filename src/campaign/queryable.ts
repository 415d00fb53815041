/**
 * What takes SQL: a client of `pg`, by its shape.
 *
 * @category Ledgers
 */
export interface Queryable {
  /** Runs a statement. */
  query(
    text: string,
    values?: unknown[],
  ): Promise<{
    /** What it gives. */
    readonly rows: readonly unknown[];
  }>;
}
