import { appendFileSync } from 'node:fs';
import { comparisons, type Peer, type Row, type RowName, rows } from './table.ts';

/** How many times as long as `other` does `ours` take, by the medians of rounds in which they take turns. */
export function ratioOf(rounds: number, ours: () => unknown, other: () => unknown, between = () => {}): number {
  const times = { ours: [] as number[], other: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const turns = Object.entries({ ours, other }) as ['ours' | 'other', () => unknown][];
    for (const [name, run] of round % 2 === 0 ? turns : turns.reverse()) {
      between();
      const started = performance.now();
      run();
      // The first round is the compiler's.
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  return median(times.ours) / median(times.other);
}

/** Collects garbage, so that what one of them leaves behind is not collected at the cost of the other. */
export const collect: () => void = (globalThis as { gc?: () => void }).gc ?? (() => {});

/** The middle one, by its size. */
export function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[times.length >> 1] as number;
}

/** Repeats what is too short to be timed once. */
export function repeated(times: number, run: () => unknown): () => void {
  return () => {
    for (let i = 0; i < times; i++) run();
  };
}

/** Prints a row of the tables. A budget that is not kept makes the process fail. */
export function row(name: RowName, figure: number): void {
  const { english, table, budget }: Row = rows[name];
  print(english, figure, budget, table === 'memory' ? ' MB' : '');
  note(name, figure);
}

/** Prints a figure with its budget, if it has one. */
export function print(what: string, figure: number, budget?: number, unit = ''): void {
  const kept = budget === undefined || figure <= budget;
  if (!kept) process.exitCode = 1;
  const limit = budget === undefined ? '' : `   budget ${budget}${unit}`;
  console.log(`${kept ? '✓' : '✗'} ${what.padEnd(62)} ${figure.toFixed(unit ? 0 : 2).padStart(6)}${unit}${limit}`);
}

/** Prints what another library takes, or this one, as times of the work by hand. */
export function compared(what: keyof typeof comparisons, library: Peer | 'viber-mailing', figure: number): void {
  console.log(`  ${`${comparisons[what].english}: ${library}`.padEnd(62)} ${figure.toFixed(2).padStart(6)}`);
  note(`${what}: ${library}`, figure);
}

/** What was measured with some rows: milliseconds, and MB beyond the rows. */
export interface Point {
  readonly size: number;
  readonly time: number;
  readonly memory: number;
}

/** Prints a point of the chart. */
export function point(whose: 'ours' | 'byHand', { size, time, memory }: Point): void {
  console.log(`  ${size} rows, ${whose}: ${time.toFixed(1)} ms, ${memory.toFixed(1)} MB`);
  note(`time of ${size}: ${whose}`, time);
  note(`memory of ${size}: ${whose}`, memory);
}

/** Hands a figure to the one who writes the tables. */
function note(name: string, figure: number): void {
  const file = process.env['BENCH_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ name, figure, node: process.versions.node })}\n`);
}

/** The result of a call, also where that is an error. */
export function resultOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

/** The memory that something has taken when it ends, in MB: what it holds, and garbage that was not collected on the way. */
export function memoryOf(run: () => unknown): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const result = resultOf(run);
  const taken = process.memoryUsage().heapUsed - before;
  if (result === undefined) throw new Error('there is no result');
  return taken / 1e6;
}
