import { throwIssue } from '../wire/errors.js';
import { campaignRules } from '../wire/rules.js';
import { type CampaignClient, knownClient } from './batch-client.js';
import type { Ledger, Resolution, StoredBatch } from './ledger.js';
import { loadCampaign } from './load.js';
import type { AnyRows, Content, MapperFor, RecipientList, RecipientRows, RowMapper } from './load-types.js';
import type { LoadOptions } from './options.js';
import { type CampaignOptions, ledgerOf, readSendCampaignOptions, type SendCampaignOptions } from './options.js';
import type { Batch, SentBatch } from './report.js';
import { type BatchState, batchStates, progressOf, type Report } from './report.js';
import { sendBatches } from './send.js';

/**
 * A campaign: more recipients than one request should hold. They are sent in batches, each of them once, however often
 * the sending is stopped and resumed.
 *
 * @category Campaigns
 */
export interface Campaign {
  /** The name under which the ledger keeps it. */
  readonly name: string;
  /** Whether its recipients are loaded. */
  readonly loaded: boolean;

  /**
   * Reads the recipients as a stream, checks them and stores them in batches. Nothing is sent.
   *
   * All or nothing: a load that failed or was cut off leaves no campaign. Loading the same content again changes nothing,
   * other than putting back what the ledger's disk may have lost of it.
   *
   * @param composed - A mailing with its content and without recipients.
   * @param rows - What its `to` takes: any iterable, and any asynchronous one (a database cursor, a stream) as well. It is
   * read once and not kept.
   * @param second - `(row, index) => recipient`, where `undefined` leaves the row out; or the options.
   * @param options - The size of the batches, and what takes faulty rows.
   * @throws {@link InvalidInputError} with every faulty row, and `no_recipients`. {@link CampaignError}
   * `content_changed` where other content was loaded under this name, `ledger_busy`, `ledger_unavailable`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   * import { fileLedger, openCampaign } from 'viber-mailing/campaign';
   *
   * const rows = [{ tel: '375291111111', name: 'Anna' }, { tel: 'unknown', name: 'Boris' }];
   * const reminder = await openCampaign('reminder-2026-11', { ledger: fileLedger('./campaigns') });
   * await reminder.load(
   *   mailing().from('444').personal().text(),
   *   rows,
   *   (row) => ({ phone: row.tel, text: `${row.name}, we are waiting for you` }),
   *   { onInvalid: ({ index, issues }) => console.log(`row ${index}: ${issues[0]?.message}`) },
   * );
   * const { recipients, invalid } = await reminder.report();
   * console.log(recipients.total, invalid); // 1 1
   * ```
   */
  load<Composed, const Source, Second extends RowMapper<Source> | LoadOptions | undefined>(
    composed: Content<Composed>,
    rows: Second extends (...args: never) => unknown ? AnyRows<Source> : RecipientList<Composed, Source>,
    second: Second & MapperFor<Composed, Second>,
    options?: LoadOptions,
  ): Promise<void>;

  /** Loads the recipients. */
  load<Composed, const Source>(composed: Content<Composed>, rows: RecipientRows<Composed, Source>): Promise<void>;

  /**
   * Sends what is pending, and gives each batch once the ledger has what became of it.
   *
   * It begins with the first batch that is asked for. Leaving the loop, or the signal, stops it in good order; a process
   * that is killed leaves at most the requests that were under way as `unknown`. Call it again to go on, also in another
   * process.
   *
   * @param client - A client; its number of retries and its `onRetry` are the campaign's.
   * @throws In the loop: {@link NotSentError} where the server cannot be reached, {@link RejectedError} for a 429 that
   * outlasts the retries or a refusal that comes for every batch, {@link OutcomeUnknownError} where nothing but unknown
   * comes; each after what was under way, and with the rest `pending`. {@link CampaignError} `not_loaded`, `ledger_busy`,
   * `ledger_damaged`, `ledger_unavailable`.
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { fileLedger, openCampaign } from 'viber-mailing/campaign';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const sale = await openCampaign('black-friday-2026', { ledger: fileLedger('./campaigns') });
   * if (!sale.loaded) await sale.load(mailing().bulk().text('Everything at half price'), ['375291111111', '375292222222']);
   *
   * const client = createClient({ token: 'my-token', from: '444', fetch: createSandbox().fetch });
   * for await (const batch of sale.send(client, { concurrency: 4, rate: { batches: 10, per: 1000 } })) {
   *   console.log(`${batch.state}, ${Math.round(batch.progress.share * 100)} %`); // accepted, 100 %
   * }
   * ```
   */
  send(client: CampaignClient, options?: SendCampaignOptions): AsyncIterableIterator<SentBatch>;

  /**
   * Counts recipients and batches by state, also while another process sends. As a string it is a table.
   *
   * @throws {@link CampaignError} `not_loaded`, `ledger_damaged`, `ledger_unavailable`.
   */
  report(): Promise<Report>;

