import { refuse } from '../wire/invalid-input-error.js';
import { campaignRules } from '../wire/rules.js';
import type { Batch, SentBatch } from './batch.js';
import { type CampaignClient, knownClient } from './campaign-client.js';
import type { Ledger, Resolution, StoredBatch } from './ledger.js';
import { loadCampaign } from './load-campaign.js';
import type { LoadOptions } from './load-options.js';
import type { AnyRows, Content, MapperFor, RecipientRows, RowMapper } from './load-rows.js';
import { progressOf } from './progress.js';
import { type BatchState, batchStates, type Report } from './report.js';
import { sendBatches } from './send-batches.js';
import { readSendCampaignOptions, type SendCampaignOptions } from './send-campaign-options.js';

/**
 * A campaign: more recipients than one request should hold, sent in batches, each of them once, however often it is
 * stopped and resumed.
 *
 * @category Campaigns
 */
export interface Campaign {
  /** The name under which the ledger keeps it. */
  readonly name: string;
  /** Whether its recipients are loaded. */
  readonly loaded: boolean;
  load<Composed, const Source, Second extends RowMapper<Source> | LoadOptions | undefined>(
    composed: Content<Composed>,
    rows: Second extends (...args: never) => unknown ? AnyRows<Source> : RecipientRows<Composed, Source>,
    second: Second & MapperFor<Composed, Second>,
    options?: LoadOptions,
  ): Promise<void>;

  /** Loads the recipients. */
  load<Composed, const Source>(composed: Content<Composed>, rows: RecipientRows<Composed, Source>): Promise<void>;

  send(client: CampaignClient, options?: SendCampaignOptions): AsyncIterableIterator<SentBatch>;
  report(): Promise<Report>;
  batches(state?: BatchState): AsyncIterableIterator<Batch>;
  resolve(batch: { readonly index: number }, resolution: Resolution): Promise<void>;
}

/**
 * Opens a campaign, new or begun before. Nothing is locked and nothing is written by it.
 *
 * @category Campaigns
 */
export async function openCampaign(name: string, options: { readonly ledger: Ledger }): Promise<Campaign> {
  if (typeof name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) refuse(campaignRules, 'campaign_name', 'name');
  const ledger = (options as typeof options | undefined)?.ledger;
  if (typeof ledger?.find !== 'function') refuse(campaignRules, 'ledger_expected', 'ledger');
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
      const sending = await this.#ledger.send(this.name, { timeout: known.policy?.timeout });
      this.#loaded = true;
      return sending;
    };
    return sendBatches(begin, known, read);
  }

  report(): Promise<Report> {
    return this.#ledger.report(this.name);
  }

  batches(state?: BatchState): AsyncIterableIterator<Batch> {
    if (state !== undefined && !batchStates.includes(state)) refuse(campaignRules, 'batch_state', 'state');
    return this.#batches(state);
  }

  async resolve(batch: { readonly index: number }, resolution: Resolution): Promise<void> {
    const index = (batch as { index?: unknown } | undefined)?.index;
    if (!Number.isInteger(index)) refuse(campaignRules, 'batch_expected', 'batch');
    if (resolution !== 'sent' && resolution !== 'resend') refuse(campaignRules, 'resolution', 'resolution');
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
