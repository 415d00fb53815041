import type { SignalLike } from '../client/options.js';
import { IssueCollector } from '../wire/errors.js';
import type { InvalidRecipient } from '../wire/internal.js';
import { optionRules, readOptions } from '../wire/options.js';
import { campaignRules, clientRules, mailingRules, requestRules } from '../wire/rules.js';
import type { Ledger, Queryable } from './ledger.js';

/**
 * Options of `openCampaign`.
 *
 * @category Campaigns
 */
export interface CampaignOptions {
  /** Where the campaign's books are kept: `fileLedger(dir)`, or another ledger. */
  readonly ledger: Ledger;
}

/** The ledger of a campaign, its name and options being checked. */
export function ledgerOf(name: unknown, options: unknown): Ledger {
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const { ledger } = readOptions(options, ['ledger'], faults) as Partial<CampaignOptions>;
  if (typeof name !== 'string' || !campaignName.test(name)) faults.add('campaign_name', 'name');
  if (typeof ledger?.find !== 'function') faults.add('ledger_expected', 'ledger');
  faults.throwIfAny();
  return ledger as Ledger;
}

/** What a campaign may be called: also the name of a folder and of a job. */
export const campaignName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

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
  const faults = new IssueCollector({ ...mailingRules, ...requestRules, ...campaignRules });
  const read = readOptions(options ?? {}, ['batchSize', 'onInvalid', 'tx'], faults as never);
  const { batchSize = 1000, onInvalid, tx } = read;
  if (!whole(batchSize, 1, 100_000)) faults.add('batch_size', 'batchSize');
  if (onInvalid !== undefined && typeof onInvalid !== 'function') faults.add('callback_expected', 'onInvalid');
  if (tx !== undefined && typeof (tx as Partial<Queryable> | null)?.query !== 'function') faults.add('transaction', 'tx');
  faults.throwIfAny();
  return {
    toRecipient: mapped ? (second as ReadLoadOptions['toRecipient']) : undefined,
    batchSize: batchSize as number,
    onInvalid: (onInvalid as Function | undefined)?.bind(options),
    tx: tx as Queryable | undefined,
  };
}

/**
 * Options of a campaign's `send`.
 *
 * @category Campaigns
 */
export interface SendCampaignOptions {
  /**
   * How many requests may be under way at once, from 1 to 64.
   *
   * @defaultValue 4
   */
  readonly concurrency?: number | undefined;
  /**
   * A limit known in advance: so many batches in so many milliseconds, evenly spread. Each process that sends has its own.
   */
  readonly rate?: Rate | undefined;
  /** Stops in good order: no further request begins, those under way are waited for, and the loop ends without an error. */
  readonly signal?: SignalLike | undefined;
}

/**
 * How fast a campaign may go.
 *
 * @category Campaigns
 */
export interface Rate {
  /** How many batches. */
  readonly batches: number;
  /** In how many milliseconds, up to a day. */
  readonly per: number;
}

export interface ReadSendCampaignOptions {
  readonly concurrency: number;
  readonly rate: Rate | undefined;
  readonly signal: SignalLike | undefined;
}

const day = 86_400_000;

export function readSendCampaignOptions(options: unknown): ReadSendCampaignOptions {
  const faults = new IssueCollector({ ...mailingRules, ...requestRules, ...clientRules, ...campaignRules });
  const read = readOptions(options ?? {}, ['concurrency', 'rate', 'signal'], faults as never);
  const { concurrency = 4, rate, signal } = read as Partial<ReadSendCampaignOptions>;
  if (!whole(concurrency, 1, 64)) faults.add('concurrency', 'concurrency');
  if (rate !== undefined && !(whole(rate?.batches, 1, 1_000_000) && rate.per > 0 && rate.per <= day)) faults.add('rate', 'rate');
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') faults.add('signal_expected', 'signal');
  faults.throwIfAny();
  return { concurrency, rate: rate && { batches: rate.batches, per: rate.per }, signal };
}

/** Whether a value is a whole number in a range. */
export function whole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