  /**
   * Gives the batches in a state, or all of them, in order. Each may be resolved as it comes.
   *
   * @throws {@link CampaignError} in the loop: `not_loaded`, `ledger_damaged`, `ledger_unavailable`.
   */
  batches(state?: BatchState): AsyncIterableIterator<Batch>;

  /**
   * Says what became of a batch, once a person has looked into the account.
   *
   * @param batch - A batch, or just its `index`.
   * @param resolution - `'sent'`: an unknown batch was sent, and is `accepted` from now on, without a `uuid`.
   * `'resend'`: an unknown or rejected batch was not, and is `pending` again.
   * @throws {@link CampaignError} `batch_state` for a batch in any other state, `no_batch`, `ledger_busy` while a
   * process sends, `ledger_damaged` where the recipients are not there any more.
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { fileLedger, openCampaign } from 'viber-mailing/campaign';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const sandbox = createSandbox();
   * const client = createClient({ token: 'my-token', from: '444', fetch: sandbox.fetch });
   * const notice = await openCampaign('notice-2026-12', { ledger: fileLedger('./campaigns') });
   * await notice.load(mailing().bulk().text('We move on Monday'), ['375291111111']);
   *
   * sandbox.failNext('reset-after-accepting');
   * for await (const batch of notice.send(client)) console.log(batch.state); // unknown
   * for await (const batch of notice.batches('unknown')) await notice.resolve(batch, 'sent');
   * console.log((await notice.report()).batches.accepted); // 1
   * ```
   */
  resolve(batch: { readonly index: number }, resolution: Resolution): Promise<void>;
}

/**
 * Opens a campaign, new or begun before. Nothing is locked and nothing is written by it.
 *
 * @param name - 1 to 100 letters of a to z, digits, dots, underscores and hyphens. One name is one content.
 * @param options - `ledger`: where its books are kept.
 * @throws {@link InvalidInputError} `campaign_name`, `ledger_expected`, `unknown_option`. {@link CampaignError}
 * `ledger_damaged`, `ledger_unavailable`.
 * @example
 * ```ts
 * import { fileLedger, openCampaign } from 'viber-mailing/campaign';
 *
 * const sale = await openCampaign('spring-sale', { ledger: fileLedger('./campaigns') });
 * console.log(sale.loaded); // false
 * ```
 * @category Campaigns
 */
export async function openCampaign(name: string, options: CampaignOptions): Promise<Campaign> {
  const ledger = ledgerOf(name, options);
  return new LedgerCampaign(name, ledger, (await ledger.find(name)) !== undefined);
}

class LedgerCampaign implements Campaign {
  readonly name: string;
  readonly #ledger: Ledger;
  #loaded: boolean;

  constructor(name: string, ledger: Ledger, loaded: boolean) {
    this.name = name;
    this.#ledger = ledger;
    this.#loaded = loaded;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  async load(composed: unknown, rows: unknown, second?: unknown, third?: unknown): Promise<void> {
    await loadCampaign(this.#ledger, this.name, composed, rows, second, third);
    this.#loaded = true;
  }

  send(client: CampaignClient, options?: SendCampaignOptions): AsyncIterableIterator<SentBatch> {
    const known = knownClient(client);
    const read = readSendCampaignOptions(options);
    const begin = async () => {
      const sending = await this.#ledger.send(this.name, { timeout: known.own?.policy.timeout });
      this.#loaded = true;
      return sending;
    };
    return sendBatches(begin, known, read);
  }

  report(): Promise<Report> {
    return this.#ledger.report(this.name);
  }

  batches(state?: BatchState): AsyncIterableIterator<Batch> {
    if (state !== undefined && !batchStates.includes(state)) throwIssue(campaignRules, 'batch_state', 'state');
    return this.#batches(state);
  }

  async resolve(batch: { readonly index: number }, resolution: Resolution): Promise<void> {
    const index = (batch as { index?: unknown } | undefined)?.index;
    if (!Number.isInteger(index)) throwIssue(campaignRules, 'batch_expected', 'batch');
    if (resolution !== 'sent' && resolution !== 'resend') throwIssue(campaignRules, 'resolution', 'resolution');
    await this.#ledger.resolve(this.name, index as number, resolution);
  }

  async *#batches(state: BatchState | undefined): AsyncGenerator<Batch, void, undefined> {
    const progress = progressOf(await this.report());
    for await (const batch of this.#ledger.batches(this.name, state)) yield { ...given(batch), progress };
  }
}

function given({ index, size, state, uuid, reason }: StoredBatch): Omit<Batch, 'progress'> {
  return { index, size, state, ...(uuid !== undefined && { uuid }), ...(reason !== undefined && { reason }) };
}
