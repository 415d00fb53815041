import { type LedgerUnderTest, ledgerSuite as suite } from 'viber-mailing/testing';
import { beforeEach, describe, it } from 'vitest';

/** The suite of ledgers, under vitest. */
export function ledgerSuite(title: string, exclusive: boolean, begin: () => Promise<LedgerUnderTest>): void {
  suite({ title, exclusive, begin, runner: { describe, it, beforeEach } });
}
