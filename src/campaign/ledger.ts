import type { MailingHeadJson } from '../wire/internal.js';
import type { BatchState, NumberedBatch, Report, Resolution, StoredBatch } from './report.js';

/**
 * Where campaigns are kept: `sqliteLedger(file)` on one machine, `postgresLedger(…)` for many.
 *
 * Another kind of ledger implements this, and passes the suite in `viber-mailing/testing`. Everything in it is about one
 * promise: a batch that may have been sent is not handed out again. Names that differ only in case are one name. A ledger
 * never sees a token or a callback URL.
 */
export interface Ledger {
  /**
   * What was loaded under a name; `undefined` where nothing was, or not to the end.
   *
   * @throws {@link CampaignError} `ledger_unavailable`, where the database stays away for longer than the ledger's patience.
   */
  find(name: string): Promise<Loaded | undefined>;
  /** Begins to load. Where one process at a time may write, `ledger_busy` while another does. */
  load(name: string): Promise<Loading>;
  /**
   * Begins to send.
   *
   * A batch found in `sending` whose worker is gone is `unknown` from then on. What is stored is compared with the digests
   * that were stored with it, before anything is handed out.
   *
   * @throws {@link CampaignError} `not_loaded`; `ledger_damaged`; `server_changed` for a copied or restored database;
   * `ledger_busy` as in `load`.
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
   * The recipients of a batch as they were stored: a JSON array in UTF-8.
   *
   * @throws {@link CampaignError} `batch_state` where they were deleted, as of an accepted or abandoned batch;
   * `no_batch`, `not_loaded`, `ledger_damaged`.
   */
  recipients(name: string, index: number): Promise<Uint8Array>;
  /**
   * Moves a batch, durably, as {@link resolvedState} says. Of an accepted or abandoned one the recipients are deleted, and
   * its reason is kept where it is abandoned.
   *
   * @throws {@link CampaignError} `batch_state` for a batch in another state, `no_batch`, `not_loaded`, `ledger_busy`.
   */
  resolve(name: string, index: number, resolution: Resolution): Promise<void>;
  /** Abandons every batch that is pending, durably. */
  cancel(name: string): Promise<void>;
  /** The campaigns that are loaded, by name, with their reports. */
  campaigns(): Promise<readonly ListedCampaign[]>;
  /**
   * Deletes a campaign, its recipients and its batches.
   *
   * @throws {@link CampaignError} `not_finished` where a batch is pending, sending or unknown, unless it is forced;
   * `ledger_busy` while it is being sent; `not_loaded`.
   */
  remove(name: string, options?: RemoveOptions): Promise<void>;
}

/** A ledger in the tables of a database. */
export interface SqlLedger extends Ledger {
  /**
   * The SQL of the ledger's tables, as `migrate` runs it: for those who let tools of their own do that. It changes nothing
   * where the tables are there.
   */
  readonly sql: string;
  /** Makes the tables, or brings them up to date. It may be called at each start, also by many workers at once. */
  migrate(): Promise<void>;
  /**
   * Lets a campaign go on that stopped with `server_changed`: in a copied or restored database.
   *
   * Call it only once a person has compared the campaign's report with the account: what was sent after the copy was made
   * is pending here, and would be sent again.
   *
   * @throws {@link CampaignError} `not_loaded`, `ledger_unavailable`.
   */
  adopt(name: string): Promise<void>;
}

/** Options of `remove`. */
export interface RemoveOptions {
  /**
   * Whether it is deleted although it has batches that are pending or unknown.
   *
   * @defaultValue `false`
   */
  readonly force?: boolean | undefined;
}

/** A campaign of a ledger, as it is listed. */
export interface ListedCampaign {
  /** Its name, as it was loaded. */
  readonly name: string;
  /** Where it stands. */
  readonly report: Report;
}

/** Who sends. */
export interface Worker {
  /** How long one of its requests may take, in milliseconds, where it is known. */
  readonly timeout: number | undefined;
}

