import { throwIssue } from '../wire/errors.js';
import type { MailingInternal } from '../wire/internal.js';
import type { ButtonRecipient, TextRecipient } from '../wire/recipients.js';
import { campaignRules } from '../wire/rules.js';
import { type CampaignClient, knownClient } from './deliver.js';
import { CampaignError } from './errors.js';
import type { Ledger, Sending } from './ledger.js';
import { loadCampaign } from './load.js';
import type { AnyRows, LoadedRecipient, MapperFor, RecipientList, RecipientRows, RowMapper } from './load-types.js';
import type { OpenedCampaign } from './opened-campaign.js';
import {
  type CampaignOptions,
  type LoadOptions,
  type ReadSendOptions,
  readCampaignOptions,
  readSendOptions,
  type SendCampaignOptions,
  type StreamCampaignOptions,
} from './options.js';
import type { Resolution } from './report.js';
import { type Batch, type BatchState, batchStates, progressOf, type Report, type SentBatch } from './report.js';
import { sendBatches, sendCampaign, streamOf } from './send.js';
import { messageDigest } from './stored.js';

/**
 * A campaign: more recipients than one request should hold. They are sent in batches, each of them once, however often
 * the sending is stopped and resumed.
 */
export interface Campaign<Message = any> extends OpenedCampaign {
  recipients(batchOrState: { readonly index: number } | BatchState): AsyncIterableIterator<LoadedRecipient<Message>>;

  /**
   * Reads the recipients as a stream, checks them and stores them in batches. Nothing is sent.
   *
   * All or nothing: a load that failed or was cut off leaves no campaign. Loading the same content again changes nothing.
   *
   * @param rows - What the message's `to` takes: any iterable, and any asynchronous one (a database cursor, a stream) as
   * well. It is read once and not kept.
   * @param second - `(row, index) => recipient`, where `undefined` leaves the row out, and which may be asynchronous; or the
   * options.
   * @param options - The size of the batches, whether recipients are unique, and what takes faulty rows.
   * @throws {@link InvalidInputError} with every faulty row, and `no_recipients`. {@link CampaignError}
   * `content_changed` where other content, or the same in batches of another size, was loaded under this name;
   * `ledger_busy`, `ledger_unavailable`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   * import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
   *
   * const rows = [{ tel: '375291111111', name: 'Anna' }, { tel: 'unknown', name: 'Boris' }];
   * const message = mailing().from('444').personal().text();
   * const reminder = await openCampaign('reminder-2026-11', { ledger: sqliteLedger('./campaigns.db'), message });
   * await reminder.load(rows, (row) => ({ phone: row.tel, text: `${row.name}, we are waiting for you` }), {
   *   onInvalid: ({ index, issues }) => console.log(`row ${index}: ${issues[0]?.code}`), // row 1: phone_format
   * });
   * const { recipients, invalid } = await reminder.report();
   * console.log(recipients.total, invalid); // 1 1
   * ```
   */
  load<const Source, Second extends RowMapper<Source> | LoadOptions | undefined>(
    rows: Second extends (...args: never) => unknown ? AnyRows<Source> : RecipientList<Message, Source>,
    second: Second & MapperFor<Message, Second>,
    options?: LoadOptions,
  ): Promise<void>;

  /** Loads the recipients. */
  load<const Source>(rows: RecipientRows<Message, Source>): Promise<void>;

