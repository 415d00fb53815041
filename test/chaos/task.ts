/** What a worker is told in its first argument, as JSON. */
export interface Task {
  /** The file of the ledger. */
  readonly file: string;
  readonly baseUrl: string;
  readonly batches: number;
  readonly batchSize: number;
  readonly concurrency: number;
  /** Whether it only looks, and says what it sees. */
  readonly looks?: boolean;
  /** How long it goes on trying to write, in milliseconds. */
  readonly patience?: number;
  /** Whether a batch that was being sent is pending again, as in queues: to show that the checks see what that does. */
  readonly backToPending?: boolean;
}

/** How a worker ends. */
export const exits = {
  through: 0,
  stopped: 3,
  busy: 4,
  damaged: 5,
  unavailable: 6,
  claimLost: 7,
  changed: 8,
  unsettled: 9,
} as const;
