import { match } from 'ts-pattern';
import * as v from 'valibot';
import { InvalidInputError } from '../../wire/errors.js';
import { type BatchOutcome, type CampaignClient, deliver, type KnownClient, knownClient, notSettled } from '../deliver.js';
import { CampaignError } from '../errors.js';
import type { Ledger, Sending, Worker } from '../ledger.js';
import { campaignName, isLedger, type OptionChecks, readChecked } from '../options.js';
import type { NumberedBatch, StoredBatch } from '../report.js';
import { CircuitBreaker } from '../throttle.js';

/** What a job holds: which batch it is. Recipients, texts and tokens stay out of the queue. */
export interface BatchJobData {
  /** The campaign's name. */
  readonly campaign: string;
  /** The batch's number, from 0. */
  readonly batch: number;
}

/** A job as BullMQ gives it to a worker, by its shape. */
export interface BatchJob {
  /** What `enqueue` put there. */
  readonly data: unknown;
  /** Puts the job off, without counting an attempt. */
  moveToDelayed?(timestamp: number, token?: string): Promise<void>;
}

/** Options of `processor`. */
export interface ProcessorOptions {
  /** Where the campaigns' books are kept. Several workers need `postgresLedger(…)`. */
  readonly ledger: Ledger;
  /** A client. Its number of retries is the queue's matter: each job posts at most once. */
  readonly client: CampaignClient;
}

/** What a completed job gives. */
export interface AcceptedBatch extends NumberedBatch {
  /** The API took it. */
  readonly state: 'accepted';
  /** The API's id of the request; none where a person resolved it as sent. */
  readonly uuid?: string;
}

/** The function of a BullMQ `Worker`. */
export type ProcessBatch = (job: BatchJob, token?: string) => Promise<AcceptedBatch>;

const JobDataSchema = /* @__PURE__ */ v.strictObject({
  campaign: /* @__PURE__ */ v.pipe(/* @__PURE__ */ v.string(), /* @__PURE__ */ v.regex(campaignName)),
  batch: /* @__PURE__ */ v.pipe(/* @__PURE__ */ v.number(), /* @__PURE__ */ v.integer(), /* @__PURE__ */ v.minValue(0)),
});

/** When a job looks again for a batch or a ledger that another worker has, in milliseconds. */
const delay = 5000;
/** How long a circuit breaker stays open, in milliseconds. */
const openTime = 60_000;

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
 * @throws {@link InvalidInputError} `ledger_expected`, `client_expected`, `options_expected`, `unknown_option`.
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
 */
export function processor(options: ProcessorOptions): ProcessBatch {
  const checks: OptionChecks = { ledger: [isLedger, 'ledger_expected', 'required'], client: [() => true, 'client_expected'] };
  const { ledger, client } = readChecked<ProcessorOptions>(options, checks);
  const known = knownClient(client);
  const withSending = sharedSendings(ledger, { timeout: known.policy?.timeout });
  /** For each campaign a circuit breaker: once it opens, jobs fail unsent for a while, then one may look again. */
  const breakers = new Map<string, { readonly breaker: CircuitBreaker; openUntil: number; reason: string }>();
  return async (job, token) => {
    const { data } = job;
    if (!v.is(JobDataSchema, data)) throw jobError('UnrecoverableError', new CampaignError('job_expected'));
    const open = breakers.get(data.campaign) ?? { breaker: new CircuitBreaker(), openUntil: 0, reason: '' };
    breakers.set(data.campaign, open);
    if (performance.now() < open.openUntil) throw new CampaignError('halted', open.reason);
    try {
      const sent = await withSending(data.campaign, (sending) => post(sending, known, data.batch));
      if (sent !== undefined && open.breaker.opens(sent) && 'reason' in sent)
        Object.assign(open, { openUntil: performance.now() + openTime, reason: sent.reason });
      return ended(sent ?? (await find(ledger, data)));
    } catch (error) {
      const busy = error instanceof CampaignError && (error.code === 'ledger_busy' || error.code === 'batch_busy');
      if (!busy || job.moveToDelayed === undefined) throw error;
      await job.moveToDelayed(Date.now() + delay, token);
      throw jobError('DelayedError', error);
    }
  };
}

