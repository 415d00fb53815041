import { postgresBackend } from './backends.ts';
import { jobsSuite } from './jobs-suite.ts';

jobsSuite('BullMQ on PostgreSQL', ({ connection }) => postgresBackend(connection));
