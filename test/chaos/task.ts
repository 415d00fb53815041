/** What a worker is told in its first argument, as JSON. */
export interface Task {
  readonly dir: string;
  readonly baseUrl: string;
  readonly batches: number;
  readonly batchSize: number;
  readonly concurrency: number;
  /** Whether the mark comes after the request: to show that the checks see what that does. */
  readonly lateMark?: boolean;
}

/** How a worker ends. */
export const exits = { through: 0, stopped: 3, busy: 4, damaged: 5, unavailable: 6, claimLost: 7 } as const;
