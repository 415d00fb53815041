import { match } from 'ts-pattern';
import type { MailingHeadJson } from '../wire/internal.js';
import { CampaignError } from './errors.js';
import type { BatchState, Report } from './report.js';

/**
 * Where a campaign keeps its books: `fileLedger(dir)` on one machine, `postgresLedger(…)` for many.
 *
 * Another kind of ledger implements this. Everything in it is about one promise: a batch that may have been sent is not
 * handed out again. A ledger never sees a token.
 *
 * @category Ledgers
 */
export interface Ledger {
  /** What was loaded under a name; `undefined` where nothing was, or not to the end. */
  find(name: string): Promise<Loaded | undefined>;
  /**
   * Begins to load. Where one process at a time may write, `ledger_busy` while another does.
   *
   * @param tx - A transaction of the caller's, in which to load; a ledger that cannot refuses it.
   */
  load(name: string, tx?: Queryable): Promise<Loading>;
  /**
   * Begins to send.
   *
   * A batch found in `sending` whose worker is gone is `unknown` from then on.
   *
   * @throws {@link CampaignError} `not_loaded`, and `ledger_busy` as in `load`.
   */
  send(name: string, worker: Worker): Promise<Sending>;
  /** Counts the batches by state, also while others send. */
  report(name: string): Promise<Report>;
  /**
   * The batches in a state, or all of them, in order. The caller may resolve each as it comes.
   *
   * @param from - The number of the first batch to give; 0 where it is left out.
   */
  batches(name: string, state?: BatchState, from?: number): AsyncIterable<StoredBatch>;
  /**
   * Moves a batch, durably: with `sent` from `unknown` to `accepted`, with `resend` from `unknown` or `rejected` to
   * `pending`, the latter only where its recipients are still kept.
   *
   * @throws {@link CampaignError} `batch_state` for a batch in another state, `no_batch`, `not_loaded`.
   */
  resolve(name: string, index: number, resolution: Resolution): Promise<void>;
}

/**
 * What a person says of a batch, having looked into the account.
 *
 * @category Campaigns
 */
export type Resolution = 'sent' | 'resend';

/**
 * Who sends.
 *
 * @category Ledgers
 */
export interface Worker {
  /** How long one of its requests may take, in milliseconds, where it is known. */
  readonly timeout: number | undefined;
}

/**
 * What was loaded under a name.
 *
 * @category Ledgers
 */
export interface Loaded {
  /** The mailing without its recipients. */
  readonly head: MailingHeadJson;
  /** How many batches there are. */
  readonly batches: number;
  /** How many recipients a batch has, the last one perhaps fewer. */
  readonly batchSize: number;
  /** How many recipients there are. */
  readonly recipients: number;
  /** How many faulty rows were left out. */
  readonly invalid: number;
  /** A digest of the head and of every batch: the same for the same content in batches of the same size. */
  readonly content: string;
}

/**
 * A load under way. Nothing of it is there for others before `commit`, and everything after.
 *
 * @category Ledgers
 */
export interface Loading {
  /** What was loaded under the name before. Its content is then only compared. */
  readonly before: Loaded | undefined;
  /**
   * Stores a batch. Several are given at once, in no certain order. Where there was content before, puts back what
   * was lost of the same batch, and changes nothing else.
   */
  add(batch: NewBatch): Promise<void>;
  /** Makes it a campaign. Everything is durable when it returns. Not called where there was content before. */
  commit(loaded: Loaded): Promise<void>;
  /** Ends the load. Without `commit` there is no campaign, or the one from before as it was. */
  close(): Promise<void>;
}

/**
 * A batch to be stored.
 *
 * @category Ledgers
 */
export interface NewBatch {
  /** Its number, from 0. */
  readonly index: number;
  /** How many recipients it has. */
  readonly size: number;
  /** The recipients as they go on the wire, a JSON array in UTF-8. The bytes are used again once `add` has returned. */
  readonly list: Uint8Array;
  /** The SHA-256 of `list`, in hexadecimal. */
  readonly digest: string;
}

/**
 * A send under way.
 *
 * @category Ledgers
 */
export interface Sending {
  /** What is being sent. */
  readonly loaded: Loaded;
  /**
   * Takes a batch that is `pending` and marks it `sending`; `undefined` where there is none to take. The mark is
   * durable when it returns.
   *
   * @param index - A certain batch; the first one where it is left out.
   */
  claim(index?: number): Promise<Claim | undefined>;
  /** Writes down what became of a claimed batch. It is durable when it returns. */
  settle(claim: Claim, settlement: Settlement): Promise<void>;
  /** The report as of now. It is asked for after every batch. */
  report(): Promise<Report>;
  /** Ends the send. Nothing is claimed at that moment, unless settling it failed. */
  close(): Promise<void>;
}

/**
 * A batch that was taken to be sent.
 *
 * @category Ledgers
 */
export interface Claim {
  /** Its number, from 0. */
  readonly index: number;
  /** How many recipients it has. */
  readonly size: number;
  /** Its recipients as they were stored. */
  readonly list: Uint8Array;
  /** Whether it is still this worker's, asked right before the request goes out. Where not, it is given back unsent. */
  held(): boolean;
}

/**
 * What became of a claimed batch.
 *
 * @category Ledgers
 */
export type Settlement = NotSent | Accepted | NotAccepted;

/**
 * It was certainly not sent, and may be claimed again.
 *
 * @category Ledgers
 */
export interface NotSent {
  /** Back to where it was. */
  readonly state: 'pending';
}

/**
 * The API took it.
 *
 * @category Ledgers
 */
export interface Accepted {
  /** Its recipients may be deleted. */
  readonly state: 'accepted';
  /** The API's id of it. */
  readonly uuid: string;
}

/**
 * The API refused it, or nobody knows.
 *
 * @category Ledgers
 */
export interface NotAccepted {
  /** Its recipients are kept. */
  readonly state: 'rejected' | 'unknown';
  /** Why, for a person. */
  readonly reason: string;
}

/**
 * A batch as the ledger has it.
 *
 * @category Ledgers
 */
export interface StoredBatch {
  /** Its number, from 0. */
  readonly index: number;
  /** How many recipients it has. */
  readonly size: number;
  /** What became of it so far. */
  readonly state: BatchState;
  /** The API's id of it, where it was accepted. */
  readonly uuid?: string | undefined;
  /** Why it was rejected or is unknown. */
  readonly reason?: string | undefined;
}

/**
 * What takes SQL: a client of `pg`, by its shape.
 *
 * @category Ledgers
 */
export interface Queryable {
  /** Runs a statement. */
  query(
    text: string,
    values?: unknown[],
  ): Promise<{
    /** What it gives. */
    readonly rows: readonly unknown[];
  }>;
}

/** The state of a batch after a person resolved it. Throws where it may not be resolved so. */
export function resolvedState(state: BatchState, resolution: Resolution): 'accepted' | 'pending' {
  return match({ state, resolution })
    .returnType<'accepted' | 'pending'>()
    .with({ state: 'unknown', resolution: 'sent' }, () => 'accepted')
    .with({ state: 'unknown', resolution: 'resend' }, { state: 'rejected', resolution: 'resend' }, () => 'pending')
    .otherwise(() => {
      throw new CampaignError('batch_state', `it is ${state}`);
    });
}
