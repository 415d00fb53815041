import { match } from 'ts-pattern';
import { InvalidInputError, IssueCollector } from '../../wire/errors.js';
import { optionRules, readOptions } from '../../wire/options.js';
import { campaignRules } from '../../wire/rules.js';
import {
  type BatchOutcome,
  type CampaignClient,
  deliver,
  type KnownClient,
  knownClient,
  notSettled,
  saysWhy,
  settlementOf,
} from '../deliver.js';
import { CampaignError } from '../errors.js';
import type { Ledger, Sending, Worker } from '../ledger.js';
import type { StoredBatch } from '../report.js';
import { CircuitBreaker } from '../throttle.js';
import { type BatchJob, type BatchJobData, DelayedError, readJobData, UnrecoverableError } from './job.js';

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

/** When a job looks again for a batch or a ledger that another worker has, in milliseconds. */
const delay = 5000;

/**
 * Makes the function of a BullMQ `Worker`: it posts the batch of a job, once, however often the queue delivers the job.
 *
 * | what became of the batch | the job |
 * |---|---|
 * | `accepted`, now or before | is completed, with the `uuid` |
 * | `rejected` or `abandoned`, now or before | fails for good, with the reason |
 * | `unknown`, now or before | fails for good, with the reason: a person resolves it, and enqueues again |
 * | not sent, or a 429 | fails with the client's error, and is retried by the queue; the batch is pending |
 * | another worker has it, or the whole ledger | looks again later, without counting an attempt |
 * | the ledger could not write down the answer | fails for good; the `uuid` is in the reason |
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
  const breakers = new Map<string, TimedBreaker>();
  return async (job, token) => {
    const data = readJobData(job.data);
    if (data === undefined) throw new UnrecoverableError(new CampaignError('job_expected'));
    const breaker = breakers.get(data.campaign) ?? new TimedBreaker();
    breakers.set(data.campaign, breaker);
    breaker.check();
    let sent: Sent | undefined;
    try {
      sent = await sendings.use(data.campaign, (sending) => post(sending, client, data.batch));
    } catch (error) {
      if (error instanceof CampaignError && error.code === 'ledger_busy') return postpone(job, token, error);
      throw error;
    }
    if (sent === undefined) return settledBefore(await find(ledger, data), job, token);
    breaker.note(sent.outcome);
    return completed(sent.outcome, data.batch, sent.size);
  };
}

function readProcessorOptions(options: unknown) {
  const faults = new IssueCollector({ ...optionRules, ...campaignRules });
  const { ledger, client } = readOptions(options, ['ledger', 'client'], faults) as Partial<ProcessorOptions>;
  if (typeof ledger?.find !== 'function') faults.add('ledger_expected', 'ledger');
  faults.throwIfAny();
  return { ledger: ledger as Ledger, client: knownClient(client) };
}

interface Sent {
  readonly outcome: BatchOutcome;
  readonly size: number;
}

/** Posts a batch and writes down what became of it; `undefined` where it is not to be had. */
async function post(sending: Sending, client: KnownClient, index: number): Promise<Sent | undefined> {
  const claim = await sending.claim(index);
  if (claim === undefined) return undefined;
  const { size } = claim;
  if (!claim.held()) {
    await sending.settle(claim, { state: 'pending', tried: false });
    return undefined;
  }
  const outcome = await deliver(client, sending.loaded, claim);
  const settlement = settlementOf(outcome);
  try {
    await sending.settle(claim, settlement);
  } catch (error) {
    throw new UnrecoverableError(saysWhy(error) ? (error as CampaignError) : notSettled([{ index, size, ...settlement }]));
  }
  return { outcome, size };
}

function completed(outcome: BatchOutcome, index: number, size: number): AcceptedBatch {
  switch (outcome.kind) {
    case 'accepted':
      return { index, size, state: 'accepted', uuid: outcome.uuid };
    case 'retry':
      // A mistake that the client found before it sent is the same at the next attempt.
      if (outcome.error instanceof InvalidInputError) throw new UnrecoverableError(outcome.error);
      throw outcome.error;
    default:
      throw failed(outcome.kind, outcome.reason);
  }
}

