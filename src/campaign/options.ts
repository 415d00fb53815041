import type { SignalLike } from '../client/options.js';
import { IssueCollector } from '../wire/errors.js';
import { type InvalidRecipient, internalOf, isSignal, looksLike, type MailingInternal } from '../wire/internal.js';
import type { UrlObject } from '../wire/link.js';
import { isWhole, optionRules, readOptions, taking } from '../wire/options.js';
import type {
  ButtonMapper,
  ButtonRecipient,
  ButtonRows,
  PhoneMapper,
  Phones,
  TextMapper,
  TextRecipient,
  TextRows,
} from '../wire/recipients.js';
import { type CampaignRules, campaignRules, clientRules, type MailingRules, type Rule } from '../wire/rules.js';
import type { Ledger, RemoveOptions } from './ledger.js';
import type { NumberedBatch, SentBatch } from './report.js';

/** For each option, whether a value is one, the rule that it breaks where it is not, and whether it must be given. */
export type OptionChecks = Readonly<Record<string, readonly [(value: any) => boolean, OptionRule, 'required'?]>>;

type OptionRule = keyof typeof optionRules | keyof typeof clientRules | keyof typeof campaignRules;

/** Reads options, once each, and throws what is wrong with them; `others` is what is wrong with what is given beside them. */
export function readChecked<Options>(
  options: unknown,
  checks: OptionChecks,
  others: Readonly<Record<string, OptionRule | undefined>> = {},
): Options {
  const faults = new IssueCollector<OptionRule>({ ...optionRules, ...clientRules, ...campaignRules });
  const read = readOptions(options, taking(...Object.keys(checks)), faults as never);
  for (const [name, [isOne, rule, required]] of Object.entries(checks))
    if ((required || read[name] !== undefined) && !isOne(read[name])) faults.add(rule, name);
  for (const [name, rule] of Object.entries(others)) faults.add(rule, name);
  faults.throwIfAny();
  return read as Options;
}

const isFlag = (value: unknown) => typeof value === 'boolean';
const isFunction = (value: unknown) => typeof value === 'function';
export const isLedger = (value: { readonly find?: unknown } | null) => isFunction(value?.find);

/** Options of `openCampaign`. */
export interface CampaignOptions<Message = unknown> {
  /** Where the campaign is kept: `sqliteLedger(file)`, or another ledger. */
  readonly ledger: Ledger;
  /** What is sent: a mailing with its content and without recipients. Without it the campaign is neither loaded nor sent. */
  readonly message?: Content<Message> | undefined;
}

/** Where a campaign is kept, and what it sends, the name and the options being checked. */
export function readCampaignOptions(name: unknown, options: unknown) {
  const isComposed = (message: unknown) => internalOf(message)?.kind === 'composed';
  const checks: OptionChecks = { ledger: [isLedger, 'ledger_expected', 'required'], message: [isComposed, 'content_expected'] };
  const { ledger, message } = readChecked<CampaignOptions>(options, checks, { name: nameFault(name) });
  return { ledger, message: internalOf(message) as MailingInternal | undefined };
}

/** Whether a campaign is removed by force, its name and the options of `remove` being checked. */
export function readForce(name: unknown, options: unknown): boolean {
  const { force = false } = readChecked<RemoveOptions>(options ?? {}, { force: [isFlag, 'flag'] }, { name: nameFault(name) });
  return force;
}

/** What a campaign may be called: also a part of the name of a file and of a job. */
export const campaignName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const nameFault = (name: unknown) => (typeof name === 'string' && campaignName.test(name) ? undefined : 'campaign_name');

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

export type ReadLoadOptions = ReturnType<typeof readLoadOptions>;

