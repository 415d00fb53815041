/** The runtimes on which requests are sent. They differ in what they can tell of a failure. */
export type Runtime = 'node' | 'bun' | 'deno' | 'workerd';

/** Where the suite runs, and the address at which it opens servers. */
export interface Place {
  readonly runtime: Runtime;
  readonly control: string;
  /** Where files may be written, on runtimes that have any. */
  readonly folder: string;
  /** The name of an undici from npm that speaks HTTP/2, where the runtime's own fetch does not. */
  readonly undici?: string | undefined;
}

/** One thing that holds on every runtime. It throws where it does not. */
export interface Behaviour<Where = Place> {
  readonly title: string;
  /** Where the guide shows what was counted: a table, and what stands in it. */
  readonly shown?: readonly [table: string, place: string];
  /** Gives what was counted, where something was. */
  run(place: Where): unknown;
}

/** What a runtime reports. */
export interface Report {
  readonly results: readonly Result[];
}

export interface Result {
  readonly title: string;
  /** Why it does not hold, where it does not. */
  readonly fault?: string;
  readonly shown?: readonly [table: string, place: string];
  /** What was counted, where something was. */
  readonly figures?: unknown;
}

/** Runs them one after the other. */
export async function observe<Where>(behaviours: readonly Behaviour<Where>[], place: Where): Promise<Report> {
  const results: Result[] = [];
  for (const { title, shown, run } of behaviours) {
    try {
      const figures = await run(place);
      results.push(figures === undefined ? { title } : { title, ...(shown && { shown }), figures });
    } catch (error) {
      results.push({ title, fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    }
  }
  return { results };
}

/** Compares as JSON. */
export function same(actual: unknown, expected: unknown, what = 'value'): void {
  const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== shouldBe) throw new Error(`${what} is ${is} and not ${shouldBe}`);
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`it does not hold that ${what}`);
}
