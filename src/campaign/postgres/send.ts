import { throwIssue } from '../../wire/errors.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError, retryTransient, TransientError } from '../errors.js';
import type { Claim, Sending, Settlement, Worker } from '../ledger.js';
import { type BatchState, batchStates, Counts, type Report } from '../report.js';
import { bytesOf, checkContent, settledColumns, unpacked } from '../stored.js';
import { checkFsync, type Database } from './connection.js';
import { type BeginRow, checkBegin } from './load.js';

/** How many batches are compared with their checksums at once. */
const checkedAtOnce = 500;

/** What is stored: the first batch whose list is not what was stored with it, and the digests of some, joined, in base64. */
type DigestsRow = { readonly batches: number; readonly digests: string | null } & Record<'recipients' | 'damaged', number | null>;

/** What the function `claim` gives. */
interface ClaimRow {
  readonly same: boolean;
  readonly fsync: string;
  /** Null where no batch was pending. */
  readonly batch: { index: number; size: number; attempts: number; sentAt: string; list: string; digest: string } | null;
  /** Whether a batch is pending after all: one that was given back, or locked by another claim. */
  readonly pending: boolean;
}

/** A batch as it stands, and the server as it is. */
export interface BatchRow {
  /** How many batches the campaign has. */
  readonly batches: number;
  /** Null where there is no such batch. */
  readonly state: BatchState | null;
  readonly claim: string | null;
  readonly same: boolean;
  /** Its recipients, in base64, and their digest. */
  readonly list: string | null;
  readonly digest: string;
}

type PostgresClaim = Claim & { readonly id: string };

/** How often a claim is tried while there is something left, and the pause in between in milliseconds. */
const maxTries = 5;
const pause = 20;

