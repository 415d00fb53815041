import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresBackend, Queue, type QueueOptions, runMigrations, Worker, type WorkerOptions } from 'bullmq';
import { Client } from 'pg';
import type { ProcessBatch } from 'viber-mailing/bullmq';
import { freePort } from '../postgres/free-port.ts';
import { startGuard } from '../postgres/guard.ts';
import type { Connection } from '../postgres/server.ts';

export type Options<Kind> = Omit<Kind, 'connection'>;

/** What ends in an error while the server is ended is of no interest: BullMQ would write it to the console. */
function deaf<Kind extends Queue | Worker>(kind: Kind): Kind {
  (kind as Queue).on('error', () => {});
  return kind;
}

/** Where BullMQ keeps its jobs. */
export interface Backend {
  /** Where the Redis is, where it is one. */
  readonly redis?: { readonly host: string; readonly port: number };
  queue(name: string, options?: Options<QueueOptions>): Queue;
  worker(name: string, process: ProcessBatch | null, options?: Options<WorkerOptions>): Worker;
  close(): Promise<void>;
}

/** BullMQ on PostgreSQL. */
export async function postgresBackend(connection: Connection): Promise<Backend> {
  const client = new Client(connection);
  await client.connect();
  await runMigrations(client);
  await client.end();
  return {
    // Their types differ in the connection alone.
    queue: (name, options) =>
      deaf(new Queue(name, { ...options, connection: { ...connection } }, createPostgresBackend) as unknown as Queue),
    worker: (name, process, options) =>
      deaf(new Worker(name, process, { ...options, connection: { ...connection } }, createPostgresBackend) as unknown as Worker),
    close: async () => {},
  };
}

export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** BullMQ on a Redis of its own. `bullmq`: another version of it. */
export async function redisBackend(
  bullmq: Pick<typeof import('bullmq'), 'Queue' | 'Worker'> = { Queue, Worker },
): Promise<Backend> {
  const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-redis-'));
  const guard = startGuard(folder);
  const port = await freePort();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', options, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  guard.watch(server.pid);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stdout.setEncoding('utf8').on('data', (text) => {
      log += text;
      if (log.includes('Ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}:\n${log}`)));
  });
  server.unref();
  (server.stdout as Socket).unref();
  const connection = { host: '127.0.0.1', port };
  return {
    redis: connection,
    queue: (name, options) => deaf(new bullmq.Queue(name, { ...options, connection })),
    worker: (name, process, options) => deaf(new bullmq.Worker(name, process, { ...options, connection })),
    close: async () => {
      server.ref();
      const exit = once(server, 'exit');
      server.kill('SIGKILL');
      await exit;
      guard.watch(undefined);
      guard.end();
    },
  };
}
