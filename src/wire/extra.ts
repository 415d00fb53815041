import { throwIssue } from './errors.js';
import { mailingRules } from './rules.js';
import { isWellFormed } from './text.js';

/**
 * Adds fields of the caller's own to those that there are, as the text of a JSON object: so that what was given is not
 * kept, and two are equal where they are written alike.
 *
 * @param before - The fields that there are.
 * @param given - What `extra` was given.
 * @param documented - The keys that have a step of their own.
 */
export function addExtra(before: string | undefined, given: unknown, documented: readonly string[]): string | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throwIssue(mailingRules, 'extra_format', 'extra');
  let added: Readonly<Record<string, unknown>>;
  try {
    added = JSON.parse(JSON.stringify(given, checked));
  } catch {
    // What JSON cannot hold, such as a bigint or a value within itself, and what throws when it is read.
    return throwIssue(mailingRules, 'extra_format', 'extra');
  }
  for (const key of documented) if (Object.hasOwn(added, key)) throwIssue(mailingRules, 'extra_known', `extra.${key}`);
  const fields = JSON.stringify({ ...readExtra(before), ...added });
  return fields === '{}' ? undefined : fields;
}

/** The fields, in an object of the caller's own. */
export function readExtra(fields: string | undefined): Record<string, unknown> {
  return fields === undefined ? {} : JSON.parse(fields);
}

/** Refuses what JSON would drop or change in silence. */
function checked(key: string, value: unknown): unknown {
  const kept =
    typeof value === 'string'
      ? isWellFormed(value)
      : typeof value === 'number'
        ? Number.isFinite(value)
        : Array.isArray(value) || !(/^[fs]/.test(typeof value) || Symbol.iterator in Object(value));
  if (!kept || !isWellFormed(key)) throw new TypeError();
  return value;
}