/** A job that comes again after its batch was settled, or while another worker has it. */
function settledBefore(batch: StoredBatch, job: BatchJob, token: string | undefined): AcceptedBatch | Promise<never> {
  const { index, size, uuid, reason } = batch;
  return match(batch.state)
    .returnType<AcceptedBatch | Promise<never>>()
    .with('accepted', (state) => ({ index, size, state, ...(uuid !== undefined && { uuid }) }))
    .with('rejected', 'unknown', 'abandoned', (state) => {
      throw failed(state, reason);
    })
    .with('pending', 'sending', (state) => postpone(job, token, new CampaignError('batch_busy', `it is ${state}`)))
    .exhaustive();
}

/** Puts a job off without counting an attempt, where the queue can. */
async function postpone(job: BatchJob, token: string | undefined, busy: CampaignError): Promise<never> {
  if (job.moveToDelayed === undefined) throw busy;
  await job.moveToDelayed(Date.now() + delay, token);
  throw new DelayedError(busy.message);
}

function failed(state: 'rejected' | 'unknown' | 'abandoned', reason: string | undefined): UnrecoverableError {
  return new UnrecoverableError(new CampaignError(`batch_${state}`, reason));
}

async function find(ledger: Ledger, { campaign, batch: index }: BatchJobData): Promise<StoredBatch> {
  for await (const batch of ledger.batches(campaign, undefined, index)) if (batch.index === index) return batch;
  throw new UnrecoverableError(new CampaignError('no_batch'));
}

/** How long it stays open, in milliseconds. */
const openTime = 60_000;

/**
 * A circuit breaker for the jobs of a campaign. Once the last batches all came to the same end it is open for a while, and
 * jobs fail unsent; then one may look again.
 */
class TimedBreaker {
  readonly #breaker = new CircuitBreaker();
  #proven = false;
  #openUntil = 0;
  #reason = '';

  /** Throws while it is open. */
  check(): void {
    if (performance.now() < this.#openUntil) throw new CampaignError('halted', this.#reason);
  }

  note(outcome: BatchOutcome): void {
    if (outcome.kind === 'accepted') this.#proven = true;
    if (!this.#breaker.opens(outcome, this.#proven) || !('reason' in outcome)) return;
    this.#openUntil = performance.now() + openTime;
    this.#reason = outcome.reason;
  }
}

interface Shared {
  readonly sending: Promise<Sending>;
  /** Kept once it is closed. */
  readonly closed: Promise<void>;
  readonly close: () => Promise<void>;
  users: number;
}

/**
 * One send for all jobs of a campaign that are under way in this process, and none while there is no job: a ledger may
 * let one process at a time send, and in between a person may resolve.
 */
class SharedSendings {
  readonly #ledger: Ledger;
  readonly #worker: Worker;
  readonly #open = new Map<string, Shared>();
  readonly #closing = new Map<string, Promise<void>>();

  constructor(ledger: Ledger, worker: Worker) {
    this.#ledger = ledger;
    this.#worker = worker;
  }

  /** Does some work with the send of a campaign. Where it throws, the next work begins a new send. */
  async use<Result>(name: string, work: (sending: Sending) => Promise<Result>): Promise<Result> {
    const shared = this.#open.get(name) ?? this.#begin(name);
    shared.users++;
    try {
      return await work(await shared.sending);
    } catch (error) {
      this.#retire(name, shared);
      throw error;
    } finally {
      if (--shared.users === 0) {
        this.#retire(name, shared);
        await shared.close();
        if (this.#closing.get(name) === shared.closed) this.#closing.delete(name);
      }
    }
  }

  #begin(name: string): Shared {
    const before = this.#closing.get(name) ?? Promise.resolve();
    const sending = before.then(() => this.#ledger.send(name, this.#worker));
    let closed = () => {};
    const shared: Shared = {
      sending,
      closed: new Promise((resolve) => {
        closed = resolve;
      }),
      close: async () => {
        try {
          await (await sending.catch(() => undefined))?.close();
        } finally {
          closed();
        }
      },
      users: 0,
    };
    this.#open.set(name, shared);
    return shared;
  }

  #retire(name: string, shared: Shared): void {
    if (this.#open.get(name) !== shared) return;
    this.#open.delete(name);
    this.#closing.set(name, shared.closed);
  }
}
