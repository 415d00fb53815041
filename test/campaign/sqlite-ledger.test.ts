import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerSuite } from './ledger-suite.ts';
import { Processes } from './processes.ts';

ledgerSuite('a ledger in SQLite', true, async () => {
  const processes = new Processes(join(mkdtempSync(join(tmpdir(), 'ledger-')), 'campaigns.db'));
  return {
    process: () => processes.start(),
    kill: (ledger) => processes.kill(ledger),
    query: async (sql) => processes.query(sql),
  };
});
