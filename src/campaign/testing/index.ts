/**
 * What every ledger promises, as tests: for ledgers of one's own.
 *
 * @module viber-mailing/testing
 */

import type { Context, LedgerUnderTest, TestRunner } from './fixture.js';
import { loadingPromises } from './loading.js';
import { resolvingPromises } from './resolving.js';
import { sendingPromises } from './sending.js';
import { sharingPromises } from './sharing.js';

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
    let now: ReturnType<Context>;
    runner.beforeEach(async () => {
      const books = await begin();
      now = { books, ledger: await books.process() };
    });
    const context = () => now;
    loadingPromises(runner, context);
    sendingPromises(runner, context);
    resolvingPromises(runner, context, exclusive);
    sharingPromises(runner, context, exclusive);
  });
}
