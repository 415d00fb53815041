import type { MailingRules, Rule, UnlessLiteral } from './rules.js';

type PhoneFault = 'phone_missing' | 'phone_string' | 'phone_format' | 'phone_country' | 'phone_length';

/** A phone: 7 to 15 digits that begin with a country code, and 12 digits with Belarus's, 11 with Russia's and Kazakhstan's. */
export function phoneFault(value: unknown): PhoneFault | undefined {
  if (typeof value !== 'string') return otherFault(value);
  const { length } = value;
  if (length < 7 || length > 15) return length === 0 ? 'phone_missing' : 'phone_format';
  const first = value.charCodeAt(0) - 48;
  const second = value.charCodeAt(1) - 48;
  const third = value.charCodeAt(2) - 48;
  if (!(first > 0 && first < 10 && second >= 0 && second < 10 && third >= 0 && third < 10 && isDigits(value, 3)))
    return 'phone_format';
  lengths ??= lengthsByBeginning();
  const digits = lengths[first * 100 + second * 10 + third];
  return digits === length || digits === anyLength ? undefined : digits === 0 ? 'phone_country' : 'phone_length';
}

/** Whether a text has digits only, from a place in it on. */
// A plain loop: on texts as short as an id or a phone a regular expression takes longer.
export function isDigits(text: string, start = 0): boolean {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function otherFault(value: unknown): 'phone_missing' | 'phone_string' | 'phone_format' {
  if (value === undefined || value === null) return 'phone_missing';
  return typeof value === 'number' || typeof value === 'bigint' ? 'phone_string' : 'phone_format';
}

/**
 * What no phone begins with, as alternatives of a regular expression: what is left by the "List of Recommendation ITU-T E.164
 * assigned country codes" (annex to the ITU Operational Bulletin, position on 15 December 2016; no code was assigned since),
 * and by 970, which it has as reserved and which is in use.
 */
export const unassignedCodes =
  '21[04579]|259|28|29[2-6]|38[48]|42[24-9]|671|684|69[3-9]|80[1-79]|83|85[147-9]|87[1-79]|88[457-9]|89|969|978|99[0179]';

const anyLength = 1;

// Made with the first phone: a lookup is a plain read, where a regular expression would take four times the rest of the check.
let lengths: Uint8Array | undefined;

/** How many digits a phone has by its first three: `anyLength` where that differs, 0 where they are no country code. */
function lengthsByBeginning(): Uint8Array {
  const unassigned = new RegExp(`^(?:${unassignedCodes})`);
  return Uint8Array.from({ length: 1000 }, (_, beginning) => {
    if (beginning === 375) return 12;
    return beginning > 699 && beginning < 800 ? 11 : Number(!unassigned.test(String(beginning)));
  });
}

/** A parameter that takes a phone: `T` where it keeps the rule or is not known yet, else the rule. */
// `T & {}` is `T`. A bare `T` there would be instantiated a second time, together with the pattern.
export type Phone<T, Whole = T> = T extends NoPhone | null | undefined
  ? NotPhone<Whole>
  : T & {} extends PhoneShape
    ? T
    : NotPhone<Whole>;

type NotPhone<T> = T extends '' | null | undefined
  ? Rule<MailingRules['phone_missing']>
  : T extends string
    ? UnlessLiteral<T, MailingRules['phone_format']>
    : Rule<MailingRules[T extends number | bigint ? 'phone_string' : 'phone_format']>;

/** At least 7 characters of a whole number, which has no leading zeros. */
// In a template each placeholder takes one character, the last one takes what is left, also nothing.
export type PhoneShape = `${bigint}` & `${any}${any}${any}${any}${any}${any}${any}${any}`;

/** What is not a phone in spite of its shape: negative, hexadecimal, or of over 15 characters. */
export type NoPhone =
  | `0${string}`
  | `-${string}`
  | `${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}`;
