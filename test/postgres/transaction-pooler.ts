import { Pool, type PoolClient } from 'pg';
import type { PostgresClient, PostgresPool } from 'viber-mailing/postgres';

/**
 * A pool as it is behind a pooler in transaction mode: each transaction, and each statement outside of one, runs on
 * another connection, and nothing that one sets for its session is there for the next.
 */
export class TransactionPooler implements PostgresPool {
  readonly #pool: Pool;
  readonly #idle: PoolClient[] = [];

  constructor(connection: object) {
    this.#pool = new Pool({ ...connection, max: 20 });
  }

  async connect(): Promise<PostgresClient> {
    let inTransaction: PoolClient | undefined;
    return {
      query: async (text, values) => {
        const client = inTransaction ?? (await this.#another());
        if (/^begin\b[^;]*$/.test(text)) inTransaction = client;
        if (/^(?:commit|rollback)$/.test(text)) inTransaction = undefined;
        try {
          return await client.query(text, values);
        } finally {
          if (inTransaction === undefined) {
            await client.query('discard all');
            this.#idle.push(client);
          }
        }
      },
      release: () => {
        if (inTransaction !== undefined) throw new Error('a transaction was left open');
      },
      on: () => {},
      off: () => {},
    };
  }

  on(): void {}

  async end(): Promise<void> {
    for (const client of this.#idle) client.release();
    await this.#pool.end();
  }

  /** Never the one that was used last. */
  async #another(): Promise<PoolClient> {
    if (this.#idle.length < 2) this.#idle.unshift(await this.#pool.connect());
    return this.#idle.shift() as PoolClient;
  }
}
