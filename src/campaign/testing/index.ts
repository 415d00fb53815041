/**
 * What every ledger promises, as tests: for ledgers of one's own.
 *
 * @module viber-mailing/testing
 */

import { type Context, type LedgerUnderTest, load, type Test, type TestRunner } from './fixture.js';
import { loadingPromises, sharingPromises } from './loading.js';
import { resolvingPromises, sendingPromises } from './sending.js';

export type { LedgerUnderTest, TestRunner } from './fixture.js';

/** Options of `ledgerSuite`. */
export interface LedgerSuiteOptions {
  /** What the tests are called together. */
  readonly title: string;
  /** Whether one process at a time may write a campaign; otherwise several share it. */
  readonly exclusive: boolean;
  /** Begins with an empty ledger, before each test. */
  readonly begin: () => Promise<LedgerUnderTest>;
  /** The runner: `{ describe, it, beforeEach }` of `vitest` or `node:test`. */
  readonly runner: TestRunner;
}

/**
 * Tests what a ledger promises, whichever it is.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { sqliteLedger } from 'viber-mailing/campaign';
 * import { ledgerSuite, type TestRunner } from 'viber-mailing/testing';
 *
 * export function testMyLedger(runner: TestRunner): void {
 *   const begin = async () => {
 *     const file = join(mkdtempSync(join(tmpdir(), 'ledger-')), 'campaigns.db');
 *     return { process: () => sqliteLedger(file), kill: () => {} };
 *   };
 *   ledgerSuite({ title: 'my ledger', exclusive: true, begin, runner });
 * }
 * ```
 */
export function ledgerSuite({ title, exclusive, begin, runner }: LedgerSuiteOptions): void {
  runner.describe(title, () => {
    let context: Context;
    runner.beforeEach(async () => {
      const books = await begin();
      context = { books, ledger: await books.process() };
    });
    const test: Test = (name, batches, body) =>
      runner.it(name, async () => {
        if (batches > 0) await load(context.ledger, 'sale', batches);
        await body(context);
      });
    loadingPromises(test);
    sendingPromises(test);
    resolvingPromises(test, exclusive);
    sharingPromises(test, exclusive);
  });
}
