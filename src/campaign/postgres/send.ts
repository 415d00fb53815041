import { throwIssue } from '../../wire/errors.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError, retryTransient, TransientError } from '../errors.js';
import type { Claim, Loaded, Sending, Settlement, Worker } from '../ledger.js';
import { type BatchState, batchStates, Counts, type Report } from '../report.js';
import { contentDigest, loadedOf, messageDigest } from '../stored.js';
import { checkFsync } from './connection.js';
import { type BeginRow, bytesOf, type Context, checkBegin, listOf, type Stored } from './load.js';

/** Begins to send. What a worker that is gone was sending is unknown from here on. */
export async function beginSending(context: Context, name: string, worker: Worker, checked: Set<string>): Promise<Sending> {
  const { database, sql, trusted } = context;
  const lease = new Lease(context.lease, worker);
  const row = await retryTransient(database.patience, async () => {
    const [row] = await database.runOnce<BeginRow>(sql.begin, [name]);
    checkBegin(row as BeginRow, trusted);
    return row;
  });
  if (row === undefined || row.id === null) throw new CampaignError('not_loaded');
  if (!row.same) throw new CampaignError('server_changed');
  const loaded = loadedOf(row);
  const key = `${row.id} ${row.content}`;
  if (!checked.has(key)) await checkContent(context, row.id, loaded);
  checked.add(key);
  await database.run(sql.expireLeases, [row.id]);
  const cache = new ReportCache(async () => {
    const [counted] = await database.run<ReportRow>(sql.report, [name]);
    if (counted === undefined) throw new CampaignError('not_loaded');
    return counted;
  });
  return new PostgresSending(context, name, row.id, loaded, lease, cache);
}

interface DigestsRow {
  readonly batches: number;
  readonly recipients: number | null;
  /** The first batch whose list is not what was stored. */
  readonly damaged: number | null;
  /** Those of all batches in a row, in base64. */
  readonly digests: string | null;
}

/** Compares what is stored with its digests, without reading the recipients: that is done with each claim. */
async function checkContent({ database, sql }: Context, id: number, loaded: Loaded): Promise<void> {
  const [stored] = await database.run<DigestsRow>(sql.digests, [id]);
  const { batches, recipients, damaged, digests } = stored as DigestsRow;
  if (damaged !== null) throw new CampaignError('ledger_damaged', `the recipients of batch ${damaged}`);
  const same =
    batches === loaded.batches &&
    recipients === loaded.recipients &&
    (await messageDigest(loaded.head)) === loaded.message &&
    (await contentDigest(loaded, [bytesOf(digests ?? '')])) === loaded.content;
  if (!same) throw new CampaignError('ledger_damaged', 'the content of the campaign');
}

interface PostgresClaim extends Claim {
  readonly id: string;
}

interface ClaimRow extends Stored {
  readonly index: number;
  readonly size: number;
  readonly attempts: number;
  readonly sentAt: string;
}

/** A batch as it stands, and the server as it is. */
export interface BatchRow {
  /** How many batches the campaign has. */
  readonly batches: number;
  /** None where there is no such batch. */
  readonly state: BatchState | null;
  readonly claim: string | null;
  readonly same: boolean;
}

class PostgresSending implements Sending {
  readonly loaded: Loaded;
  readonly #context: Context;
  readonly #name: string;
  readonly #id: number;
  readonly #lease: Lease;
  readonly #cache: ReportCache;
  /** Claims whose answer got lost: nobody sends them. */
  readonly #lost: string[] = [];
  #lostLately = false;

  constructor(context: Context, name: string, id: number, loaded: Loaded, lease: Lease, cache: ReportCache) {
    this.#context = context;
    this.#name = name;
    this.#id = id;
    this.loaded = loaded;
    this.#lease = lease;
    this.#cache = cache;
  }

