import type { MailingRules, UnlessLiteral } from './rules.js';

/** A phone: 7 to 15 digits, the first not 0. */
export function phoneFault(value: unknown): 'phone_format' | undefined {
  if (typeof value !== 'string') return 'phone_format';
  const { length } = value;
  if (length < 7 || length > 15 || value.charCodeAt(0) === 48) return 'phone_format';
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (code < 48 || code > 57) return 'phone_format';
  }
  return undefined;
}

/** A parameter that takes a phone: `T` where it keeps the rule or is not known yet, else the rule. */
// `T & {}` is `T`. A bare `T` there would be instantiated a second time, together with the pattern.
export type Phone<T, Whole = T> = T extends NoPhone | null | undefined
  ? NotPhone<Whole>
  : T & {} extends PhoneShape
    ? T
    : NotPhone<Whole>;

type NotPhone<T> = UnlessLiteral<T, MailingRules['phone_format']>;

/** At least 7 characters of a whole number, which has no leading zeros. */
// In a template each placeholder takes one character, the last one takes what is left, also nothing.
export type PhoneShape = `${bigint}` & `${any}${any}${any}${any}${any}${any}${any}${any}`;

/** What is not a phone in spite of its shape: negative, hexadecimal, or of over 15 characters. */
export type NoPhone =
  | `0${string}`
  | `-${string}`
  | `${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}`;
