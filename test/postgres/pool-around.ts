import type { Pool } from 'pg';
import type { PostgresPool } from 'viber-mailing/postgres';

type Query = Awaited<ReturnType<PostgresPool['connect']>>['query'];

/** A pool with something around each statement: what comes before it, after it, or in the place of its answer. */
export function poolAround(
  pool: Pool,
  around: (run: () => ReturnType<Query>, ...statement: Parameters<Query>) => ReturnType<Query>,
): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (...statement) => around(() => client.query(...statement), ...statement),
        release: (destroy) => client.release(destroy),
        on: (event, listener) => client.on(event, listener),
        off: (event, listener) => client.off(event, listener),
      };
    },
    on: (event, listener) => pool.on(event, listener),
  };
}
