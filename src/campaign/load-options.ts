import { readOptions } from '../wire/account.js';
import { Faults } from '../wire/issue.js';
import { campaignRules, mailingRules, requestRules } from '../wire/rules.js';
import type { InvalidRecipient } from '../wire/sendable.js';
import type { Queryable } from './queryable.js';
import { whole } from './send-campaign-options.js';

/**
 * Options of a campaign's `load`.
 *
 * @category Campaigns
 */
export interface LoadOptions {
  /**
   * How many recipients a batch has, from 1 to 100000. A batch is one request.
   *
   * @defaultValue 1000
   */
  readonly batchSize?: number | undefined;
  /** Called for each faulty row, which is then left out. Without it a faulty row refuses the whole load. */
  readonly onInvalid?: ((invalid: InvalidRecipient) => void) | undefined;
  /**
   * A transaction of your own, for a ledger in PostgreSQL: the client with which you called `begin`. The campaign is
   * there once you commit, together with whatever else you wrote.
   */
  readonly tx?: Queryable | undefined;
}

export interface ReadLoadOptions {
  readonly toRecipient: ((row: unknown, index: number) => unknown) | undefined;
  readonly batchSize: number;
  readonly onInvalid: ((invalid: InvalidRecipient) => void) | undefined;
  readonly tx: Queryable | undefined;
}

/** Tells a mapper from options, where either may stand third. */
export function readLoadOptions(second: unknown, third: unknown): ReadLoadOptions {
  const mapped = typeof second === 'function';
  const options = mapped || second === undefined ? third : second;
  const faults = new Faults({ ...mailingRules, ...requestRules, ...campaignRules });
  const read = readOptions(options ?? {}, ['batchSize', 'onInvalid', 'tx'], faults as never);
  const { batchSize = 1000, onInvalid, tx } = read;
  if (!whole(batchSize, 1, 100_000)) faults.add('batch_size', 'batchSize');
  if (onInvalid !== undefined && typeof onInvalid !== 'function') faults.add('callback_expected', 'onInvalid');
  if (tx !== undefined && typeof (tx as Partial<Queryable> | null)?.query !== 'function') faults.add('transaction', 'tx');
  faults.refuse();
  return {
    toRecipient: mapped ? (second as ReadLoadOptions['toRecipient']) : undefined,
    batchSize: batchSize as number,
    onInvalid: (onInvalid as Function | undefined)?.bind(options),
    tx: tx as Queryable | undefined,
  };
}
