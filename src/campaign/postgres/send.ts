import { throwIssue } from '../../wire/errors.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError } from '../errors.js';
import type { Claim, Loaded, Sending, Settlement, Worker } from '../ledger.js';
import { hex, sha256 } from '../load.js';
import type { BatchState, Report } from '../report.js';
import { type Database, patiently } from './connection.js';
import { type BeginRow, checkFsync, checkServer, gunzip, loadedOf } from './load.js';
import { type ReportRow, Standing } from './report-cache.js';
import type { Statements } from './sql.js';

/** What a send stands on. */
export interface Ground {
  readonly database: Database;
  readonly sql: Statements;
  /** How long a batch is a worker's, where it was said. */
  readonly lease: number | undefined;
  /** Whether the recipients of accepted batches are kept. */
  readonly keep: boolean;
  /** How long a send waits for a database that is away, in milliseconds. */
  readonly patience: number;
}

/** Begins to send. What a worker that is gone was sending is unknown from here on. */
export async function beginSending(ground: Ground, name: string, worker: Worker): Promise<Sending> {
  const { database, sql } = ground;
  const lease = new Lease(ground.lease, worker);
  const [row] = await database.run<BeginRow>(sql.begin, [name]);
  checkServer(row as BeginRow);
  if (row === undefined || row.id === null) throw new CampaignError('not_loaded');
  if (!row.same) throw new CampaignError('server_changed');
  await database.run(sql.lapse, [row.id]);
  const standing = new Standing(async () => {
    const [counted] = await database.run<ReportRow>(sql.report, [name]);
    if (counted === undefined) throw new CampaignError('not_loaded');
    return counted;
  });
  return new PostgresSending(ground, name, row.id, loadedOf(row), lease, standing);
}

interface PostgresClaim extends Claim {
  readonly id: string;
}

interface ClaimRow {
  readonly index: number;
  readonly size: number;
  readonly list: Uint8Array;
  readonly digest: string;
}

/** A batch as it stands, and the server as it is. */
export interface StateRow {
  /** How many batches the campaign has. */
  readonly batches: number;
  /** None where there is no such batch. */
  readonly state: BatchState | null;
  readonly claim: string | null;
  readonly same: boolean;
}

class PostgresSending implements Sending {
  readonly loaded: Loaded;
  readonly #ground: Ground;
  readonly #name: string;
  readonly #id: string;
  readonly #lease: Lease;
  readonly #standing: Standing;
  /** Claims whose answer got lost: nobody sends them. */
  readonly #lost: string[] = [];
  #lately = false;

  constructor(ground: Ground, name: string, id: string, loaded: Loaded, lease: Lease, standing: Standing) {
    this.#ground = ground;
    this.#name = name;
    this.#id = id;
    this.loaded = loaded;
    this.#lease = lease;
    this.#standing = standing;
  }

