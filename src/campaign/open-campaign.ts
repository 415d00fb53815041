import { throwIssue } from '../wire/errors.js';
import { campaignRules } from '../wire/rules.js';
import type { Campaign, OpenedCampaign, OpenedWith } from './campaign.js';
import { type CampaignClient, knownClient } from './deliver.js';
import { CampaignError } from './errors.js';
import type { Sending } from './ledger.js';
import { loadCampaign } from './load.js';
import { type CampaignOptions, type ReadSendOptions, readCampaignOptions, readSendOptions } from './options.js';
import { type Batch, type BatchState, batchStates, progressOf } from './report.js';
import { sendBatches, sendCampaign, streamOf } from './send.js';
import { checkMessage, checkSameMessage, resolutions } from './stored.js';

/**
 * Opens a campaign, new or begun before. Nothing is locked and nothing is written by it.
 *
 * @param name - 1 to 100 letters of a to z, digits, dots, underscores and hyphens. One name is one content, and names that
 * differ only in case are one name.
 * @param options - `ledger`: where it is kept. `message`: a mailing with its content and without recipients; it is compared
 * with what was loaded under the name. Without it the campaign is only looked at, and resolved.
 * @throws {@link InvalidInputError} `campaign_name`, `ledger_expected`, `content_expected`, `options_expected`, `unknown_option`.
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
  if (loaded !== undefined && message !== undefined) await checkSameMessage(message.head(), loaded);

  const withMessage = () => message ?? throwIssue(campaignRules, 'message_missing', 'message');

  const sent = (client: CampaignClient, options: ReadSendOptions) => {
    const own = withMessage();
    const known = knownClient(client);
    const begin = async (): Promise<Sending> => {
      const sending = await ledger.send(name, { timeout: known.policy?.timeout });
      campaign.loaded = true;
      return sending;
    };
    return sendBatches(begin, own, known, options);
  };

  const batchesIn = async function* (state: BatchState | undefined): AsyncGenerator<Batch, void, undefined> {
    const progress = progressOf(await ledger.report(name));
    for await (const stored of ledger.batches(name, state)) {
      const batch = { ...stored, progress };
      campaignOf.set(batch, campaign.name);
      yield batch;
    }
  };

  const recipientsOf = async function* (index: number): AsyncGenerator<any, void, undefined> {
    const list = JSON.parse(new TextDecoder().decode(await ledger.recipients(name, index)));
    for (const each of list)
      yield each.button_link === undefined ? each : { phone: each.phone, text: each.text, link: each.button_link };
  };

  const recipientsIn = async function* (state: BatchState): AsyncGenerator<any, void, undefined> {
    if (state === 'accepted' || state === 'abandoned') throw new CampaignError('batch_state', `these are ${state}`);
    for await (const { index } of ledger.batches(name, state)) yield* recipientsOf(index);
  };

  const attemptsOf = async (index: number): Promise<number> => {
    for await (const batch of ledger.batches(name, undefined, index)) return batch.index === index ? batch.attempts : 0;
    return 0;
  };

  const campaign: Campaign & { loaded: boolean } = {
    name: loaded?.name ?? name,
    loaded: loaded !== undefined,

    async load(rows: unknown, second?: unknown, third?: unknown) {
      await loadCampaign(ledger, name, withMessage(), rows, second, third);
      campaign.loaded = true;
    },

    async send(client, options) {
      const read = readSendOptions(options, 'send');
      return sendCampaign(sent(client, read), read.onBatch);
    },

    stream: (client, options) => streamOf(sent(client, readSendOptions(options, 'stream'))),

    report: () => ledger.report(name),

    batches(state) {
      if (state !== undefined) checkState(state);
      return batchesIn(state);
    },

    recipients(batchOrState) {
      if (typeof batchOrState !== 'string') return recipientsOf(indexOf(batchOrState, campaign));
      checkState(batchOrState);
      return recipientsIn(batchOrState);
    },

    async resolve(batch, resolution) {
      const index = indexOf(batch, campaign);
      if (!Object.hasOwn(resolutions, resolution)) throwIssue(campaignRules, 'resolution', 'resolution');
      // Whoever looked into the account looked for the request of that time.
      const { attempts } = batch as Partial<Batch>;
      if (attempts !== undefined && resolution !== 'abandon' && (await attemptsOf(index)) > attempts)
        throw new CampaignError('batch_state', 'it was sent again since');
      await ledger.resolve(name, index, resolution);
    },

    async cancel(given?: unknown) {
      const isBatch = (value: unknown) => Number.isInteger((value as { index?: unknown } | null | undefined)?.index ?? value);
      if ([given].flat().some(isBatch)) throwIssue(campaignRules, 'cancel_all', 'batch');
      await ledger.cancel(name);
    },
  };
  return campaign as never;
}

function checkState(state: BatchState): void {
  if (!batchStates.includes(state)) throwIssue(campaignRules, 'batch_state', 'state');
}

/** Whose batch each is, as a person may have two campaigns before them. */
const campaignOf = /* @__PURE__ */ new WeakMap<object, string>();

function indexOf(batch: { readonly index: number }, { name }: OpenedCampaign): number {
  const index = (batch as { index?: unknown } | null | undefined)?.index;
  if (!Number.isInteger(index)) throwIssue(campaignRules, 'batch_expected', 'batch');
  if ((campaignOf.get(batch) ?? name) !== name) throwIssue(campaignRules, 'batch_foreign', 'batch');
  return index as number;
}
