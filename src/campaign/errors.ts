/** What each code of a {@link CampaignError} means: the rule, then the way out. */
export const campaignFaults = {
  content_changed: 'under this name other content was loaded before: give the new content a name of its own',
  not_loaded: 'nothing is loaded under this name: call load(…) first',
  ledger_busy: 'one process at a time may load, send or resolve: wait until it ends, or end it',
  ledger_damaged: 'a file of the ledger is not what was written: put it back from a copy, or load the same content again',
  ledger_unavailable:
    'the ledger cannot be read or written: see that its disk has room and its folder belongs to you, or that its database runs and lets you in, then go on',
  not_migrated: 'the tables of the ledger are not there, or of another version: call ledger.migrate(), or update the package',
  server_unsafe: 'a database that keeps campaigns has fsync on and UTF8 for its encoding: use one that has, then load',
  server_changed:
    'this is not the server into which the campaign was loaded, and a copy or a standby may lack marks of what was sent: compare the report with the account, then call ledger.adopt(name)',
  claim_lost:
    'a person resolved the batch while its request was under way: look into the account whether it was sent twice, and wait longer before resolving',
  batch_state: 'an unknown batch can be resolved as sent or sent again, a rejected one sent again, no other: read the batches anew',
  no_batch: 'the campaign has no batch of this number: take it from batches()',
  job_expected: 'a job holds the name of a campaign and the number of a batch: let enqueue(queue, campaign) add it',
  batch_busy: 'another worker has the batch just now: wait until it is through, or its lease is over',
  batch_rejected: "the API refused the batch: mend what it says, resolve the batch with 'resend', and enqueue again",
  batch_unknown:
    "the batch may have been sent, so it is not sent again: look into the account, then resolve it as 'sent', or with 'resend' and enqueue again",
  halted: 'the last batches all came to the same end, so this one waits: mend what it says, and jobs get through again',
} as const;

/**
 * The stable code of each fault of a campaign.
 *
 * @category Campaigns
 */
export type CampaignErrorCode = keyof typeof campaignFaults;

/**
 * A campaign that cannot go on as it was asked to. Nothing was sent by the call that throws it, unless `send` had begun:
 * then what was sent is in the ledger.
 *
 * @category Campaigns
 */
export class CampaignError extends Error {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'CampaignError';
  /** The stable code of the fault. */
  readonly code: CampaignErrorCode;

  /**
   * @param code - The fault.
   * @param detail - What it is about: a file, a process, a code of the system. It holds no phone and no text.
   */
  constructor(code: CampaignErrorCode, detail?: string) {
    const [rule, wayOut] = campaignFaults[code].split(': ');
    super(`${rule}${detail === undefined ? '' : ` (${detail})`}: ${wayOut}`);
    this.code = code;
  }
}
