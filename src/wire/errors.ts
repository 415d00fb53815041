import type { RuleCode } from './rules.js';

/** One fault: the rule, the place, and the sentence that says the way out. */
export interface Issue {
  /** The rule's stable code, such as `phone_format`. */
  readonly code: RuleCode;
  /** Where, as far as it is known: `messages[2].delivery_list[17].button_link`; empty for the whole value. */
  readonly path: string;
  /** The rule and the way out, for a person. It holds nothing of the value. */
  readonly message: string;
}

/** How many faults of one value are worded. The others are counted. */
export const maxIssues = 100;

/** Gathers faults: the first hundred are kept, all are counted. */
export class IssueCollector<Code extends RuleCode> {
  readonly issues: Issue[] = [];
  total = 0;

  constructor(readonly rules: Readonly<Record<Code, string>>) {}

  /** Whether further faults are counted only, so that their paths need not be made. */
  get full(): boolean {
    return this.issues.length >= maxIssues;
  }

  /** Adds a fault, where there is one. */
  add(code: Code | undefined, path: string): void {
    if (code === undefined) return;
    this.total++;
    if (!this.full) this.issues.push({ code, path, message: this.rules[code] });
  }

  /** Throws the faults, where there are any. */
  throwIfAny(): void {
    if (this.total > 0) throw new InvalidInputError(this.issues, this.total);
  }
}

/** What stands in a path for a key that is not shown. */
export const hiddenKey = '[…]';

/** A key as it stands in a path: hidden unless it looks like a name, since a key may be a phone or a token. */
export function shownKey(key: string): string {
  return shown.test(key) ? key : hiddenKey;
}

const shown = /^(?=.{1,30}$)[$@_]{0,2}[a-z]+(?:[_-][a-z]+)*$/i;

const maxLines = 5;

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
 */
export class InvalidInputError extends Error {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'InvalidInputError';

  constructor(
    /** The faults, the first 100 of them. */
    readonly issues: readonly Issue[],
    /** How many faults there are in all. */
    readonly total: number = issues.length,
  ) {
    super(words(issues, total));
  }
}

/** Throws the one fault of a value. */
export function throwIssue<Code extends RuleCode>(rules: Readonly<Record<Code, string>>, code: Code, path: string): never {
  throw new InvalidInputError([{ code, path, message: rules[code] }]);
}

function words(issues: readonly Issue[], total: number): string {
  const lines = issues.slice(0, maxLines).map(({ code, path, message }) => `${path && `${path}: `}${message} (${code})`);
  if (total > lines.length) lines.push(`and ${total - lines.length} more`);
  return lines.join('\n');
}
