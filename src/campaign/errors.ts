import type { NumberedBatch } from './report.js';

/** What each code of a {@link CampaignError} means: the rule, then the way out. */
export const campaignFaults = {
  content_changed:
    "under this name other content was loaded before: give the new content a name of its own, and where a part of the old one was sent, load there only whom its recipients('pending') gives",
  not_loaded: 'nothing is loaded under this name: call load(…) first',
  not_finished:
    'a campaign that may still be sent, or of which it is not known, is kept: send and resolve its batches, or remove it with { force: true }',
  ledger_busy: 'one process at a time may load, send or resolve: wait until it ends, or end it',
  ledger_damaged:
    'what is stored is not what was loaded: put the database back from a copy, or resolve what was sent and load the rest under another name',
  ledger_unavailable:
    'the ledger cannot be read or written: see that its disk has room and its file belongs to you, or that its database runs and lets you in, then go on',
  not_settled:
    "the answer to a request could not be written down, and its batch will be found as unknown: note what is said here, mend the ledger, and resolve the batch as 'sent' where it has a uuid",
  not_migrated: 'the tables of the ledger are not there, or of another version: call ledger.migrate(), or update the package',
  server_unsafe:
    "a database that keeps campaigns is durable and tells which server it is: turn fsync on, or give postgresLedger durability: 'trusted' where the host keeps what was committed by means of its own",
  server_changed:
    'this is not the database into which the campaign was loaded, and a copy may lack marks of what was sent: compare the report with the account, then call ledger.adopt(name)',
  claim_lost:
    'a person resolved the batch while its request was under way: look into the account whether it was sent twice, and wait longer before resolving',
  batch_state:
    "an unknown batch can be resolved as 'sent', an unknown or rejected one with 'resend', a pending, rejected or unknown one with 'abandon', and only these have recipients: read the batches anew",
  no_batch: 'the campaign has no batch of this number: take it from batches()',
  job_expected: 'a job holds the name of a campaign and the number of a batch: let enqueue(queue, campaign) add it',
  batch_busy: 'another worker has the batch just now: wait until it is through, or its lease is over',
  batch_rejected: "the API refused the batch: mend what it says, resolve the batch with 'resend', and enqueue again",
  batch_unknown:
    "the batch may have been sent, so it is not sent again: look into the account, then resolve it as 'sent', or with 'resend' and enqueue again",
  batch_abandoned: 'a person gave the batch up, so it is not sent: leave it',
  halted: 'the last batches all came to the same end, so this one waits: mend what it says, and jobs get through again',
} as const;

/** The stable code of each fault of a campaign. */
export type CampaignErrorCode = keyof typeof campaignFaults;

/** A batch whose request was answered, with what could not be written down of it. */
export interface UnsettledBatch extends NumberedBatch {
  /** What became of it. */
  readonly state: 'accepted' | 'rejected' | 'unknown' | 'pending';
  /** The API's id of the request, where it was accepted. */
  readonly uuid?: string | undefined;
  /** Why it was rejected or is unknown. */
  readonly reason?: string | undefined;
}

/**
 * A campaign that cannot go on as it was asked to. Nothing was sent by the call that throws it, unless `send` had begun:
 * then what was sent is in the ledger, or in `unsettled`.
 */
export class CampaignError extends Error {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'CampaignError';
  /** The stable code of the fault. */
  readonly code: CampaignErrorCode;
  /** The batches of `not_settled`, of `claim_lost` and `server_changed` in mid-send: what became of them is known here alone. */
  readonly unsettled: readonly UnsettledBatch[];

  /**
   * @param code - The fault.
   * @param detail - What it is about: a file, a process, a code of the system. It holds no phone and no text.
   * @param unsettled - The batches whose answers could not be written down.
   * @param wayOut - The way out, where the cause is known better than by its code.
   */
  constructor(code: CampaignErrorCode, detail?: string, unsettled: readonly UnsettledBatch[] = [], wayOut?: string) {
    const sentence = campaignFaults[code];
    const end = sentence.indexOf(': ');
    super(`${sentence.slice(0, end)}${detail === undefined ? '' : ` (${detail})`}: ${wayOut ?? sentence.slice(end + 2)}`);
    this.code = code;
    this.unsettled = unsettled;
  }

  /** The first of them. */
  get batch(): UnsettledBatch | undefined {
    return this.unsettled[0];
  }

  /** The API's id of that batch's request, where it was accepted. */
  get uuid(): string | undefined {
    return this.batch?.uuid;
  }
}

/** A failure of a ledger that may pass by itself: a lock, a full disk, a database that restarts. */
export class TransientError extends CampaignError {}

const firstWait = 50;
const maxWait = 1000;

/** Does again what fails only for now, for so many milliseconds. */
export async function retryTransient<Value>(patience: number, work: () => Value | Promise<Value>): Promise<Value> {
  const end = performance.now() + patience;
  for (let wait = firstWait; ; wait = Math.min(wait * 2, maxWait)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TransientError) || performance.now() + wait > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
