import { isDigits } from './phone.js';
import type { MailingRules, Rule, UnlessLiteral } from './rules.js';

/** A sender's id as it goes on the wire: digits. */
export function senderFault(value: unknown): 'sender_format' | undefined {
  return typeof value === 'string' && value !== '' && isDigits(value) ? undefined : 'sender_format';
}

/** A whole number as the digits of an id; anything else as it is. */
export function senderText(value: unknown): unknown {
  return Number.isSafeInteger(value) ? String(value) : value;
}

/** A parameter that takes a sender's id: `T` where it is digits or not known yet, else the rule. */
// Within an object a pattern is compared without being instantiated, which takes half of the cost.
export type SenderId<T extends string | number> = { id: T } extends Digits ? T : OtherSenderId<T>;

/** Digits without a zero in front; ids with one are looked at in parts. */
export interface Digits {
  id: `${bigint}` & `${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${string}`;
}

// Behind a one no digit is a leading zero, which `${bigint}` would refuse.
export type OtherSenderId<T extends string | number> = T extends number
  ? WholeNumber<T>
  : T extends ''
    ? Rule<MailingRules['sender_format']>
    : `1${T}` extends `${bigint}`
      ? T
      : UnlessLiteral<T, MailingRules['sender_format']>;

// No safe integer has 17 digits. A record over an infinite set of keys, such as a brand's, has no required key.
type WholeNumber<T extends number> =
  {} extends Record<T, 1>
    ? T
    : `${T}` extends `${bigint}`
      ? `${T}` extends `-${string}` | Over16
        ? Rule<MailingRules['sender_format']>
        : T
      : Rule<MailingRules['sender_format']>;

type Over16 = `${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}`;
