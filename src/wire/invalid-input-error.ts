import type { Issue, RuleCode } from './issue.js';

const mostLines = 5;

/**
 * An input that breaks a rule of the API, thrown by the step that got it, before anything is sent.
 * Neither its message nor any property holds a token, a phone or a text.
 *
 * @example
 * ```ts
 * import { InvalidInputError, mailing } from 'viber-mailing';
 *
 * const phones: string[] = ['375291111111', '+375 29 222-22-22'];
 * try {
 *   mailing().bulk().text('Hello').to(phones);
 * } catch (error) {
 *   if (!(error instanceof InvalidInputError)) throw error;
 *   console.log(error.issues[0]?.code); // phone_format
 *   console.log(error.issues[0]?.path); // delivery_list[1]
 * }
 * ```
 * @category Errors
 */
export class InvalidInputError extends Error {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'InvalidInputError';
  /** The faults, the first 100 of them. */
  readonly issues: readonly Issue[];
  /** How many faults there are in all. */
  readonly total: number;

  constructor(issues: readonly Issue[], total: number = issues.length) {
    super(words(issues, total));
    this.issues = issues;
    this.total = total;
  }
}

/** Throws the one fault of a value. */
export function refuse<Code extends RuleCode>(rules: Readonly<Record<Code, string>>, code: Code, path: string): never {
  throw new InvalidInputError([{ code, path, message: rules[code] }]);
}

function words(issues: readonly Issue[], total: number): string {
  const lines = issues.slice(0, mostLines).map(({ code, path, message }) => `${path && `${path}: `}${message} (${code})`);
  if (total > lines.length) lines.push(`and ${total - lines.length} more`);
  return lines.join('\n');
}
