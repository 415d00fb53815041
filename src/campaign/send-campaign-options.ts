import type { SignalLike } from '../client/send-options.js';
import { readOptions } from '../wire/account.js';
import { Faults } from '../wire/issue.js';
import { campaignRules, clientRules, mailingRules, requestRules } from '../wire/rules.js';

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
  const faults = new Faults({ ...mailingRules, ...requestRules, ...clientRules, ...campaignRules });
  const read = readOptions(options ?? {}, ['concurrency', 'rate', 'signal'], faults as never);
  const { concurrency = 4, rate, signal } = read as Partial<ReadSendCampaignOptions>;
  if (!whole(concurrency, 1, 64)) faults.add('concurrency', 'concurrency');
  if (rate !== undefined && !(whole(rate?.batches, 1, 1_000_000) && rate.per > 0 && rate.per <= day)) faults.add('rate', 'rate');
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') faults.add('signal_expected', 'signal');
  faults.refuse();
  return { concurrency, rate: rate && { batches: rate.batches, per: rate.per }, signal };
}

/** Whether a value is a whole number in a range. */
export function whole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