/** Begins to send. What a worker that is gone was sending is unknown from here on. */
export async function beginSending(database: Database, name: string, lease: Lease, checked: Set<string>): Promise<Sending> {
  const { trusted } = database;
  const { id: campaign, ...row } = await retryTransient(database.patience, async () => {
    const [row] = (await database.once<BeginRow>('begin', name)) as [BeginRow];
    checkBegin(row, trusted);
    if (row.id === null) throw new CampaignError('not_loaded');
    return row;
  });
  const { loaded } = row;
  if (!row.same) throw new CampaignError('server_changed');
  const key = `${campaign} ${loaded.content}`;
  if (!checked.has(key)) {
    const digests: Uint8Array[] = [];
    let batches = 0;
    let recipients = 0;
    // Without reading the recipients: that is done with each claim. In parts, as the database has its time for each answer.
    for (let more = true; more; more = batches === digests.length * checkedAtOnce) {
      const [part] = (await database.run<DigestsRow>('digests', campaign, batches, checkedAtOnce)) as [DigestsRow];
      if (part.damaged !== null) throw new CampaignError('ledger_damaged', `the recipients of batch ${part.damaged}`);
      digests.push(bytesOf(part.digests ?? '', 'base64'));
      batches += part.batches;
      recipients += part.recipients ?? 0;
    }
    await checkContent(loaded, batches, recipients, digests);
    checked.add(key);
  }
  await database.run('expire', campaign);

  const cache = reportCache(() => countBatches(database, name));
  /** Claims whose answer got lost: nobody sends them. */
  const lost: string[] = [];
  let released = 0;

  const release = async () => {
    const { length } = lost;
    await database.once('release', campaign, lost);
    released = length;
  };

  const claimOnce = async (wanted: number | undefined): Promise<PostgresClaim | 'pending' | 'none'> => {
    if (released < lost.length) await release();
    const id = crypto.randomUUID();
    const held = lease.begin();
    const claiming = database.once<ClaimRow | null>('claim', campaign, wanted, id, lease.length, trusted);
    const [found] = await claiming.catch((error) => {
      lost.push(id);
      throw error;
    });
    if (found == null) throw new CampaignError('not_loaded');
    if (!trusted) checkFsync(found.fsync);
    if (!found.same) throw new CampaignError('server_changed');
    if (found.batch === null) return found.pending ? 'pending' : 'none';
    const { list, digest, sentAt, ...batch } = found.batch;
    cache.move('pending', 'sending', batch.size);
    const claim = { id, ...batch, sentAt: new Date(sentAt), held };
    try {
      return { ...claim, list: await unpacked(bytesOf(list, 'base64'), digest, batch.index) };
    } catch (error) {
      await settle({ ...claim, list: new Uint8Array() }, { state: 'pending', tried: false });
      throw error;
    }
  };

  const settle = async (claim: Claim, settlement: Settlement) => {
    const { id, index, size } = claim as PostgresClaim;
    const { state } = settlement;
    const { uuid, reason, uncounted } = settledColumns(settlement);
    const [settled] = await database.run('settle', campaign, index, id, state, uuid, reason, uncounted);
    if (settled !== true) await checkSettled(id, index, state);
    cache.move('sending', state, size);
  };

  /** The batch is not claimed by this worker any more: its settlement was made and the answer got lost, or a person resolved it. */
  const checkSettled = async (id: string, index: number, wanted: Settlement['state']) => {
    const [batch] = await database.run<BatchRow>('batch', name, index);
    if (batch === undefined || batch.state === null) throw new CampaignError('not_loaded');
    if (!batch.same) throw new CampaignError('server_changed');
    // What a person resolved has no claim.
    const agrees = batch.claim === null && (batch.state === wanted || (wanted === 'rejected' && batch.state === 'abandoned'));
    const nothingCame = wanted === 'pending' || wanted === 'unknown';
    if (batch.claim !== id && !agrees && !nothingCame) throw new CampaignError('claim_lost', `batch ${index}, ${wanted}`);
  };

  return {
    loaded,
    async claim(index) {
      for (let tries = 1; ; tries++) {
        const claim = await retryTransient(database.patience, () => claimOnce(index));
        if (typeof claim === 'object') return claim;
        if (claim === 'none' || tries === maxTries) return undefined;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    },
    settle,
    report: cache.report,
    async close() {
      // Also those released before: a claim may reach the server after its connection was given up.
      // Where it fails they are unknown once their lease is over.
      if (lost.length > 0) await release().catch(() => {});
    },
  };
}

/** The timeout of a client that tells none, and how much longer a lease is, in milliseconds. */
const defaultTimeout = 60_000;
const defaultMargin = 30_000;
const minMargin = 1000;

type Lease = ReturnType<typeof leaseOf>;

/** How long a batch is a worker's, in milliseconds by the database's clock. */
export function leaseOf(given: number | undefined, { timeout = defaultTimeout }: Worker) {
  if (given !== undefined && given < timeout + minMargin) throwIssue(campaignRules, 'lease', 'lease');
  const length = given ?? timeout + defaultMargin;
  return {
    length,
    /** Begins before the claim, so as to end no later than in the database. Tells whether a request that begins now is over by then. */
    begin(): () => boolean {
      const ticks = performance.now();
      const time = Date.now();
      // The monotonic clock may stand still while the machine sleeps, and the time of day may be set back.
      return () => Math.max(performance.now() - ticks, Date.now() - time) < length - timeout;
    },
  };
}

/** A row of the view `report`. */
export type ReportRow = Readonly<Record<`${'batches' | 'recipients'}_${BatchState}` | 'invalid', number>> & {
  readonly campaign: string;
};

export async function countBatches(database: Database, name: string): Promise<Counts> {
  const [row] = await database.run<ReportRow>('report', name);
  if (row === undefined) throw new CampaignError('not_loaded');
  return countsOf(row);
}

export function countsOf(row: ReportRow): Counts {
  const counts = new Counts(row.invalid);
  for (const state of batchStates) counts.add(state, row[`recipients_${state}`], row[`batches_${state}`]);
  return counts;
}

/** How old the counts of others may be, in milliseconds, or in times of what it takes to count. */
const maxAge = 1000;
const maxShare = 20;

/**
 * The report of a campaign for a worker that asks after every batch: what it moves itself is counted here, what others move
 * is asked for now and then, and once nothing seems to be left.
 */
function reportCache(count: () => Promise<Counts>) {
  /** Counted at the first `report()`, which a worker of BullMQ never calls. */
  let counts: Counts | undefined;
  let freshUntil = 0;
  let counting: Promise<void> | undefined;
  /** How many batches this worker is sending, and whether any was moved during the last count, which may lack it. */
  let sending = 0;
  let movedMeanwhile = false;

  const refresh = async () => {
    const started = performance.now();
    movedMeanwhile = false;
    try {
      counts = await count();
    } catch (error) {
      // A send is not ended for what it only shows.
      if (counts === undefined || !(error instanceof TransientError)) throw error;
    } finally {
      const ended = performance.now();
      freshUntil = ended + Math.max(maxAge, (ended - started) * maxShare);
      counting = undefined;
    }
  };

  return {
    move(from: BatchState, to: BatchState, size: number): void {
      sending += Number(to === 'sending') - Number(from === 'sending');
      movedMeanwhile ||= counting !== undefined;
      counts?.move(from, to, size);
    },
    async report(): Promise<Report> {
      // Nothing moves any more: one more count is a right one.
      const isLast = () => sending === 0 && movedMeanwhile;
      if (isLast()) await counting;
      const left = counts === undefined ? 0 : counts.batches.pending + counts.batches.sending;
      if (left <= 0 || isLast() || performance.now() >= freshUntil) counting ??= refresh();
      await counting;
      return (counts as Counts).report();
    },
  };
}
