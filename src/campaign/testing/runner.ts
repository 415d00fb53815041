import type { Ledger } from '../ledger.js';

/**
 * The functions of a test runner: of `vitest`, or of `node:test`.
 *
 * @category Ledgers
 */
export interface TestRunner {
  /** Names a group of tests. */
  describe(title: string, body: () => void): unknown;
  /** Makes a test. */
  it(title: string, body: () => Promise<void>): unknown;
  /** Does something before each test of the group. */
  beforeEach(body: () => Promise<void>): unknown;
}

/**
 * A kind of ledger, as the suite needs it.
 *
 * @category Ledgers
 */
export interface LedgerUnderTest {
  /** The ledger as another process has it, on the same database each time. */
  process(): Promise<Ledger> | Ledger;
  /** Ends a process without a word: what it had under way stays as it is. Returns when the others can know. */
  kill(process: Ledger): Promise<void> | void;
  /** Runs SQL in the ledger's tables, where it has the documented ones, as a person with a shell of the database may. */
  query?(sql: string): Promise<void>;
}

/** What a test has. */
export type Context = () => { readonly books: LedgerUnderTest; readonly ledger: Ledger };
