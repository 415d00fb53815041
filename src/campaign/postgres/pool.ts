import type { Queryable } from '../queryable.js';

/**
 * A pool of connections: `new Pool({ connectionString })` of `pg`, by its shape.
 *
 * @category Ledgers
 */
export interface PostgresPool {
  /** Gives a connection. */
  connect(): Promise<PostgresClient>;
  /** Tells of a connection that broke while nobody used it. */
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * A connection of a pool.
 *
 * @category Ledgers
 */
export interface PostgresClient extends Queryable {
  /** Gives it back to the pool; with `true` it is closed. */
  release(destroy?: boolean): void;
  /** Tells that it broke. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Stops telling. */
  off(event: 'error', listener: (error: Error) => void): unknown;
}