  /**
   * Sends what is pending, and gives the report.
   *
   * The signal stops it in good order. A process that is killed leaves at most the requests that were under way as
   * `unknown`. Call it again to go on, also in another process.
   *
   * @param client - A client; its number of retries and its `onRetry` are the campaign's.
   * @throws {@link NotSentError} where the server cannot be reached, {@link RejectedError} for a 429 that outlasts the
   * retries or a refusal that comes for every batch, {@link OutcomeUnknownError} where nothing but unknown comes; each
   * after what was under way, and with the rest `pending`. {@link CampaignError} `not_loaded`, `content_changed`,
   * `ledger_busy`, `ledger_damaged`, `server_changed`, `ledger_unavailable`; `not_settled` with the answers that could not
   * be written down.
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const message = mailing().bulk().text('Everything at half price');
   * const sale = await openCampaign('summer-sale-2026', { ledger: sqliteLedger('./campaigns.db'), message });
   * if (!sale.loaded) await sale.load(['375291111111', '375292222222']);
   *
   * const client = createClient({ token: 'my-token', from: '444', fetch: createSandbox().fetch });
   * const { recipients } = await sale.send(client, {
   *   rate: { batches: 10, per: 1000 },
   *   onBatch: ({ state, progress }) => console.log(`${state}, ${progress.done} of ${progress.total}`), // accepted, 2 of 2
   * });
   * console.log(recipients.accepted); // 2
   * ```
   */
  send(client: CampaignClient, options?: SendCampaignOptions): Promise<Report>;

  /**
   * Sends what is pending as `send` does, and gives the batches to a loop. It begins with the first batch that is asked
   * for; leaving the loop stops it in good order.
   *
   * @throws In the loop, what `send` throws.
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const message = mailing().bulk().text('Everything at half price');
   * const sale = await openCampaign('autumn-sale-2026', { ledger: sqliteLedger('./campaigns.db'), message });
   * if (!sale.loaded) await sale.load(['375291111111']);
   *
   * const client = createClient({ token: 'my-token', from: '444', fetch: createSandbox().fetch });
   * for await (const batch of sale.stream(client)) console.log(batch.index, batch.state); // 0 accepted
   * ```
   */
  stream(client: CampaignClient, options?: StreamCampaignOptions): AsyncIterableIterator<SentBatch>;
}

/**
 * Opens a campaign, new or begun before. Nothing is locked and nothing is written by it.
 *
 * @param name - 1 to 100 letters of a to z, digits, dots, underscores and hyphens. One name is one content, and names that
 * differ only in case are one name.
 * @param options - `ledger`: where it is kept. `message`: a mailing with its content and without recipients; it is compared
 * with what was loaded under the name. Without it the campaign is only looked at, and resolved.
 * @throws {@link InvalidInputError} `campaign_name`, `ledger_expected`, `content_expected`, `unknown_option`.
 * {@link CampaignError} `content_changed` where another message was loaded under this name; `ledger_damaged`,
 * `ledger_unavailable`.
 * @example
 * ```ts
 * import { mailing } from 'viber-mailing';
 * import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
 *
 * const message = mailing().from('444').bulk().text('Spring is here');
 * const sale = await openCampaign('spring-sale', { ledger: sqliteLedger('./campaigns.db'), message });
 * console.log(sale.loaded); // false
 * ```
 */
export async function openCampaign<Message = undefined>(
  name: string,
  options: CampaignOptions<Message>,
): Promise<OpenedWith<Message>> {
  const { ledger, message } = readCampaignOptions(name, options);
  const loaded = await ledger.find(name);
  if (loaded !== undefined) {
    if ((await messageDigest(loaded.head)) !== loaded.message) throw new CampaignError('ledger_damaged', 'the message');
    if (message !== undefined && (await messageDigest(message.head())) !== loaded.message)
      throw new CampaignError('content_changed', 'another message');
  }
  return new LedgerCampaign(loaded?.name ?? name, ledger, message, loaded !== undefined) as never;
}

/** What is opened with a message, and without one. Of an `any` it is unknown which, so that everything is there. */
type OpenedWith<Message> = [unknown] extends [Message]
  ? Campaign
  : [Message] extends [undefined]
    ? OpenedCampaign
    : Campaign<Message>;

class LedgerCampaign implements Campaign {
  readonly name: string;
  readonly #ledger: Ledger;
  readonly #message: MailingInternal | undefined;
  #loaded: boolean;

