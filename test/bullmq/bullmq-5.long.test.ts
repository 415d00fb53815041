import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { installPackages } from '../tools/packages.ts';
import { hasRedis, redisBackend } from './backends.ts';
import { jobsSuite } from './jobs-suite.ts';

/** The oldest version of the range that the package gives for its peer, and the newest before 6. */
const versions = ['5.80.0', '5.81.5'];
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

if (!hasRedis()) console.warn('BullMQ 5 is not tested: there is no redis-server here');

describe.runIf(hasRedis()).each(versions)('BullMQ %s', (version) => {
  jobsSuite('on Redis', async () => {
    const folder = installPackages([`bullmq@${version}`]);
    folders.push(folder);
    return redisBackend(createRequire(join(folder, 'package.json'))('bullmq'));
  });
});