/** Tells a mapper from options, where either may stand second. What follows anything else than a mapper would be lost. */
export function readLoadOptions(second: unknown, third: unknown) {
  const toRecipient = typeof second === 'function' ? (second as (row: unknown, index: number) => unknown) : undefined;
  const options = (second === undefined || toRecipient !== undefined ? third : second) ?? {};
  const checks: OptionChecks = {
    batchSize: [isWhole(1, 100_000), 'batch_size'],
    unique: [isFlag, 'flag'],
    numbered: [isFlag, 'flag'],
    onInvalid: [isFunction, 'callback_expected'],
  };
  const isLost = third !== undefined && second !== undefined && toRecipient === undefined;
  const read = readChecked<LoadOptions>(options, checks, { toRecipient: isLost ? 'callback_expected' : undefined });
  return { ...read, onInvalid: read.onInvalid?.bind(options), toRecipient };
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
  readonly callbackUrl?: ((batch: NumberedBatch) => string | UrlObject) | undefined;
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

export type ReadSendOptions = ReturnType<typeof readSendOptions>;

/** @param method - `send` has a callback, and `stream` gives the batches themselves. */
export function readSendOptions(given: unknown, method: 'send' | 'stream') {
  const options = given ?? {};
  const checks: OptionChecks = {
    concurrency: [isWhole(1, 64), 'concurrency'],
    rate: [(rate) => isWhole(1, 1_000_000)(rate?.batches) && rate.per > 0 && rate.per <= 86_400_000, 'rate'],
    signal: [isSignal, 'signal_expected'],
    callbackUrl: [isFunction, 'callback_url_function'],
    ...(method === 'send' && { onBatch: [isFunction, 'function_expected'] as const }),
  };
  const others = { options: looksLike(options, isSignal) ? 'send_options' : undefined } as const;
  const { concurrency = 4, callbackUrl, onBatch, ...read } = readChecked<SendCampaignOptions>(options, checks, others);
  return { ...read, concurrency, callbackUrl: callbackUrl?.bind(options), onBatch: onBatch?.bind(options) };
}

/** A parameter that takes a composed mailing: one with its content and without recipients. */
export type Content<Composed> = unknown extends Composed
  ? object
  : Composed extends { readonly to: unknown; readonly size?: never }
    ? Composed
    : Rule<CampaignRules['content_expected']>;

// Where nothing is known of the rows it is any object: of an iterable there TypeScript 7 would infer the items.

/** A parameter that takes the recipients of a composed mailing: the same as its `to`, and asynchronous sources too. */
export type RecipientRows<Composed, Source> = unknown extends Composed
  ? AnyRows<Source>
  : Source extends Iterable<unknown>
    ? ByRecipient<RecipientOf<Composed>, Phones<Source>, TextRows<Source>, ButtonRows<Source>>
    : RecipientList<Composed, Source>;

/** {@link RecipientRows} where options follow: it looks at the rows' type alone, not at each literal. */
export type RecipientList<Composed, Source> = unknown extends Composed
  ? AnyRows<Source>
  : Source extends Iterable<infer Row> | AsyncIterable<infer Row>
    ? [Row] extends [RecipientOf<Composed>]
      ? Source
      : Rule<Expected<RecipientOf<Composed>>>
    : AnyRows<Source>;

/** A parameter that takes rows of any shape. */
export type AnyRows<Source> = Source extends string
  ? Rule<CampaignRules['rows_expected']>
  : Source extends Iterable<unknown> | AsyncIterable<unknown>
    ? Source
    : unknown extends Source
      ? object
      : Rule<CampaignRules['rows_expected']>;

/** Marks a mapper that makes no recipients of the composed mailing; it may be asynchronous. */
export type MapperFor<Composed, Second> = unknown extends Composed
  ? unknown
  : ByRecipient<RecipientOf<Composed>, PhoneMapper<Awaits<Second>>, TextMapper<Awaits<Second>>, ButtonMapper<Awaits<Second>>>;

type Awaits<Second> = Second extends (...args: never) => infer Recipient ? () => Awaited<Recipient> : Second;

/** What a campaign with a message gives back of its recipients. */
export type LoadedRecipient<Composed> = unknown extends Composed ? any : RecipientOf<Composed>;

/** What a composed mailing's `to` takes a list of. */
type RecipientOf<Composed> = Composed extends {
  readonly to: { (recipients: infer List): unknown; (rows: never, second: never, options?: never): unknown };
}
  ? List extends Iterable<infer Recipient>
    ? Recipient
    : never
  : never;

type Expected<Recipient> = ByRecipient<
  Recipient,
  MailingRules['phone_expected'],
  MailingRules['text_row_expected'],
  MailingRules['button_row_expected']
>;

type ByRecipient<Recipient, ForPhone, ForText, ForButton> = [Recipient] extends [string]
  ? ForPhone
  : [Recipient] extends [ButtonRecipient]
    ? ForButton
    : [Recipient] extends [TextRecipient]
      ? ForText
      : never;
