import { ledgerSuite } from 'viber-mailing/testing';

/** Counts the tests that a ledger of one's own has to pass. */
export async function run() {
  let tests = 0;
  const runner = { describe: (_, body) => body(), it: () => tests++, beforeEach: () => {} };
  ledgerSuite({ title: 'mine', exclusive: true, begin: async () => {}, runner });
  return tests > 20 ? 'a suite' : `${tests} tests`;
}
