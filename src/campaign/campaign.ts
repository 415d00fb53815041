import type { ButtonRecipient, Mapper, TextRecipient } from '../wire/recipients.js';
import type { CampaignClient } from './deliver.js';
import type {
  AnyRows,
  LoadedRecipient,
  LoadOptions,
  MapperFor,
  RecipientList,
  RecipientRows,
  SendCampaignOptions,
  StreamCampaignOptions,
} from './options.js';
import type { Batch, BatchState, Report, Resolution, SentBatch } from './report.js';

/** A campaign that was opened without its message: where it stands can be read, and what is in it resolved. */
export interface OpenedCampaign {
  /** The name under which the ledger keeps it. */
  readonly name: string;
  /** Whether its recipients are loaded. */
  readonly loaded: boolean;

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
   * Gives the recipients of a batch, or of all batches in a state, as `load` takes them. Those of accepted and abandoned
   * batches are deleted.
   *
   * A batch that was refused for one of its recipients, or for its size, goes into another campaign without that one, or in
   * smaller batches, and is abandoned here.
   *
   * @param batchOrState - A batch, or just its `index`; or `'pending'`, `'sending'`, `'rejected'` or `'unknown'`.
   * @throws {@link CampaignError} in the loop: `batch_state` where they are deleted, `no_batch`, `not_loaded`,
   * `ledger_damaged`.
   * @example
   * ```ts
   * import { mailing } from 'viber-mailing';
   * import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
   *
   * const message = mailing().from('444').bulk().text('We move on Monday');
   * const ledger = sqliteLedger('./campaigns.db');
   * const notice = await openCampaign('notice-2026-10', { ledger, message });
   * if (!notice.loaded) await notice.load(['375291111111', '375292222222'], { batchSize: 2 });
   *
   * const smaller = await openCampaign('notice-2026-10-smaller', { ledger, message });
   * if (!smaller.loaded) await smaller.load(notice.recipients('pending'), { batchSize: 1 });
   * await notice.cancel();
   * console.log((await smaller.report()).batches.pending); // 2
   * ```
   */
  recipients(
    batchOrState: { readonly index: number } | BatchState,
  ): AsyncIterableIterator<string | TextRecipient | ButtonRecipient>;

  /**
   * Says what is to become of a batch.
   *
   * @param batch - A batch, or just its `index`.
   * @param resolution - `'sent'`: an unknown batch was sent, as the account shows, and is `accepted` from now on, without a
   * `uuid`. `'resend'`: an unknown or rejected batch was not, and is `pending` again. `'abandon'`: a pending, rejected or
   * unknown batch is never sent; its recipients are deleted.
   * @throws {@link CampaignError} `batch_state` for a batch in any other state, or that was sent again since it was read;
   * `no_batch`, `ledger_busy` while a process sends.
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const sandbox = createSandbox();
   * const client = createClient({ token: 'my-token', from: '444', fetch: sandbox.fetch });
   * const message = mailing().bulk().text('We move on Monday');
   * const notice = await openCampaign('notice-2026-12', { ledger: sqliteLedger('./campaigns.db'), message });
   * if (!notice.loaded) await notice.load(['375291111111']);
   *
   * sandbox.failNext('reset-after-accepting');
   * console.log((await notice.send(client)).batches.unknown); // 1
   * for await (const batch of notice.batches('unknown')) await notice.resolve(batch, 'sent');
   * console.log((await notice.report()).batches.accepted); // 1
   * ```
   */
  resolve(batch: { readonly index: number }, resolution: Resolution): Promise<void>;

  /**
   * Abandons all that is pending: it is never sent, and its recipients are deleted.
   *
   * @throws {@link CampaignError} `not_loaded`; `ledger_busy` where a ledger lets one process write, and another sends.
   */
  cancel(): Promise<void>;
}

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
  load<const Source, Second extends Mapper<Source> | LoadOptions | undefined>(
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
   * Sends what is pending as {@link Campaign.send} does, and gives the batches to a loop. It begins with the first batch
   * that is asked for, so that nothing is sent where it is awaited; leaving the loop stops it in good order.
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

/** What is opened with a message, and without one. Of an `any` it is unknown which, so that everything is there. */
export type OpenedWith<Message> = [unknown] extends [Message]
  ? Campaign
  : [Message] extends [undefined]
    ? OpenedCampaign
    : Campaign<Message>;
