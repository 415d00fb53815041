import type { Connection } from '../postgres/server.ts';

/** What a worker of BullMQ is told in its first argument, as JSON. */
export interface JobsTask {
  /** The PostgreSQL with the ledger. */
  readonly connection: Connection;
  /** The Redis with the jobs; they are in the PostgreSQL where it is left out. */
  readonly redis?: { readonly host: string; readonly port: number } | undefined;
  readonly queue: string;
  readonly baseUrl: string;
  readonly batchSize: number;
  readonly concurrency: number;
  /** In milliseconds, as are the two below. */
  readonly timeout: number;
  readonly lease: number;
  /** How long the queue waits for a worker to say that it lives, before it delivers a job again. */
  readonly lock: number;
  /** Whether jobs post without asking the ledger: to show that the checks see what that does. */
  readonly unguarded: boolean;
}