  constructor(name: string, ledger: Ledger, message: MailingInternal | undefined, loaded: boolean) {
    this.name = name;
    this.#ledger = ledger;
    this.#message = message;
    this.#loaded = loaded;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  async load(rows: unknown, second?: unknown, third?: unknown): Promise<void> {
    await loadCampaign(this.#ledger, this.name, this.#withMessage(), rows, second, third);
    this.#loaded = true;
  }

  async send(client: CampaignClient, options?: SendCampaignOptions): Promise<Report> {
    const read = readSendOptions(options, 'send');
    return sendCampaign(this.#batchesSent(client, read), read.onBatch);
  }

  stream(client: CampaignClient, options?: StreamCampaignOptions): AsyncIterableIterator<SentBatch> {
    return streamOf(this.#batchesSent(client, readSendOptions(options, 'stream')));
  }

  report(): Promise<Report> {
    return this.#ledger.report(this.name);
  }

  batches(state?: BatchState): AsyncIterableIterator<Batch> {
    if (state !== undefined && !batchStates.includes(state)) throwIssue(campaignRules, 'batch_state', 'state');
    return this.#batches(state);
  }

  recipients(batchOrState: { readonly index: number } | BatchState): AsyncIterableIterator<never> {
    if (typeof batchOrState !== 'string') return this.#recipientsOf(indexOf(batchOrState, this.name));
    if (!batchStates.includes(batchOrState)) throwIssue(campaignRules, 'batch_state', 'state');
    return this.#recipientsIn(batchOrState);
  }

  async resolve(batch: { readonly index: number }, resolution: Resolution): Promise<void> {
    const index = indexOf(batch, this.name);
    if (!resolutions.includes(resolution)) throwIssue(campaignRules, 'resolution', 'resolution');
    await this.#ledger.resolve(this.name, index, resolution);
  }

  async cancel(): Promise<void> {
    await this.#ledger.cancel(this.name);
  }

  #withMessage(): MailingInternal {
    return this.#message ?? throwIssue(campaignRules, 'message_missing', 'message');
  }

  #batchesSent(client: CampaignClient, options: ReadSendOptions) {
    const message = this.#withMessage();
    const known = knownClient(client);
    const begin = async (): Promise<Sending> => {
      const sending = await this.#ledger.send(this.name, { timeout: known.own?.policy.timeout });
      this.#loaded = true;
      // Another process may have loaded it since it was opened.
      if ((await messageDigest(message.head())) === sending.loaded.message) return sending;
      await sending.close();
      throw new CampaignError('content_changed', 'another message');
    };
    return sendBatches(begin, known, options);
  }

  async *#batches(state: BatchState | undefined): AsyncGenerator<Batch, void, undefined> {
    const progress = progressOf(await this.report());
    for await (const stored of this.#ledger.batches(this.name, state)) {
      const batch = { ...stored, progress };
      campaignOf.set(batch, this.name);
      yield batch;
    }
  }

  async *#recipientsIn(state: BatchState): AsyncGenerator<never, void, undefined> {
    if (state === 'accepted' || state === 'abandoned') throw new CampaignError('batch_state', `these are ${state}`);
    for await (const { index } of this.#ledger.batches(this.name, state)) yield* this.#recipientsOf(index);
  }

  async *#recipientsOf(index: number): AsyncGenerator<never, void, undefined> {
    const list = JSON.parse(new TextDecoder().decode(await this.#ledger.recipients(this.name, index)));
    for (const recipient of list) yield asLoaded(recipient) as never;
  }
}

const resolutions: readonly Resolution[] = ['sent', 'resend', 'abandon'];

/** Whose batch each is, as a person may have two campaigns before them. */
const campaignOf = /* @__PURE__ */ new WeakMap<object, string>();

function indexOf(batch: { readonly index: number }, name: string): number {
  const index = (batch as { index?: unknown } | null | undefined)?.index;
  if (!Number.isInteger(index)) throwIssue(campaignRules, 'batch_expected', 'batch');
  if ((campaignOf.get(batch) ?? name) !== name) throwIssue(campaignRules, 'batch_foreign', 'batch');
  return index as number;
}

/** A recipient on the wire as `load` takes it. */
function asLoaded(
  recipient: string | { phone: string; text: string; button_link?: string },
): string | TextRecipient | ButtonRecipient {
  if (typeof recipient === 'string' || recipient.button_link === undefined) return recipient as string | TextRecipient;
  const { phone, text, button_link: link } = recipient;
  return { phone, text, link };
}
