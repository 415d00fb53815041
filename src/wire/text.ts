import type { Rule } from './rules.js';

/** A text, a caption, a name: a string that is not empty, of whole characters. `empty` is the code for an empty one. */
export function textFault<Code extends string>(value: unknown, empty: Code): Code | 'not_string' | 'ill_formed' | undefined {
  if (typeof value !== 'string') return 'not_string';
  if (value === '') return empty;
  return isWellFormed(value) ? undefined : 'ill_formed';
}

export function isWellFormed(value: string): boolean {
  return wellFormed.call(value);
}

const wellFormed: (this: string) => boolean =
  (String.prototype as { isWellFormed?: (this: string) => boolean }).isWellFormed ??
  function () {
    return !/\p{Surrogate}/u.test(this);
  };

/** A parameter that takes a text: `T` unless it is the empty literal, else the rule. */
export type NotEmpty<T, Sentence extends string> = T extends '' ? Rule<Sentence> : T;
