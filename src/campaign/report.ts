import type { SendError } from '../client/errors.js';

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
 */
export type BatchState = 'pending' | 'sending' | 'accepted' | 'rejected' | 'unknown' | 'abandoned';

export const batchStates: readonly BatchState[] = ['pending', 'sending', 'accepted', 'rejected', 'unknown', 'abandoned'];

/** A number for each state. */
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

/** How many there are in all, and in each state. */
export interface Tally extends ByState {
  /** The sum of the states. */
  readonly total: number;
}

/** Where a campaign stands. As a string it is a small table. */
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
  readonly recipients = byState(() => 0);
  readonly batches = byState(() => 0);

  constructor(readonly invalid: number) {}

  add(state: BatchState, size: number, batches = 1): void {
    this.recipients[state] += size;
    this.batches[state] += batches;
  }

  move(from: BatchState, to: BatchState, size: number): void {
    this.add(from, -size, -1);
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

function byState(count: (state: BatchState) => number): Record<BatchState, number> {
  return Object.fromEntries(batchStates.map((state) => [state, count(state)])) as Record<BatchState, number>;
}

function tally(states: ByState): Tally {
  return { total: batchStates.reduce((sum, state) => sum + states[state], 0), ...byState((state) => states[state]) };
}

function table({ recipients, batches, invalid }: Report): string {
  const rows = [...batchStates, 'total' as const].map((state) => [state, grouped(recipients[state]), grouped(batches[state])]);
  rows.unshift(['', 'recipients', 'batches']);
  if (invalid > 0) rows.push(['left out', grouped(invalid), '']);
  const [first = 0, ...others] = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const line = ([name = '', ...numbers]: string[]) =>
    [name.padEnd(first), ...numbers.map((number, column) => number.padStart(others[column] ?? 0))].join('  ').trimEnd();
  return rows.map(line).join('\n');
}

/** Written without the locale, so that it is the same on every machine. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** How far a campaign is, in recipients: what a progress bar needs. */
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
  const { total, ...states } = recipients;
  const done = total - states.pending - states.sending;
  const rate = seconds > 0 ? Math.max(done - since, 0) / seconds : 0;
  const remaining = rate > 0 ? (total - done) / rate : undefined;
  return { done, total, share: total === 0 ? 0 : done / total, rate, remaining, ...states };
}

/** Which batch it is, and how large. */
export interface NumberedBatch {
  /** Its number, from 0, in the order of the rows. */
  readonly index: number;
  /** How many recipients it has. */
  readonly size: number;
}

/** A batch as the ledger has it. */
export interface StoredBatch extends NumberedBatch {
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
}

/** A batch: one request of a campaign. */
export interface Batch extends StoredBatch {
  /** How far the campaign is. */
  readonly progress: Progress;
}

/** A batch that `send` has sent. */
export interface SentBatch extends Batch {
  /** What became of it. */
  readonly state: 'accepted' | 'rejected' | 'unknown';
  /** The client's error, where it was rejected or is unknown. */
  readonly error?: SendError | undefined;
}

/** What a person says of a batch, having looked into the account. */
export type Resolution = 'sent' | 'resend' | 'abandon';
