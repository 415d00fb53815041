import { CampaignError, retryTransient } from '../errors.js';
import type { Claim, Sending } from '../ledger.js';
import type { BatchState, NumberedBatch } from '../report.js';
import { checkContent, hex, settledColumns, sha256, unpacked } from '../stored.js';
import { change, type HeldCampaign } from './lock.js';
import { groupCommit, lostReason, now, type StoredCampaign, type Tables } from './tables.js';

type SqliteClaim = Claim & { readonly id: string };
type ClaimRow = Pick<Claim, 'index' | 'size' | 'attempts' | 'list'> & Record<'sentAt' | 'digest', string>;

/** Begins to send, in one process at a time, which tries for so many milliseconds to write something down. */
export async function beginSending(held: HeldCampaign, patience: number): Promise<Sending> {
  const { campaign, tables } = held;
  const { id, loaded } = campaign;
  await checkStored(campaign, tables);
  await retryTransient(patience, () => tables.transaction(() => tables.run('expire', id, lostReason, now())));
  const counts = tables.counts(campaign, true);
  const group = groupCommit((work) => change(held, work));
  const commit = <Value>(work: () => Value) => retryTransient(patience, () => group(work));

  const sending: Sending = {
    loaded,

    async claim(index) {
      const claim = crypto.randomUUID();
      let tries = 0;
      const row = await commit(() => {
        // The last try may have been committed although it failed.
        const before = tries++ > 0 ? tables.get<ClaimRow>('claimed', id, claim) : undefined;
        return before ?? tables.get<ClaimRow>('claim', id, index ?? null, claim, now());
      });
      if (row === undefined) return undefined;
      counts.move('pending', 'sending', row.size);
      const { list, digest, sentAt, ...batch } = row;
      const claimed: SqliteClaim = { ...batch, id: claim, sentAt: new Date(sentAt), list, held: () => true };
      try {
        return { ...claimed, list: await unpacked(list, digest, batch.index) };
      } catch (error) {
        await sending.settle(claimed, { state: 'pending', tried: false });
        throw error;
      }
    },

    async settle(claimed, settlement) {
      const { id: claim, index, size } = claimed as SqliteClaim;
      const { state } = settlement;
      const { uuid, reason, uncounted } = settledColumns(settlement);
      await commit(() => {
        if (tables.get('settle', id, index, claim, state, uuid, reason, now(), uncounted) !== undefined) return;
        // The last try may have been committed although it failed.
        const row = tables.get<{ state: BatchState; claim: string | null }>('batch', id, index);
        if (row?.state !== state || (row.claim !== claim && state !== 'pending'))
          throw new CampaignError('claim_lost', `batch ${index}, ${state}`);
      });
      counts.move('sending', state, size);
    },

    report: async () => counts.report(),
    close: async () => held.close(),
  };
  return sending;
}

/** How many batches are read at once to be checked. */
const checkedAtOnce = 32;

type ContentRow = NumberedBatch & { readonly list: Uint8Array | null } & Record<'checksum' | 'digest', Uint8Array>;

/** Compares what is stored with its digests, without unpacking the recipients: that is done with each claim. */
async function checkStored({ id, loaded }: StoredCampaign, tables: Tables): Promise<void> {
  const digests: Uint8Array[] = [];
  let recipients = 0;
  for (let more = true; more; ) {
    const rows = tables.all<ContentRow>('contents', id, digests.length - 1, checkedAtOnce);
    for (const { index, size, list, checksum, digest } of rows) {
      if (index !== digests.length) throw new CampaignError('ledger_damaged', `batch ${digests.length} is missing`);
      if (list !== null && hex(await sha256(new Uint8Array(list))) !== hex(new Uint8Array(checksum)))
        throw new CampaignError('ledger_damaged', `the recipients of batch ${index}`);
      digests.push(new Uint8Array(digest));
      recipients += size;
    }
    more = rows.length === checkedAtOnce;
    // So that the event loop serves others meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await checkContent(loaded, digests.length, recipients, digests);
}
