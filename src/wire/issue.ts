import { InvalidInputError } from './invalid-input-error.js';
import type { campaignRules, clientRules, jsonRules, mailingRules, previewRules, requestRules, sandboxRules } from './rules.js';

/**
 * The stable code of each rule.
 *
 * @category Errors
 */
export type RuleCode =
  | keyof typeof mailingRules
  | keyof typeof requestRules
  | keyof typeof jsonRules
  | keyof typeof clientRules
  | keyof typeof sandboxRules
  | keyof typeof previewRules
  | keyof typeof campaignRules;

/**
 * One fault: the rule, the place, and the sentence that says the way out.
 *
 * @category Errors
 */
export interface Issue {
  /** The rule's stable code, such as `phone_format`. */
  readonly code: RuleCode;
  /** Where, as far as it is known: `messages[2].delivery_list[17].button_link`; empty for the whole value. */
  readonly path: string;
  /** The rule and the way out, for a person. It holds nothing of the value. */
  readonly message: string;
}

/** How many faults of one value are worded. The others are counted. */
export const mostIssues = 100;

/** Gathers faults: the first hundred are kept, all are counted. */
export class Faults<Code extends RuleCode> {
  readonly issues: Issue[] = [];
  total = 0;

  constructor(readonly rules: Readonly<Record<Code, string>>) {}

  /** Whether further faults are counted only, so that their paths need not be made. */
  get full(): boolean {
    return this.issues.length >= mostIssues;
  }

  /** Adds a fault, where there is one. */
  add(code: Code | undefined, path: string): void {
    if (code === undefined) return;
    this.total++;
    if (!this.full) this.issues.push({ code, path, message: this.rules[code] });
  }

  /** Throws the faults, where there are any. */
  refuse(): void {
    if (this.total > 0) throw new InvalidInputError(this.issues, this.total);
  }
}

/** What stands in a path for a key that is not shown. */
export const hiddenKey = '[…]';

/** A key as it stands in a path: hidden unless it looks like a name, since a key may be a phone or a token. */
export function shownKey(key: string): string {
  return shown.test(key) ? key : hiddenKey;
}

const shown = /^(?=.{1,30}$)[a-z]+(?:[_-][a-z]+)*$/i;
