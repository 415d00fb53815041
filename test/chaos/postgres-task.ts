import type { Connection } from '../postgres/server.ts';

/** What a worker on PostgreSQL is told in its first argument, as JSON. */
export interface PostgresTask {
  readonly connection: Connection;
  readonly baseUrl: string;
  readonly batches: number;
  readonly batchSize: number;
  readonly concurrency: number;
  /** How many batches a second it sends at most. */
  readonly rate: number;
  /** In milliseconds. */
  readonly timeout: number;
  /** In milliseconds. */
  readonly lease: number;
}
