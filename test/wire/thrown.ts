import { InvalidInputError } from 'viber-mailing';

/** The error that a step throws; fails where it throws nothing or another one. */
export function thrown(step: () => unknown): InvalidInputError {
  try {
    step();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The issues of that error as `path: code`. */
export function faults(step: () => unknown): string[] {
  return thrown(step).issues.map(({ path, code }) => `${path}: ${code}`);
}

/** A value as JavaScript sees it, without types. */
export function untyped(value: unknown): any {
  return value;
}
