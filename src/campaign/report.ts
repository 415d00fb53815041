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
 *
 * @category Campaigns
 */
export type BatchState = 'pending' | 'sending' | 'accepted' | 'rejected' | 'unknown';

export const batchStates: readonly BatchState[] = ['pending', 'sending', 'accepted', 'rejected', 'unknown'];

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
  return { pending: 0, sending: 0, accepted: 0, rejected: 0, unknown: 0 };
}

function tally(states: ByState): Tally {
  const { pending, sending, accepted, rejected, unknown } = states;
  return { total: pending + sending + accepted + rejected + unknown, pending, sending, accepted, rejected, unknown };
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
