/**
 * Phones as people and spreadsheets write them.
 *
 * @module viber-mailing/phones
 */

import { type CountryCode, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type Issue, IssueCollector, shownKey } from '../wire/errors.js';
import { readParts, type TakeParts } from '../wire/options.js';
import { phoneFault } from '../wire/phone.js';
import { mailingRules, phoneRules } from '../wire/rules.js';

/** Options for reading phones. */
export interface PhonesOptions {
  /** The country of numbers that are written without a country code: two letters of ISO 3166, such as `'BY'`. */
  readonly country: string;
  /**
   * Whether numbers that are not mobile ones are refused: Viber is on mobile phones.
   *
   * @defaultValue `true`
   */
  readonly mobileOnly?: boolean | undefined;
}

/** What a cell holds: a phone as it goes on the wire, or the reason why it is none. */
export type ReadPhone =
  | {
      /** The digits. */
      readonly phone: string;
      /** Not there where there is a phone. */
      readonly issue?: undefined;
    }
  | {
      /** Why there is none. */
      readonly issue: Issue;
      /** Not there where there is an issue. */
      readonly phone?: undefined;
    };

/** Reads phones as people write them. */
export interface PhoneReader {
  /** Gives the digits that go on the wire, or `''`, which `to` refuses or reports, where the cell holds no phone. */
  (cell: unknown): string;
  /** Gives the digits, or the reason why the cell holds no phone. The reason's path is empty, and it holds nothing of the cell. */
  read(cell: unknown): ReadPhone;
}

/**
 * Makes a function that reads a phone as people and spreadsheets write it, into the digits that go on the wire.
 *
 * It never guesses. Only what is written as a phone is one: groups of digits with blanks, brackets, hyphens or dots between
 * them, behind `+`, `00`, `tel:`, or the prefix that is dialled at home (`8 0…` and `0…` in Belarus). And only a number that the
 * numbering plan of its country knows is given, from the metadata of `libphonenumber-js`, which has to be installed beside.
 * No digit is added but the country code of `country`, and none is left out but a prefix. Without a plus a number is one of
 * `country` if it can be, and a foreign one otherwise.
 *
 * The metadata tell which numbers are given to mobile operators, and not whether a number is in use or has Viber. In North
 * America, where landlines and mobile phones share their numbers, both are taken.
 *
 * A cell is a string, a whole number, `undefined`, or an object of exceljs: rich text, a link, the result of a formula.
 *
 * @throws {@link InvalidInputError} `country`, `mobile_only`, `unknown_option`. Cells throw nothing.
 * @example
 * ```ts
 * import { mailing } from 'viber-mailing';
 * import { phones } from 'viber-mailing/phones';
 *
 * const phone = phones({ country: 'BY' });
 * const rows = [{ tel: '8 (029) 111-11-11' }, { tel: '+375 29 222 22 22' }, { tel: '8 (017) 200-00-00' }];
 *
 * const hello = mailing()
 *   .bulk()
 *   .text('Hello')
 *   .to(rows, (row) => phone(row.tel), {
 *     onInvalid: ({ index }) => console.log(index, phone.read(rows[index]?.tel).issue?.code), // 2 phone_landline
 *   });
 *
 * console.log(hello.toJSON().delivery_list); // [ '375291111111', '375292222222' ]
 * ```
 */
export function phones(options: PhonesOptions): PhoneReader {
  const { country, mobileOnly } = readOptions(options);
  const read = (cell: unknown): ReadPhone => {
    const text = textOf(cell);
    return typeof text === 'string' ? phoneIn(text, country, mobileOnly) : text;
  };
  return Object.assign((cell: unknown) => read(cell).phone ?? '', { read });
}

const rules = /* @__PURE__ */ Object.assign({}, mailingRules, phoneRules);

type Code = 'phone_missing' | Exclude<keyof typeof phoneRules, 'country' | 'mobile_only'>;

const refused = (code: Code): ReadPhone => ({ issue: { code, path: '', message: rules[code] } });

function readOptions(options: unknown): { readonly country: CountryCode; readonly mobileOnly: boolean } {
  const take: TakeParts = ({ country, mobileOnly }) => ({ country, mobileOnly });
  const { parts, others } = readParts(rules, options, take, 'country', '');
  const { country, mobileOnly = true } = parts;
  const faults = new IssueCollector(rules);
  for (const key of others) faults.add('unknown_option', shownKey(key));
  if (typeof country !== 'string' || !isSupportedCountry(country)) faults.add('country', 'country');
  if (typeof mobileOnly !== 'boolean') faults.add('mobile_only', 'mobileOnly');
  faults.throwIfAny();
  return { country, mobileOnly } as ReturnType<typeof readOptions>;
}

/** What a cell shows, as far as that may be a phone. Objects are those of exceljs. */
function textOf(cell: unknown, depth = 0): string | ReadPhone {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'bigint') return wholeNumber(cell);
  if (typeof cell !== 'object' || depth > 2) return refused('phone_cell');
  try {
    if (Object.prototype.toString.call(cell) === '[object Date]') return refused('phone_date');
    const { richText, result, text } = cell as { richText?: unknown; result?: unknown; text?: unknown };
    if (Array.isArray(richText)) return richText.map((part: { text: string }) => part.text).join('');
    return textOf(result ?? text ?? false, depth + 1);
  } catch {
    return refused('phone_cell');
  }
}

