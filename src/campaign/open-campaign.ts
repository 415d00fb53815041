import { throwIssue } from '../wire/errors.js';
import type { MailingInternal } from '../wire/internal.js';
import type { ButtonRecipient, TextRecipient } from '../wire/recipients.js';
import { campaignRules } from '../wire/rules.js';
import type { Campaign, OpenedWith } from './campaign.js';
import { type CampaignClient, knownClient } from './deliver.js';
import { CampaignError } from './errors.js';
import type { Ledger, Loaded, Sending } from './ledger.js';
import { loadCampaign } from './load.js';
import {
  type CampaignOptions,
  type ReadSendOptions,
  readCampaignOptions,
  readSendOptions,
  type SendCampaignOptions,
  type StreamCampaignOptions,
} from './options.js';
import { type Batch, type BatchState, batchStates, progressOf, type Report, type Resolution, type SentBatch } from './report.js';
import { sendBatches, sendCampaign, streamOf } from './send.js';
import { checkMessage, messageDigest } from './stored.js';

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
  if (loaded !== undefined) await checkMessage(loaded);
  if (loaded !== undefined && message !== undefined) await checkSame(message, loaded);
  return new LedgerCampaign(loaded?.name ?? name, ledger, message, loaded !== undefined) as never;
}

class LedgerCampaign implements Campaign {
  readonly name: string;
  readonly #ledger: Ledger;
  readonly #message: MailingInternal | undefined;
  loaded: boolean;

  constructor(name: string, ledger: Ledger, message: MailingInternal | undefined, loaded: boolean) {
    this.name = name;
    this.#ledger = ledger;
    this.#message = message;
    this.loaded = loaded;
  }

  async load(rows: unknown, second?: unknown, third?: unknown): Promise<void> {
    await loadCampaign(this.#ledger, this.name, this.#withMessage(), rows, second, third);
    this.loaded = true;
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
      this.loaded = true;
      try {
        // Another process may have loaded it since it was opened.
        await checkSame(message, sending.loaded);
        return sending;
      } catch (error) {
        await sending.close();
        throw error;
      }
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

/** Refuses another message than the one that was loaded. */
async function checkSame(message: MailingInternal, loaded: Loaded): Promise<void> {
  if ((await messageDigest(message.head())) !== loaded.message) throw new CampaignError('content_changed', 'another message');
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
