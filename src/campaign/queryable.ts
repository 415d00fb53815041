/**
 * What takes SQL: a client of `pg`, by its shape.
 *
 * @category Ledgers
 */
export interface Queryable {
  /** Runs a statement. */
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}