function wholeNumber(cell: number | bigint): string | ReadPhone {
  if (typeof cell === 'bigint' || Number.isSafeInteger(cell)) return String(cell);
  if (!Number.isFinite(cell)) return refused('phone_cell');
  return refused(Number.isInteger(cell) ? 'phone_scientific' : 'phone_decimal');
}

function phoneIn(cell: string, country: CountryCode, mobileOnly: boolean): ReadPhone {
  const text = cell.trim();
  // No phone is so long, nor a few of them; the patterns below are for short texts.
  const written = text.length > 200 ? 'x' : text.replace(edges, '');
  const code = shapeFault(written);
  if (code !== undefined) return refused(code);
  const digits = written.replace(/[^0-9]/g, '');
  if (digits.length > 17) return refused('phone_several');
  if (written.includes('+')) return numberOf(digits, undefined, mobileOnly);
  if (digits.startsWith('00')) return numberOf(digits.slice(2), undefined, mobileOnly);
  const found = withoutPlus(digits, country, mobileOnly);
  return found.phone !== undefined && rounded.test(written) ? refused('phone_scientific') : found;
}

function withoutPlus(digits: string, country: CountryCode, mobileOnly: boolean): ReadPhone {
  // Before all else a whole number of the country, which may look like a landline of it: 4915123456789 in Germany.
  if (digits.startsWith(getCountryCallingCode(country))) {
    const own = numberOf(digits, undefined, mobileOnly);
    if (own.phone !== undefined) return own;
  }
  const local = numberOf(digits, country, mobileOnly);
  return local.issue?.code === 'phone_invalid' ? numberOf(digits, undefined, mobileOnly) : local;
}

// What becomes of 3.75291E+11 where a reader of CSV casts it to a number. One phone in a million is like that by itself.
const rounded = /^[0-9]{5,}0{6}$/;

// Blanks and the marks for the direction of writing that come along when a phone is copied.
const edges = /^[\s\p{Default_Ignorable_Code_Point}]+|[\s\p{Default_Ignorable_Code_Point}]+$/gu;

/** Why a text is not written as a phone. */
function shapeFault(text: string): Code | undefined {
  if (text === '') return 'phone_missing';
  // Errors begin with a hash in every language: #N/A, #Н/Д, #REF!.
  if (text.startsWith('#')) return 'phone_cell';
  if (scientific.test(text)) return 'phone_scientific';
  if (date.test(text)) return 'phone_date';
  if (decimal.test(text)) return 'phone_decimal';
  if (phone.test(text.replace(/[()]/g, ' ').trim()) && brackets.test(text)) return undefined;
  const phones = text.split(/[,;|/\\&+\r\n]|\s(?:и|или|та|або|or|and)\s/).filter((part) => /(?:[0-9][^0-9]*){5}/.test(part));
  return phones.length > 1 || text.replace(/[^0-9]/g, '').length > 17 ? 'phone_several' : 'phone_unclear';
}

// The second one is a Cyrillic letter.
const scientific = /^[+-]?[0-9]+(?:[.,][0-9]+)?\s*[eе]\s*\+?[0-9]+$/i;
const date =
  /^(?:[0-3]?[0-9](\. ?|[/-])[01]?[0-9]\1(?:[0-9]{2}|[0-9]{4})|(?:19|20)[0-9]{2}(\. ?|[/-])[01]?[0-9]\2[0-3]?[0-9]\.?)(?:[T ,].*)?$/;
// One dot or comma is a decimal one, unless what is behind it can be no fraction of a number with a plus.
const decimal = /^-?[0-9]+[.,][0-9]+$|^[^.,]*[.,][0-9]{1,2}$/;
const hyphen = '[-.\\u2010-\\u2015\\u2212]';
const space = '[^\\S\\r\\n\\u2028\\u2029]';
// Between groups a few blanks, or one hyphen or dot, with blanks around it.
const phone = /* @__PURE__ */ new RegExp(
  `^(?:tel:)?${space}*\\+?${space}*[0-9]+(?:(?:${space}{1,4}|${space}{0,3}${hyphen}${space}{0,3})[0-9]+)*$`,
  'i',
);
const brackets = /^[^()]*(?:\(\+?[0-9\s]+\)[^()]*)?$/;

/** The number that digits are in a country, or with a country code of their own, where its numbering plan knows it. */
function numberOf(digits: string, country: CountryCode | undefined, mobileOnly: boolean): ReadPhone {
  const number = country ? parsePhoneNumberFromString(digits, country) : parsePhoneNumberFromString(`+${digits}`);
  if (!number?.isValid()) return refused('phone_invalid');
  const found = number.number.slice(1);
  // Nothing is put in but the code, and nothing left out but a prefix in its place: of Argentina's mobile numbers the plan makes others.
  const home = country !== undefined && digits.length <= found.length && digits.endsWith(number.nationalNumber);
  if ((digits !== found && !home) || phoneFault(found) !== undefined) return refused('phone_invalid');
  const type = number.getType();
  // Where landlines and mobile phones share their numbers, as in North America, nobody can tell them apart.
  return mobileOnly && type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE' ? refused('phone_landline') : { phone: found };
}
