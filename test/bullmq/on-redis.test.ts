import { describe } from 'vitest';
import { hasRedis, redisBackend } from './backends.ts';
import { jobsSuite } from './jobs-suite.ts';

if (!hasRedis()) console.warn('BullMQ on Redis is not tested: there is no redis-server here');

describe.runIf(hasRedis())('with Redis', () => jobsSuite('BullMQ on Redis', () => redisBackend()));