type Sent = BatchOutcome & NumberedBatch;

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
  const { error: _, ...settlement } = outcome;
  try {
    await sending.settle(claim, settlement);
  } catch (error) {
    throw jobError('UnrecoverableError', notSettled([{ index, size, ...settlement }], error));
  }
  return { ...outcome, index, size };
}

/** What a job comes to, by its batch: as it was posted now, or as the ledger has it. */
function ended(batch: Sent | StoredBatch): AcceptedBatch {
  const { index, size } = batch;
  return match(batch)
    .returnType<AcceptedBatch>()
    .with({ state: 'accepted' }, ({ state, uuid }) => ({ index, size, state, ...(uuid !== undefined && { uuid }) }))
    .with({ state: 'rejected' }, { state: 'unknown' }, { state: 'abandoned' }, ({ state, reason }) => {
      throw jobError('UnrecoverableError', new CampaignError(`batch_${state}`, reason));
    })
    .with({ state: 'pending' }, { state: 'sending' }, (open) => {
      // A mistake that the client found before it sent is the same at the next attempt.
      if ('error' in open) throw open.error instanceof InvalidInputError ? jobError('UnrecoverableError', open.error) : open.error;
      throw new CampaignError('batch_busy', `it is ${open.state}`);
    })
    .exhaustive();
}

async function find(ledger: Ledger, { campaign, batch: index }: BatchJobData): Promise<StoredBatch> {
  for await (const batch of ledger.batches(campaign, undefined, index)) if (batch.index === index) return batch;
  throw jobError('UnrecoverableError', new CampaignError('no_batch'));
}

/** Fails a job for good (`UnrecoverableError`), or says that it was put off. BullMQ knows these errors by their names. */
function jobError(name: 'UnrecoverableError' | 'DelayedError', cause: Error): Error {
  return Object.assign(new Error(cause.message, { cause }), { name });
}

/** A send for all jobs of a campaign that are under way. */
interface Shared {
  readonly sending: Promise<Sending>;
  users: number;
  /** Whether the next job begins a new send, once this one has ended. */
  over: boolean;
  /** The jobs so far, the last of which closes the send. */
  ended: Promise<unknown>;
}

/**
 * One send for all jobs of a campaign that are under way in this process, and none while there is no job: a ledger may
 * let one process at a time send, and in between a person may resolve.
 */
function sharedSendings(ledger: Ledger, worker: Worker) {
  const latest = new Map<string, Shared>();

  const begin = (name: string, before: Promise<unknown> = Promise.resolve()): Shared => {
    const shared = { sending: before.then(() => ledger.send(name, worker)), users: 0, over: false, ended: before };
    latest.set(name, shared);
    return shared;
  };

  const run = async <Result>(name: string, shared: Shared, work: (sending: Sending) => Promise<Result>): Promise<Result> => {
    shared.users++;
    try {
      return await work(await shared.sending);
    } catch (error) {
      shared.over = true;
      throw error;
    } finally {
      if (--shared.users === 0) {
        shared.over = true;
        await (await shared.sending.catch(() => undefined))?.close();
        if (latest.get(name) === shared) latest.delete(name);
      }
    }
  };

  /** Does some work with the send of a campaign. Where it throws, the next work begins a new send. */
  return <Result>(name: string, work: (sending: Sending) => Promise<Result>): Promise<Result> => {
    const last = latest.get(name);
    const shared = last === undefined || last.over ? begin(name, last?.ended) : last;
    const result = run(name, shared, work);
    shared.ended = Promise.allSettled([shared.ended, result]).then(() => {});
    return result;
  };
}
