import { spawnSync } from 'node:child_process';

// The ledger on real drivers of SQLite whose binaries are downloaded, or compiled for minutes.
const { status } = spawnSync(
  'vitest',
  ['run', '--project', 'matrix', '--reporter=default', '--reporter=./test/tools/counts.ts', 'test/matrix/drivers'],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
