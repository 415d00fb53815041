import type { Rule } from './rules.js';

type NotText = 'missing_key' | 'not_string' | 'ill_formed';

/** A text, a caption, a name: a string of whole characters, of which one is to be seen. `empty` is the code for a blank one. */
export function textFault<Code extends string>(value: unknown, empty: Code): Code | NotText | undefined {
  if (typeof value !== 'string') return value === undefined ? 'missing_key' : 'not_string';
  // Most texts begin with a letter or another sign of ASCII or Cyrillic.
  const first = value.charCodeAt(0);
  const visible = (first > 0x20 && first < 0x7f) || (first >= 0x400 && first < 0x530) || (value !== '' && !blank.test(value));
  if (!visible) return empty;
  return isWellFormed(value) ? undefined : 'ill_formed';
}

// White space, control and invisible characters, the blank of Braille, the anchors of annotations.
const blank = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]*$/u;

/** Whether a text holds what a template leaves where a value is missing. */
export function isSuspicious(text: string): boolean {
  return suspicious.test(text);
}

// A word stands alone also in the marks of italics.
const suspicious =
  /(?:\b|_)(?:undefined|null|NULL|NaN)(?:\b|_)|Invalid [Dd]ate|\[object \w+\]|[{$]\{[^{}]*\}|#(?:[NН]\/[AД]|REF!|VALUE!|ССЫЛКА!|ЗНАЧ!)/;

export function isWellFormed(value: string & { isWellFormed?(): boolean }): boolean {
  return value.isWellFormed?.() ?? !/\p{Surrogate}/u.test(value);
}

/** A parameter that takes a text: `T` unless it is the empty literal, else the rule. */
export type NotEmpty<T, Sentence extends string> = T extends '' ? Rule<Sentence> : T;
