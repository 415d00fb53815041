import type { SignalLike } from '../client/options.js';
import { IssueCollector } from '../wire/errors.js';
import { type InvalidRecipient, internalOf, type MailingInternal } from '../wire/internal.js';
import type { UrlObject } from '../wire/link.js';
import { optionRules, readOptions } from '../wire/options.js';
import { campaignRules, clientRules } from '../wire/rules.js';
import type { Ledger } from './ledger.js';
import type { Content } from './load-types.js';
import type { SentBatch } from './report.js';

/** Options of `openCampaign`. */
export interface CampaignOptions<Message = unknown> {
  /** Where the campaign is kept: `sqliteLedger(file)`, or another ledger. */
  readonly ledger: Ledger;
  /** What is sent: a mailing with its content and without recipients. Without it the campaign is neither loaded nor sent. */
  readonly message?: Content<Message> | undefined;
}

/** Where a campaign is kept, and what it sends, the name and the options being checked. */
export function readCampaignOptions(
  name: unknown,
  options: unknown,
): { readonly ledger: Ledger; readonly message?: MailingInternal } {
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const { ledger, message } = readOptions(options, ['ledger', 'message'], faults) as Partial<CampaignOptions>;
  if (typeof name !== 'string' || !campaignName.test(name)) faults.add('campaign_name', 'name');
  if (typeof ledger?.find !== 'function') faults.add('ledger_expected', 'ledger');
  const known = internalOf(message) as MailingInternal | undefined;
  const composed = known?.kind === 'composed' ? known : undefined;
  if (message !== undefined && composed === undefined) faults.add('content_expected', 'message');
  faults.throwIfAny();
  return { ledger: ledger as Ledger, ...(composed !== undefined && { message: composed }) };
}

/** Whether a campaign is removed by force, its name and the options of `remove` being checked. */
export function readForce(name: unknown, options: unknown): boolean {
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const { force = false } = readOptions(options ?? {}, ['force'], faults);
  if (typeof name !== 'string' || !campaignName.test(name)) faults.add('campaign_name', 'name');
  if (typeof force !== 'boolean') faults.add('flag', 'force');
  faults.throwIfAny();
  return force as boolean;
}

/** What a campaign may be called: also a part of the name of a file and of a job. */
export const campaignName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Options of a campaign's `load`. */
export interface LoadOptions {
  /**
   * How many recipients a batch has, from 1 to 100000. A batch is one request.
   *
   * @defaultValue 1000
   */
  readonly batchSize?: number | undefined;
  /**
   * Whether only the first of each phone is kept, or of each equal recipient of a personal mailing. The rows may be any
   * number: what was seen is kept in the ledger's database.
   *
   * @defaultValue `false`
   */
  readonly unique?: boolean | undefined;
  /**
   * Whether the batches are told apart by their names, `Sale · 17/200`, where there are several: by it each is found in the
   * account.
   *
   * @defaultValue `true`
   */
  readonly numbered?: boolean | undefined;
  /**
   * Called for each faulty row, which is then left out. Without it a faulty row refuses the whole load. A promise is
   * awaited, and what is thrown ends the load.
   */
  readonly onInvalid?: ((invalid: InvalidRecipient) => unknown) | undefined;
}

export interface ReadLoadOptions {
  readonly toRecipient: ((row: unknown, index: number) => unknown) | undefined;
  /** `undefined` where none was asked for. */
  readonly batchSize: number | undefined;
  readonly numbered: boolean | undefined;
  readonly unique: boolean;
  readonly onInvalid: ((invalid: InvalidRecipient) => unknown) | undefined;
}

/** Tells a mapper from options, where either may stand second. */
export function readLoadOptions(second: unknown, third: unknown): ReadLoadOptions {
  const mapped = typeof second === 'function';
  const options = mapped || second === undefined ? third : second;
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const read = readOptions(options ?? {}, ['batchSize', 'unique', 'numbered', 'onInvalid'], faults);
  const { batchSize, unique = false, numbered, onInvalid } = read;
  if (batchSize !== undefined && !whole(batchSize, 1, 100_000)) faults.add('batch_size', 'batchSize');
  if (typeof unique !== 'boolean') faults.add('flag', 'unique');
  if (numbered !== undefined && typeof numbered !== 'boolean') faults.add('flag', 'numbered');
  if (onInvalid !== undefined && typeof onInvalid !== 'function') faults.add('callback_expected', 'onInvalid');
  faults.throwIfAny();
  return {
    toRecipient: mapped ? (second as ReadLoadOptions['toRecipient']) : undefined,
    batchSize: batchSize as number | undefined,
    numbered: numbered as boolean | undefined,
    unique: unique as boolean,
    onInvalid: (onInvalid as Function | undefined)?.bind(options),
  };
}

/** Options of a campaign's `stream`. */
export interface StreamCampaignOptions {
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
  /** Stops in good order: no further request begins, those under way are waited for, and the send ends without an error. */
  readonly signal?: SignalLike | undefined;
  /**
   * Gives each batch's request a callback URL of its own, in the place of the client's: what the API posts there then says
   * which batch it is about.
   */
  readonly callbackUrl?: ((batch: { readonly index: number; readonly size: number }) => string | UrlObject) | undefined;
}

/** Options of a campaign's `send`. */
export interface SendCampaignOptions extends StreamCampaignOptions {
  /**
   * Called with each batch once the ledger has what became of it. A promise is awaited, and slows the sending down where it
   * is slow; what is thrown ends the send in good order.
   */
  readonly onBatch?: ((batch: SentBatch) => unknown) | undefined;
}

/** How fast a campaign may go. */
export interface Rate {
  /** How many batches. */
  readonly batches: number;
  /** In how many milliseconds, up to a day. */
  readonly per: number;
}

export interface ReadSendOptions {
  readonly concurrency: number;
  readonly rate: Rate | undefined;
  readonly signal: SignalLike | undefined;
  readonly callbackUrl: ((batch: { readonly index: number; readonly size: number }) => unknown) | undefined;
  readonly onBatch: ((batch: SentBatch) => unknown) | undefined;
}

const streamOptions = ['concurrency', 'rate', 'signal', 'callbackUrl'];
const day = 86_400_000;

/** @param known - `send` has a callback, and `stream` gives the batches themselves. */
export function readSendOptions(options: unknown, known: 'send' | 'stream'): ReadSendOptions {
  const faults = new IssueCollector({ ...optionRules, ...clientRules, ...campaignRules });
  const names = known === 'send' ? [...streamOptions, 'onBatch'] : streamOptions;
  const read = readOptions(options ?? {}, names, faults as never) as Partial<ReadSendOptions>;
  const { concurrency = 4, rate, signal, callbackUrl, onBatch } = read;
  if (!whole(concurrency, 1, 64)) faults.add('concurrency', 'concurrency');
  if (rate !== undefined && !(whole(rate?.batches, 1, 1_000_000) && rate.per > 0 && rate.per <= day)) faults.add('rate', 'rate');
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') faults.add('signal_expected', 'signal');
  if (callbackUrl !== undefined && typeof callbackUrl !== 'function') faults.add('callback_url_function', 'callbackUrl');
  if (onBatch !== undefined && typeof onBatch !== 'function') faults.add('function_expected', 'onBatch');
  faults.throwIfAny();
  return {
    concurrency,
    rate: rate && { batches: rate.batches, per: rate.per },
    signal,
    callbackUrl: (callbackUrl as Function | undefined)?.bind(options),
    onBatch: (onBatch as Function | undefined)?.bind(options),
  };
}

/** Whether a value is a whole number in a range. */
export function whole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
