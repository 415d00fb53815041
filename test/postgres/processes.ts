import { Client, Pool, type PoolConfig } from 'pg';
import { type PostgresLedger, type PostgresLedgerOptions, postgresLedger } from 'viber-mailing/postgres';
import type { PostgresServer } from './server.ts';

/** A connection of `pg`, as far down as it can be cut. */
interface Connected {
  readonly connection: { readonly stream: { destroy(): void } };
}

let schemas = 0;
let processes = 0;

/** The ledger's books in a schema of their own, and processes that share them: each has its own pool. */
export class Processes {
  readonly schema = `books_${process.pid}_${++schemas}`;
  readonly #server: PostgresServer;
  readonly #pools = new Map<PostgresLedger, { readonly pool: Pool; readonly name: string; readonly clients: Set<Connected> }>();

  constructor(server: PostgresServer) {
    this.#server = server;
  }

  /** The tables are there. */
  static async begin(server: PostgresServer): Promise<Processes> {
    const processes = new Processes(server);
    await processes.start().migrate();
    return processes;
  }

  /** Another process. */
  start(options: Omit<PostgresLedgerOptions, 'pool' | 'schema'> = {}, config: PoolConfig = {}): PostgresLedger {
    const name = `process ${++processes}`;
    const pool = new Pool({ ...this.#server.connection, application_name: name, ...config });
    const clients = new Set<Connected>();
    pool.on('connect', (client) => clients.add(client as unknown as Connected));
    const ledger = postgresLedger({ pool, schema: this.schema, ...options });
    this.#pools.set(ledger, { pool, name, clients });
    return ledger;
  }

  /** Ends a process without a word. Returns once the server has noticed, and the leases of what it was sending are over. */
  async kill(ledger: PostgresLedger): Promise<void> {
    const killed = this.#pools.get(ledger);
    if (killed === undefined) throw new Error('it is no process of these books');
    cut(killed.clients);
    const left = 'select from pg_stat_activity where application_name = $1';
    while ((await this.sql(left, [killed.name])).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await this.lapse();
  }

  /** Time passes: the leases of all that is being sent are over. */
  async lapse(): Promise<void> {
    await this.sql(`update ${this.schema}.batches set lease = clock_timestamp() - interval '1 second' where state = 'sending'`);
  }

  /** What a person asks the database by hand. */
  async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client(this.#server.connection);
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Forgets all campaigns. */
  async clear(): Promise<void> {
    await this.sql(`delete from ${this.schema}.campaigns`);
  }

  /** Closes the connections of those that were not killed. */
  async end(): Promise<void> {
    for (const { pool, clients } of this.#pools.values()) {
      cut(clients);
      pool.end().catch(() => {});
    }
  }
}

function cut(clients: ReadonlySet<Connected>): void {
  for (const { connection } of clients) connection.stream.destroy();
}