  async claim(index?: number): Promise<Claim | undefined> {
    for (let attempt = 1; ; attempt++) {
      const claim = await patiently(this.#ground.patience, () => this.#claim(index));
      if (claim !== undefined) return claim;
      if (!(await patiently(this.#ground.patience, () => this.#someLeft(index))) || attempt === attempts) return undefined;
      await new Promise((resolve) => setTimeout(resolve, moment));
    }
  }

  async settle(claim: Claim, settlement: Settlement): Promise<void> {
    await patiently(this.#ground.patience, () => this.#settle(claim as PostgresClaim, settlement));
    this.#standing.move('sending', settlement.state, claim.size);
  }

  report(): Promise<Report> {
    return this.#standing.report();
  }

  async close(): Promise<void> {
    try {
      // All of them, as the server may have come to one of them late.
      if (this.#lost.length > 0) await this.#giveBackLost();
    } catch {
      // They are unknown once their lease is over.
    }
  }

  async #claim(index: number | undefined): Promise<PostgresClaim | undefined> {
    if (this.#lately) await this.#giveBackLost();
    const { database, sql } = this.#ground;
    const id = crypto.randomUUID();
    const held = this.#lease.begin();
    let row: ClaimRow | undefined;
    try {
      [row] = await database.run<ClaimRow>(sql.claim, [this.#id, id, this.#lease.length, index]);
    } catch (error) {
      this.#lost.push(id);
      this.#lately = true;
      throw error;
    }
    if (row === undefined) return undefined;
    this.#standing.move('pending', 'sending', row.size);
    const claim = { id, index: row.index, size: row.size, held };
    try {
      return { ...claim, list: await listOf(row) };
    } catch (error) {
      await this.settle({ ...claim, list: row.list }, { state: 'pending' });
      throw error;
    }
  }

  /** Whether there is something to claim after all, that came back or was held by a claim under way. */
  async #someLeft(index: number | undefined): Promise<boolean> {
    const { database, sql } = this.#ground;
    await database.run(sql.lapse, [this.#id]);
    const [row] = await database.run<{ fsync: string; same: boolean; pending: boolean }>(sql.idle, [this.#id, index]);
    if (row === undefined) throw new CampaignError('not_loaded');
    checkFsync(row.fsync);
    if (!row.same) throw new CampaignError('server_changed');
    return row.pending;
  }

  async #settle({ id, index }: PostgresClaim, settlement: Settlement): Promise<void> {
    const { database, sql, keep } = this.#ground;
    const uuid = 'uuid' in settlement ? storable(settlement.uuid) : null;
    const reason = 'reason' in settlement ? storable(settlement.reason) : null;
    const settled = await database.run(sql.settle, [this.#id, index, id, settlement.state, uuid, reason, keep]);
    if (settled.length === 0) await this.#settledBefore(id, index, settlement);
  }

  /** A batch that is not this worker's any more: by its own settlement whose answer got lost, or by a person. */
  async #settledBefore(id: string, index: number, { state: wanted }: Settlement): Promise<void> {
    const { database, sql } = this.#ground;
    const [row] = await database.run<StateRow>(sql.state, [this.#name, index]);
    if (row === undefined || row.state === null) throw new CampaignError('not_loaded');
    if (!row.same) throw new CampaignError('server_changed');
    // A person's word is nobody's claim.
    const saidSo = wanted === 'accepted' && row.state === 'accepted' && row.claim === null;
    const nothingCame = wanted === 'pending' || wanted === 'unknown';
    if (row.claim !== id && !saidSo && !nothingCame) throw new CampaignError('claim_lost', `batch ${index}, ${wanted}`);
  }

  async #giveBackLost(): Promise<void> {
    const { database, sql } = this.#ground;
    this.#lately = false;
    try {
      await database.run(sql.giveBack, [this.#id, this.#lost]);
    } catch (error) {
      this.#lately = true;
      throw error;
    }
  }
}

/** How often a claim is tried while there is something left. */
const attempts = 5;
const moment = 20;

/** The recipients as they were loaded. */
async function listOf({ index, list, digest }: ClaimRow): Promise<Uint8Array> {
  try {
    const bytes = await gunzip(list);
    if (hex(await sha256(bytes)) === digest) return bytes;
  } catch {
    // Not what was written.
  }
  throw new CampaignError('ledger_damaged', `the recipients of batch ${index}`);
}

/** A text as PostgreSQL can hold it. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

/** The time after which an answer of a client that tells no timeout is not waited for, in milliseconds. */
const usualTimeout = 60_000;
const room = 30_000;
const leastRoom = 1000;

/** How long a batch is a worker's. */
export class Lease {
  /** In milliseconds, by the database's clock. */
  readonly length: number;
  readonly #timeout: number;

  constructor(length: number | undefined, { timeout = usualTimeout }: Worker) {
    if (length !== undefined && length < timeout + leastRoom) throwIssue(campaignRules, 'lease', 'lease');
    this.length = length ?? timeout + room;
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
