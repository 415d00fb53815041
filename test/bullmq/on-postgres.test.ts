import { afterAll, beforeAll } from 'vitest';
import { Processes } from '../postgres/processes.ts';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { postgresBackend } from './backends.ts';
import { type Ground, jobsSuite } from './jobs-suite.ts';

let server: PostgresServer;
let books: Processes;
let ground: Ground;

beforeAll(async () => {
  server = await startPostgres();
  books = await Processes.begin(server);
  ground = { backend: await postgresBackend(server.connection), ledger: books.start() };
});

afterAll(async () => {
  await books.end();
  await server.close();
});

jobsSuite('BullMQ on PostgreSQL', () => ground);