  async claim(index?: number): Promise<Claim | undefined> {
    const { patience } = this.#context.database;
    for (let tries = 1; ; tries++) {
      const claim = await retryTransient(patience, () => this.#claim(index));
      if (claim !== undefined) return claim;
      if (!(await this.#isClaimable(index)) || tries === maxTries) return undefined;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async settle(claim: Claim, settlement: Settlement): Promise<void> {
    const { id, index, size } = claim as PostgresClaim;
    const { database, sql } = this.#context;
    const { state } = settlement;
    const uuid = 'uuid' in settlement ? storable(settlement.uuid) : null;
    const reason = 'reason' in settlement ? storable(settlement.reason) : null;
    const uncounted = state === 'pending' && !settlement.tried ? 1 : 0;
    const settled = await database.run(sql.settle, [this.#id, index, id, state, uuid, reason, uncounted]);
    if (settled.length === 0) await this.#checkSettled(id, index, settlement);
    this.#cache.move('sending', state, size);
  }

  report(): Promise<Report> {
    return this.#cache.report();
  }

  async close(): Promise<void> {
    try {
      // All of them, as a statement may reach the server after its connection was given up.
      if (this.#lost.length > 0) await this.#release();
    } catch {
      // They are unknown once their lease is over.
    }
  }

  async #claim(index: number | undefined): Promise<PostgresClaim | undefined> {
    if (this.#lostLately) await this.#release();
    const { database, sql, trusted } = this.#context;
    const id = crypto.randomUUID();
    const held = this.#lease.begin();
    let row: ClaimRow | undefined;
    try {
      [row] = await database.runOnce<ClaimRow>(sql.claim, [this.#id, id, this.#lease.length, index, trusted]);
    } catch (error) {
      this.#lost.push(id);
      this.#lostLately = true;
      throw error;
    }
    if (row === undefined) return undefined;
    this.#cache.move('pending', 'sending', row.size);
    const claim = { id, index: row.index, size: row.size, attempts: row.attempts, sentAt: new Date(row.sentAt), held };
    try {
      return { ...claim, list: await listOf(row, row.index) };
    } catch (error) {
      await this.settle({ ...claim, list: new Uint8Array() }, { state: 'pending', tried: false });
      throw error;
    }
  }

  /** Whether there is something to claim after all, that came back or was locked by a claim under way. */
  async #isClaimable(index: number | undefined): Promise<boolean> {
    const { database, sql, trusted } = this.#context;
    await database.run(sql.expireLeases, [this.#id]);
    const values = [this.#id, index];
    const [row] = await database.run<{ fsync: string; same: boolean; pending: boolean }>(sql.claimability, values);
    if (row === undefined) throw new CampaignError('not_loaded');
    checkFsync(row, trusted);
    if (!row.same) throw new CampaignError('server_changed');
    return row.pending;
  }

  /** A batch that is not this worker's any more: by its own settlement whose answer got lost, or by a person. */
  async #checkSettled(id: string, index: number, { state: wanted }: Settlement): Promise<void> {
    const { database, sql } = this.#context;
    const [row] = await database.run<BatchRow>(sql.batch, [this.#name, index]);
    if (row === undefined || row.state === null) throw new CampaignError('not_loaded');
    if (!row.same) throw new CampaignError('server_changed');
    // What a person resolved has no claim.
    const agrees = row.claim === null && (row.state === wanted || (wanted === 'rejected' && row.state === 'abandoned'));
    const nothingCame = wanted === 'pending' || wanted === 'unknown';
    if (row.claim !== id && !agrees && !nothingCame) throw new CampaignError('claim_lost', `batch ${index}, ${wanted}`);
  }

  async #release(): Promise<void> {
    const { database, sql } = this.#context;
    this.#lostLately = false;
    try {
      await database.runOnce(sql.release, [this.#id, this.#lost]);
    } catch (error) {
      this.#lostLately = true;
      throw error;
    }
  }
}

/** How often a claim is tried while there is something left, and the pause in between in milliseconds. */
const maxTries = 5;
const pause = 20;

/** A text as PostgreSQL can hold it. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

/** The timeout of a client that tells none, and how much longer a lease is, in milliseconds. */
const defaultTimeout = 60_000;
const defaultMargin = 30_000;
const minMargin = 1000;

/** How long a batch is a worker's. */
export class Lease {
  /** In milliseconds, by the database's clock. */
  readonly length: number;
  readonly #timeout: number;

  constructor(length: number | undefined, { timeout = defaultTimeout }: Worker) {
    if (length !== undefined && length < timeout + minMargin) throwIssue(campaignRules, 'lease', 'lease');
    this.length = length ?? timeout + defaultMargin;
    this.#timeout = timeout;
  }

  /**
   * Begins right before the claim, so that it is over here no later than in the database. Tells whether a request that
   * begins now will be over by then.
   */
  begin(): () => boolean {
    const until = this.length - this.#timeout;
    const ticks = performance.now();
    const time = Date.now();
    // The one clock stands still while the machine sleeps, and the other one may be set back.
    return () => performance.now() - ticks < until && Date.now() - time < until;
  }
}

/** A row of the view `report`. */
export type ReportRow = Readonly<Record<`${'batches' | 'recipients'}_${BatchState}` | 'invalid', number>> & {
  readonly campaign: string;
};

export function countsOf(row: ReportRow): Counts {
  const counts = new Counts(row.invalid);
  for (const state of batchStates) {
    counts.batches[state] = row[`batches_${state}`];
    counts.recipients[state] = row[`recipients_${state}`];
  }
  return counts;
}

/** How old the counts of others may be, in milliseconds, or in times of what it takes to count. */
const maxAge = 1000;
const maxShare = 20;

/**
 * The report of a campaign for a worker that asks after every batch: what it moves itself is counted here, what others move
 * is asked for now and then, and once nothing seems to be left.
 */
class ReportCache {
  readonly #count: () => Promise<ReportRow>;
  /** None until they are asked for: a worker that sends a batch at a time may never do. */
  #counts: Counts | undefined;
  #freshUntil = 0;
  #counting: Promise<Counts> | undefined;

  constructor(count: () => Promise<ReportRow>) {
    this.#count = count;
  }

  move(from: BatchState, to: BatchState, size: number): void {
    this.#counts?.move(from, to, size);
  }

  async report(): Promise<Report> {
    let counts = this.#counts;
    if (counts === undefined || performance.now() >= this.#freshUntil || counts.batches.pending + counts.batches.sending <= 0) {
      this.#counting ??= this.#refresh();
      counts = await this.#counting;
    }
    return counts.report();
  }

  async #refresh(): Promise<Counts> {
    const started = performance.now();
    try {
      this.#counts = countsOf(await this.#count());
      return this.#counts;
    } catch (error) {
      // A send is not ended for what it only shows.
      if (this.#counts !== undefined && error instanceof TransientError) return this.#counts;
      throw error;
    } finally {
      const ended = performance.now();
      this.#freshUntil = ended + Math.max(maxAge, (ended - started) * maxShare);
      this.#counting = undefined;
    }
  }
}