/** What was loaded under a name. */
export interface Loaded {
  /** The name as it was given when it was loaded. */
  readonly name: string;
  /** The mailing without its recipients. */
  readonly head: MailingHeadJson;
  /** The SHA-256 of the head's JSON, in hexadecimal. */
  readonly message: string;
  /** How many batches there are. */
  readonly batches: number;
  /** How many recipients a batch has, the last one perhaps fewer. */
  readonly batchSize: number;
  /** Whether the batches are told apart by their names on the wire. */
  readonly numbered: boolean;
  /** How many recipients there are. */
  readonly recipients: number;
  /** How many faulty rows were left out. */
  readonly invalid: number;
  /** What {@link contentDigest} gives for it. */
  readonly content: string;
}

/** A load under way. Nothing of it is there for others before `commit`, and everything after. */
export interface Loading {
  /** What was loaded under the name before. The content is then only compared: neither `add` nor `commit` is called. */
  readonly before: Loaded | undefined;
  /** Stores a batch. Several are given at once, in no certain order. */
  add(batch: NewBatch): Promise<void>;
  /**
   * Tells which keys this load did not ask for before, in their order, and remembers them outside of memory. One call at a
   * time; a key that comes twice in it is new once.
   */
  unseen(keys: readonly string[]): Promise<readonly boolean[]>;
  /** Makes it a campaign. Everything is durable when it returns. */
  commit(loaded: Omit<Loaded, 'name'>): Promise<void>;
  /** Ends the load. Without `commit` there is no campaign, or the one from before as it was. */
  close(): Promise<void>;
}

/** A batch to be stored. */
export interface NewBatch extends NumberedBatch {
  /** The recipients as they go on the wire, a JSON array in UTF-8. The bytes are used again once `add` has returned. */
  readonly list: Uint8Array;
  /** The SHA-256 of `list`, in hexadecimal. */
  readonly digest: string;
}

/** A send under way. */
export interface Sending {
  /** What is being sent. */
  readonly loaded: Loaded;
  /**
   * Takes a batch that is `pending`, marks it `sending`, notes the time and counts an attempt; `undefined` where there is
   * none to take. The mark is durable when it returns, and the recipients are those that were loaded.
   *
   * @param index - A certain batch; the first one where it is left out.
   */
  claim(index?: number): Promise<Claim | undefined>;
  /**
   * Writes down what became of a claimed batch. It is durable when it returns. What fails only for a while is tried again
   * for as long as the ledger's patience lasts: an answer that came must not get lost.
   */
  settle(claim: Claim, settlement: Settlement): Promise<void>;
  /** The report as of now. It is asked for after every batch. */
  report(): Promise<Report>;
  /** Ends the send. Nothing is claimed at that moment, unless settling it failed. */
  close(): Promise<void>;
}

/** A batch that was taken to be sent. */
export interface Claim extends NumberedBatch {
  /** How often it was taken to be sent, this time counted. */
  readonly attempts: number;
  /** When it was taken, by the ledger's clock. */
  readonly sentAt: Date;
  /** Its recipients as they were stored. */
  readonly list: Uint8Array;
  /** Whether it is still this worker's, asked right before the request goes out. Where not, it is given back unsent. */
  held(): boolean;
}

/** What became of a claimed batch. */
export type Settlement =
  | {
      /** It was certainly not sent, and may be claimed again. */
      readonly state: 'pending';
      /** Whether a request was tried. Where not, the attempt does not count. */
      readonly tried: boolean;
    }
  | {
      /** The API took it. Its recipients are deleted. */
      readonly state: 'accepted';
      /** The API's id of it. */
      readonly uuid: string;
    }
  | {
      /** The API refused it, or nobody knows. Its recipients are kept. */
      readonly state: 'rejected' | 'unknown';
      /** Why, for a person. */
      readonly reason: string;
    };
