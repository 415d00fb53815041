import { InvalidInputError, IssueCollector } from '../../wire/errors.js';
import { optionRules, readOptions } from '../../wire/options.js';
import { campaignRules } from '../../wire/rules.js';
import { type CampaignClient, type KnownClient, knownClient } from '../batch-client.js';
import { Refusals } from '../circuit-breaker.js';
import { CampaignError } from '../errors.js';
import type { Ledger, Sending, StoredBatch } from '../ledger.js';
import { deliver, settlementOf, type Verdict } from '../send.js';
import { type BatchJob, type BatchJobData, DelayedError, readJobData, UnrecoverableError } from './job.js';
import { SharedSendings } from './shared-sendings.js';

/**
 * Options of `processor`.
 *
 * @category BullMQ
 */
export interface ProcessorOptions {
  /** Where the campaigns' books are kept. Several workers need `postgresLedger(…)`. */
  readonly ledger: Ledger;
  /** A client. Its number of retries is the queue's matter: each job posts at most once. */
  readonly client: CampaignClient;
}

/**
 * What a completed job gives.
 *
 * @category BullMQ
 */
export interface AcceptedBatch {
  /** The batch's number, from 0. */
  readonly index: number;
  /** How many recipients it has. */
  readonly size: number;
  /** The API took it. */
  readonly state: 'accepted';
  /** The API's id of the request; none where a person resolved it as sent. */
  readonly uuid?: string;
}

/**
 * The function of a BullMQ `Worker`.
 *
 * @category BullMQ
 */
export type ProcessBatch = (job: BatchJob, token?: string) => Promise<AcceptedBatch>;

/** When a job looks again for a batch that is another worker's, in milliseconds. */
const later = 5000;

/**
 * Makes the function of a BullMQ `Worker`: it posts the batch of a job, once, however often the queue delivers the job.
 *
 * | what became of the batch | the job |
 * |---|---|
 * | `accepted`, now or before | is completed, with the `uuid` |
 * | `rejected`, now or before | fails for good, with the reason |
 * | `unknown`, now or before | fails for good, with the reason: a person resolves it, and enqueues again |
 * | not sent, or a 429 | fails with the client's error, and is retried by the queue; the batch is pending |
 * | another worker is sending it | looks again later, without counting an attempt |
 *
 * Once several batches in a row came to the same end, jobs fail with `halted` and are retried by the queue, their batches
 * pending: one that may look again goes out each minute.
 *
 * @param options - `ledger` and `client`.
 * @throws {@link InvalidInputError} `ledger_expected`, `client_expected`, `unknown_option`.
 * @example
 * ```ts
 * import { Worker } from 'bullmq';
 * import { Pool } from 'pg';
 * import { createClient } from 'viber-mailing';
 * import { processor } from 'viber-mailing/bullmq';
 * import { postgresLedger } from 'viber-mailing/postgres';
 *
 * export function startWorker(token: string): Worker {
 *   const ledger = postgresLedger({ pool: new Pool({ connectionString: 'postgres://localhost/shop' }) });
 *   const client = createClient({ token, from: '444' });
 *   const connection = { host: 'localhost' };
 *   return new Worker('mailings', processor({ ledger, client }), { connection, concurrency: 4 });
 * }
 * ```
 * @category BullMQ
 */
export function processor(options: ProcessorOptions): ProcessBatch {
  const { ledger, client } = readProcessorOptions(options);
  const sendings = new SharedSendings(ledger, { timeout: client.own?.policy.timeout });
  const brakes = new Map<string, Brake>();
  return async (job, token) => {
    const data = readJobData(job.data);
    if (data === undefined) throw new UnrecoverableError(new CampaignError('job_expected'));
    const brake = brakes.get(data.campaign) ?? new Brake();
    brakes.set(data.campaign, brake);
    brake.check();
    const sent = await sendings.use(data.campaign, (sending) => post(sending, client, data.batch));
    if (sent === undefined) return settledBefore(await find(ledger, data), job, token);
    brake.note(sent.verdict);
    return completed(sent.verdict, data.batch, sent.size);
  };
}

interface ReadProcessorOptions {
  readonly ledger: Ledger;
  readonly client: KnownClient;
}

function readProcessorOptions(options: unknown): ReadProcessorOptions {
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const { ledger, client } = readOptions(options, ['ledger', 'client'], faults) as Partial<ProcessorOptions>;
  if (typeof ledger?.find !== 'function') faults.add('ledger_expected', 'ledger');
  faults.throwIfAny();
  return { ledger: ledger as Ledger, client: knownClient(client) };
}

/** Posts a batch and writes down what became of it; `undefined` where it is not to be had. */
async function post(sending: Sending, client: KnownClient, index: number) {
  const claim = await sending.claim(index);
  if (claim === undefined) return undefined;
  if (!claim.held()) {
    await sending.settle(claim, { state: 'pending' });
    return undefined;
  }
  // Between two jobs any time may pass, in which a kept connection gets stale.
  const verdict = await deliver(client, sending.loaded.head, claim, false);
  await sending.settle(claim, settlementOf(verdict));
  return { verdict, size: claim.size };
}

function completed(verdict: Verdict, index: number, size: number): AcceptedBatch {
  switch (verdict.kind) {
    case 'accepted':
      return { index, size, state: 'accepted', uuid: verdict.uuid };
    case 'again':
      // A mistake that the client found before it sent is the same at the next attempt.
      if (verdict.error instanceof InvalidInputError) throw new UnrecoverableError(verdict.error);
      throw verdict.error;
    default:
      throw failed(verdict.kind, verdict.reason);
  }
}

/** A job that comes again after its batch was settled, or while another worker has it. */
async function settledBefore(batch: StoredBatch, job: BatchJob, token: string | undefined): Promise<AcceptedBatch> {
  const { index, size, state, uuid, reason = '' } = batch;
  switch (state) {
    case 'accepted':
      return { index, size, state, ...(uuid !== undefined && { uuid }) };
    case 'rejected':
    case 'unknown':
      throw failed(state, reason);
    default: {
      const busy = new CampaignError('batch_busy', `it is ${state}`);
      if (job.moveToDelayed === undefined) throw busy;
      await job.moveToDelayed(Date.now() + later, token);
      throw new DelayedError(busy.message);
    }
  }
}

function failed(state: 'rejected' | 'unknown', reason: string): UnrecoverableError {
  return new UnrecoverableError(new CampaignError(state === 'rejected' ? 'batch_rejected' : 'batch_unknown', reason));
}

async function find(ledger: Ledger, { campaign, batch: index }: BatchJobData): Promise<StoredBatch> {
  for await (const batch of ledger.batches(campaign, undefined, index)) if (batch.index === index) return batch;
  throw new UnrecoverableError(new CampaignError('no_batch'));
}

/** How long jobs are held off before one may look again, in milliseconds. */
const pause = 60_000;

/** Holds off the jobs of a campaign whose last batches all came to the same end, so that it does not burn through the rest. */
export class Brake {
  readonly #refusals = new Refusals();
  #proven = false;
  #until = 0;
  #reason = '';

  /** Throws while jobs are held off. */
  check(): void {
    if (performance.now() < this.#until) throw new CampaignError('halted', this.#reason);
  }

  note(verdict: Verdict): void {
    if (verdict.kind === 'accepted') this.#proven = true;
    if (!this.#refusals.repeat(verdict, this.#proven) || !('reason' in verdict)) return;
    this.#until = performance.now() + pause;
    this.#reason = verdict.reason;
  }
}
