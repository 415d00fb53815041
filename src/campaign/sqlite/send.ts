import { CampaignError, retryTransient } from '../errors.js';
import type { Claim, Loaded, Sending, Settlement } from '../ledger.js';
import type { BatchState, Counts, Report } from '../report.js';
import { checkContent, hex, settledColumns, unpacked } from '../stored.js';
import { change, type Held } from './lock.js';
import { GroupCommit } from './tables.js';

/** A campaign that is loaded, and that this process alone may write. */
export interface HeldCampaign extends Held {
  readonly id: number;
  readonly loaded: Loaded;
}

interface SqliteClaim extends Claim {
  readonly id: string;
}

interface ClaimRow {
  readonly index: number;
  readonly size: number;
  readonly attempts: number;
  readonly sentAt: string;
  readonly list: Uint8Array;
  readonly digest: string;
}

/** A send under way, in one process at a time. */
export class SqliteSending implements Sending {
  readonly loaded: Loaded;
  readonly #campaign: HeldCampaign;
  readonly #counts: Counts;
  readonly #patience: number;
  readonly #group: GroupCommit;

  constructor(campaign: HeldCampaign, patience: number) {
    const { id, loaded, tables } = campaign;
    this.loaded = loaded;
    this.#campaign = campaign;
    this.#counts = tables.counts({ id, invalid: loaded.invalid }, true);
    this.#patience = patience;
    this.#group = new GroupCommit((work) => change(campaign, id, work));
  }

  async claim(index?: number): Promise<Claim | undefined> {
    const { id: campaign, tables } = this.#campaign;
    const id = crypto.randomUUID();
    let tries = 0;
    const row = await this.#commit(() => {
      // A commit that failed may have been one.
      const before = tries++ > 0 ? tables.get<ClaimRow>('claimed', campaign, id) : undefined;
      return before ?? tables.get<ClaimRow>('claim', campaign, index ?? null, id, now());
    });
    if (row === undefined) return undefined;
    this.#counts.move('pending', 'sending', row.size);
    const { list, digest, sentAt, ...batch } = row;
    const claim = { id, ...batch, sentAt: new Date(sentAt), held: () => true };
    try {
      return { ...claim, list: await unpacked(list, digest, batch.index) };
    } catch (error) {
      await this.settle({ ...claim, list }, { state: 'pending', tried: false });
      throw error;
    }
  }

  async settle(claim: Claim, settlement: Settlement): Promise<void> {
    const { id, index, size } = claim as SqliteClaim;
    const { id: campaign, tables } = this.#campaign;
    const { state } = settlement;
    const { uuid, reason, uncounted } = settledColumns(settlement);
    await this.#commit(() => {
      if (tables.get('settle', campaign, index, id, state, uuid, reason, now(), uncounted) !== undefined) return;
      // A commit that failed may have been one.
      const row = tables.get<{ state: BatchState; claim: string | null }>('batch', campaign, index);
      if (row?.state !== state || (row.claim !== id && state !== 'pending'))
        throw new CampaignError('claim_lost', `batch ${index}, ${state}`);
    });
    this.#counts.move('sending', state, size);
  }

  async report(): Promise<Report> {
    return this.#counts.report();
  }

  async close(): Promise<void> {
    this.#campaign.close();
  }

  #commit<Value>(work: () => Value): Promise<Value> {
    return retryTransient(this.#patience, () => this.#group.run(work));
  }
}

/** How many batches are read at once to be checked. */
const checkedAtOnce = 32;

/** Compares what is stored with the digests that were stored with it. */
export async function checkStored({ id, loaded, tables }: HeldCampaign): Promise<void> {
  const digests: Uint8Array[] = [];
  let recipients = 0;
  for (let more = true; more; ) {
    const rows = tables.all<ContentRow>('contents', id, digests.length - 1, checkedAtOnce);
    for (const { index, size, list, digest } of rows) {
      const bytes = new Uint8Array(digest);
      if (index !== digests.length) throw new CampaignError('ledger_damaged', `batch ${digests.length} is missing`);
      if (list !== null) await unpacked(list, hex(bytes), index);
      digests.push(bytes);
      recipients += size;
    }
    more = rows.length === checkedAtOnce;
    // Requests of others go on meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await checkContent(loaded, digests.length, recipients, digests);
}

interface ContentRow {
  readonly index: number;
  readonly size: number;
  readonly list: Uint8Array | null;
  readonly digest: Uint8Array;
}

export const now = (): string => new Date().toISOString();
