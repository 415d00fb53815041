import type { ButtonRecipient, TextRecipient } from '../wire/recipients.js';
import type { Batch, BatchState, Report, Resolution } from './report.js';

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
   * @throws {@link CampaignError} `batch_state` for a batch in any other state, `no_batch`, `ledger_busy` while a
   * process sends.
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
   * const { batches } = await notice.send(client);
   * console.log(batches.unknown); // 1
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
