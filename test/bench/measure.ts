/** A row of the table: how much one thing costs in terms of another, and what it may cost. */
export interface Row {
  readonly what: string;
  readonly ratio: number;
  readonly budget: number;
}

const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});

/** The median time of `ours` by the median time of `base`, in rounds that take turns, after one that is not counted. */
export function ratioOf(rounds: number, ours: () => unknown, base: () => unknown): number {
  const times = { ours: [] as number[], base: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries({ ours, base }) as ['ours' | 'base', () => unknown][]) {
      collect();
      const started = performance.now();
      run();
      if (round > 0) times[name].push(performance.now() - started);
    }
  }
  return median(times.ours) / median(times.base);
}

export function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] as number;
}

/** Repeats what is too short to be timed once. */
export function repeated(times: number, run: () => unknown): () => void {
  return () => {
    for (let i = 0; i < times; i++) run();
  };
}
