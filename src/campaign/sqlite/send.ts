import { contentDigest, hex, messageDigest, sha256 } from '../digest.js';
import { CampaignError, retryTransient } from '../errors.js';
import type { Claim, Loaded, Sending, Settlement } from '../ledger.js';
import type { BatchState, Counts, Report } from '../report.js';
import { bytesOf, gunzip } from './database.js';
import type { CampaignLock } from './lock.js';
import { GroupCommit, type Statements } from './transactions.js';

/** A campaign that this process alone may write. */
export interface WritableCampaign {
  readonly id: number;
  readonly loaded: Loaded;
  readonly sql: Statements;
  readonly lock: CampaignLock;
  /** Ends the use of both. */
  close(): void;
}

interface SqliteClaim extends Claim {
  readonly id: string;
}

interface ClaimRow {
  readonly index: number;
  readonly size: number;
  readonly attempts: number;
  readonly sent_at: string;
  readonly list: Uint8Array;
  readonly digest: Uint8Array;
}

/** A send under way, in one process at a time. */
export class SqliteSending implements Sending {
  readonly loaded: Loaded;
  readonly #campaign: WritableCampaign;
  readonly #counts: Counts;
  readonly #patience: number;
  readonly #group: GroupCommit;

  constructor(campaign: WritableCampaign, counts: Counts, patience: number) {
    const { id, loaded, sql, lock } = campaign;
    let marks = 0;
    this.loaded = loaded;
    this.#campaign = campaign;
    this.#counts = counts;
    this.#patience = patience;
    this.#group = new GroupCommit(sql, {
      before: () => {
        marks = sql.get<{ marks: number }>('mark', id)?.marks ?? 0;
      },
      after: () => lock.note(marks),
      sync: true,
    });
  }

  async claim(index?: number): Promise<Claim | undefined> {
    const { id: campaign, sql } = this.#campaign;
    const id = crypto.randomUUID();
    let tries = 0;
    const row = await retryTransient(this.#patience, () =>
      this.#group.run(() => {
        // A commit that failed may have been one.
        const before = tries++ > 0 ? sql.get<ClaimRow>('claimed', campaign, id) : undefined;
        return before ?? sql.get<ClaimRow>('claim', campaign, index ?? null, id, now());
      }),
    );
    if (row === undefined) return undefined;
    this.#counts.move('pending', 'sending', row.size);
    const list = gunzip(row.list);
    const claim: SqliteClaim = {
      id,
      index: row.index,
      size: row.size,
      attempts: row.attempts,
      sentAt: new Date(row.sent_at),
      list,
      held: () => true,
    };
    if (hex(await sha256(list)) === hex(bytesOf(row.digest))) return claim;
    await this.settle(claim, { state: 'pending', tried: false });
    throw new CampaignError('ledger_damaged', `the recipients of batch ${row.index}`);
  }

  async settle(claim: Claim, settlement: Settlement): Promise<void> {
    const { id, index, size } = claim as SqliteClaim;
    const { id: campaign, sql } = this.#campaign;
    const { state } = settlement;
    const uuid = 'uuid' in settlement ? shortened(settlement.uuid) : null;
    const reason = 'reason' in settlement ? shortened(settlement.reason) : null;
    const given = state === 'pending' && !settlement.tried ? 1 : 0;
    await retryTransient(this.#patience, () =>
      this.#group.run(() => {
        if (sql.get('settle', campaign, index, id, state, uuid, reason, now(), given) !== undefined) return;
        // A commit that failed may have been one.
        const row = sql.get<{ state: BatchState; claim: string | null }>('batch', campaign, index);
        if (row?.state !== state || (row.claim !== id && state !== 'pending'))
          throw new CampaignError('claim_lost', `batch ${index}, ${state}`);
      }),
    );
    this.#counts.move('sending', state, size);
  }

  async report(): Promise<Report> {
    return this.#counts.report();
  }

  async close(): Promise<void> {
    this.#campaign.close();
  }
}

/** How many batches are read at once to be checked. */
const checkedAtOnce = 32;

/** Compares what is stored with the digests that were stored with it. */
export async function checkContent({ id, loaded, sql }: WritableCampaign): Promise<void> {
  const digests: Uint8Array[] = [];
  let recipients = 0;
  for (;;) {
    const rows = sql.all<{ index: number; size: number; list: Uint8Array | null; digest: Uint8Array }>(
      'contents',
      id,
      digests.length - 1,
      checkedAtOnce,
    );
    for (const { index, size, list, digest } of rows) {
      if (index !== digests.length) throw new CampaignError('ledger_damaged', `batch ${digests.length} is missing`);
      digests.push(bytesOf(digest));
      recipients += size;
      if (list !== null && hex(await sha256(gunzip(list))) !== hex(bytesOf(digest)))
        throw new CampaignError('ledger_damaged', `the recipients of batch ${index}`);
    }
    if (rows.length < checkedAtOnce) break;
    // Requests of others go on meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  if ((await messageDigest(loaded.head)) !== loaded.message) throw new CampaignError('ledger_damaged', 'the message');
  const same = digests.length === loaded.batches && recipients === loaded.recipients;
  if (!same || (await contentDigest(loaded, digests)) !== loaded.content)
    throw new CampaignError('ledger_damaged', 'the content of the campaign');
}

export const now = (): string => new Date().toISOString();

/** An absurdly long id or reason would only fill the disk. */
const maxText = 2000;

function shortened(text: string): string {
  return text.slice(0, maxText).replace(/\p{Surrogate}/gu, '\uFFFD');
}
