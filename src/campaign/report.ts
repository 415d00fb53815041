import { match, P } from 'ts-pattern';
import type { SendError } from '../client/errors.js';
import { CampaignError } from './errors.js';

/**
 * The states of a batch, in the order in which it goes through them.
 *
 * | state | meaning |
 * |---|---|
 * | `pending` | not sent yet |
 * | `sending` | a request is under way |
 * | `accepted` | the API took it |
 * | `rejected` | the API refused it: nothing was sent to anyone |
 * | `unknown` | it may have been accepted; it is not sent again unless a person says so |
 * | `abandoned` | a person gave it up: it is never sent, and its recipients are deleted |
 *
 * @category Campaigns
 */
export type BatchState = 'pending' | 'sending' | 'accepted' | 'rejected' | 'unknown' | 'abandoned';

export const batchStates: readonly BatchState[] = ['pending', 'sending', 'accepted', 'rejected', 'unknown', 'abandoned'];

/**
 * A number for each state.
 *
 * @category Campaigns
 */
export interface ByState {
  /** Not sent yet. */
  readonly pending: number;
  /** Under way. */
  readonly sending: number;
  /** Taken by the API. */
  readonly accepted: number;
  /** Refused by the API. */
  readonly rejected: number;
  /** Perhaps taken; not sent again unless a person says so. */
  readonly unknown: number;
  /** Given up by a person. */
  readonly abandoned: number;
}

/**
 * How many there are in all, and in each state.
 *
 * @category Campaigns
 */
export interface Tally extends ByState {
  /** The sum of the states. */
  readonly total: number;
}

/**
 * Where a campaign stands. As a string it is a small table.
 *
 * @category Campaigns
 */
export interface Report {
  /** Its recipients. */
  readonly recipients: Tally;
  /** Its batches, each of them one request. */
  readonly batches: Tally;
  /** How many faulty rows `load` left out. */
  readonly invalid: number;
  /** A table for a terminal. */
  toString(): string;
}

/** Adds up batches by state. */
export class Counts {
  readonly recipients: Record<BatchState, number> = none();
  readonly batches: Record<BatchState, number> = none();

  constructor(readonly invalid: number) {}

  add(state: BatchState, size: number): void {
    this.recipients[state] += size;
    this.batches[state]++;
  }

  move(from: BatchState, to: BatchState, size: number): void {
    this.recipients[from] -= size;
    this.batches[from]--;
    this.add(to, size);
  }

  report(): Report {
    return reportOf(this.recipients, this.batches, this.invalid);
  }
}

/** A report from what a ledger counted. */
export function reportOf(recipients: ByState, batches: ByState, invalid: number): Report {
  const report = { recipients: tally(recipients), batches: tally(batches), invalid };
  // Not enumerable, so that the report stays plain data for loggers, tests and JSON.
  return Object.defineProperty(report, 'toString', { value: () => table(report) });
}

function none(): Record<BatchState, number> {
  return { pending: 0, sending: 0, accepted: 0, rejected: 0, unknown: 0, abandoned: 0 };
}

function tally(states: ByState): Tally {
  const { pending, sending, accepted, rejected, unknown, abandoned } = states;
  const total = pending + sending + accepted + rejected + unknown + abandoned;
  return { total, pending, sending, accepted, rejected, unknown, abandoned };
}

function table({ recipients, batches, invalid }: Report): string {
  const lines = [...batchStates, 'total' as const].map((state) => [state, recipients[state], batches[state]] as const);
  const rows = [['', 'recipients', 'batches'], ...lines.map(([state, ...numbers]) => [state, ...numbers.map(grouped)])];
  if (invalid > 0) rows.push(['left out', grouped(invalid), '']);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))))
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n');
}

/** Written without the locale, so that it is the same on every machine. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * How far a campaign is, in recipients: what a progress bar needs.
 *
 * @category Campaigns
 */
export interface Progress extends ByState {
  /** How many are through: accepted, rejected, unknown or abandoned. */
  readonly done: number;
  /** How many there are. */
  readonly total: number;
  /** The part that is through, from 0 to 1. */
  readonly share: number;
  /** How many got through per second since this `send` began; 0 where nothing is being sent. */
  readonly rate: number;
  /** How many seconds the rest takes at that rate; `undefined` while there is no rate. */
  readonly remaining: number | undefined;
}

/** The progress by a report; `since` is what was through when the send began, `seconds` how long ago that is. */
export function progressOf({ recipients }: Report, since = 0, seconds = 0): Progress {
  const { total, pending, sending, ...through } = recipients;
  const done = through.accepted + through.rejected + through.unknown + through.abandoned;
  const rate = seconds > 0 ? Math.max(done - since, 0) / seconds : 0;
  return {
    done,
    total,
    share: total === 0 ? 0 : done / total,
    rate,
    remaining: rate > 0 ? (total - done) / rate : undefined,
    pending,
    sending,
    ...through,
  };
}

/**
 * A batch: one request of a campaign.
 *
 * @category Campaigns
 */
export interface Batch {
  /** Its number, from 0, in the order of the rows. */
  readonly index: number;
  /** How many recipients it has. */
  readonly size: number;
  /** What became of it so far. */
  readonly state: BatchState;
  /** How often its request was tried. */
  readonly attempts: number;
  /** When its request was last begun, by the ledger's clock; none while it is pending. */
  readonly sentAt?: Date;
  /** The API's id of the request, where it was accepted; none where a person resolved it as sent. */
  readonly uuid?: string;
  /** Why it was rejected or is unknown, or was before it was abandoned. No phone and no text is in it. */
  readonly reason?: string;
  /** How far the campaign is. */
  readonly progress: Progress;
}

/**
 * A batch that `send` has sent.
 *
 * @category Campaigns
 */
export interface SentBatch extends Batch {
  /** What became of it. */
  readonly state: 'accepted' | 'rejected' | 'unknown';
  /** The client's error, where it was rejected or is unknown. */
  readonly error?: SendError | undefined;
}

/**
 * What a person says of a batch, having looked into the account.
 *
 * @category Campaigns
 */
export type Resolution = 'sent' | 'resend' | 'abandon';

/**
 * The state of a batch once a person has resolved it.
 *
 * | is | `'sent'` | `'resend'` | `'abandon'` |
 * |---|---|---|---|
 * | `pending` | | | `abandoned` |
 * | `rejected` | | `pending` | `abandoned` |
 * | `unknown` | `accepted` | `pending` | `abandoned` |
 *
 * @throws {@link CampaignError} `batch_state` for all others.
 * @category Ledgers
 */
export function resolvedState(state: BatchState, resolution: Resolution): 'accepted' | 'pending' | 'abandoned' {
  return match({ state, resolution })
    .returnType<'accepted' | 'pending' | 'abandoned'>()
    .with({ state: 'unknown', resolution: 'sent' }, () => 'accepted')
    .with({ state: P.union('unknown', 'rejected'), resolution: 'resend' }, () => 'pending')
    .with({ state: P.union('pending', 'rejected', 'unknown'), resolution: 'abandon' }, () => 'abandoned')
    .otherwise(() => {
      throw new CampaignError('batch_state', `it is ${state}`);
    });
}

/** Refuses to delete what is not through. */
export function checkRemovable({ batches: { pending, sending, unknown } }: Report, force: boolean): void {
  if (sending > 0) throw new CampaignError('ledger_busy', 'it is being sent');
  const open = pending + unknown;
  if (open > 0 && !force) throw new CampaignError('not_finished', `${open} batches`);
}
