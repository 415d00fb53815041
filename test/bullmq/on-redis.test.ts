import { afterAll, beforeAll, describe } from 'vitest';
import { Processes } from '../postgres/processes.ts';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { hasRedis, redisBackend } from './backends.ts';
import { type Ground, jobsSuite } from './jobs-suite.ts';

if (!hasRedis()) console.warn('BullMQ on Redis is not tested: there is no redis-server here');

describe.runIf(hasRedis())('with Redis', () => {
  let server: PostgresServer;
  let books: Processes;
  let ground: Ground;

  beforeAll(async () => {
    server = await startPostgres();
    books = await Processes.begin(server);
    ground = { backend: await redisBackend(), ledger: books.start() };
  });

  afterAll(async () => {
    await ground.backend.close();
    await books.end();
    await server.close();
  });

  jobsSuite('BullMQ on Redis', () => ground);
});
