// The suite runs under any runner, so that it brings the few assertions that it needs.

/** Refuses two values that differ. A part that is `undefined` is the same as none. */
export function equal(actual: unknown, expected: unknown): void {
  if (!same(actual, expected, false)) differ('is', actual, expected);
}

/** Refuses a value that has not what is expected of it; it may have more. */
export function includes(actual: unknown, expected: unknown): void {
  if (!same(actual, expected, true)) differ('has not', actual, expected);
}

/** Refuses what does not hold. */
export function holds(truth: boolean, what: string): void {
  if (!truth) throw new Error(what);
}

/** Refuses a promise that is kept, or fails with another code. */
export async function refused(work: Promise<unknown>, ...codes: readonly string[]): Promise<void> {
  let code: unknown;
  try {
    await work;
  } catch (error) {
    code = (error as { code?: unknown }).code;
    if (codes.includes(code as string)) return;
    throw error;
  }
  throw new Error(`nothing was thrown where ${codes.join(' or ')} is expected`);
}

function same(actual: unknown, expected: unknown, part: boolean): boolean {
  if (actual instanceof Date && expected instanceof Date) return actual.getTime() === expected.getTime();
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null)
    return Object.is(actual, expected);
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return false;
  const keys = new Set([...Object.keys(expected), ...(part ? [] : Object.keys(actual))]);
  const at = (value: object, key: string) => (value as Record<string, unknown>)[key];
  return [...keys].every((key) => same(at(actual, key), at(expected, key), part));
}

function differ(how: string, actual: unknown, expected: unknown): never {
  throw new Error(`${JSON.stringify(actual)} ${how} ${JSON.stringify(expected)}`);
}
