import { type IssueCollector, shownKey, throwIssue } from './errors.js';
import { type Blank, callbackFault, type Link, linkText, type UrlObject } from './link.js';
import {
  type MailingRules,
  mailingRules,
  type RequestRules,
  type Rule,
  type RuleCode,
  requestRules,
  type UnlessLiteral,
} from './rules.js';
import { type SenderId, senderFault, senderText } from './sender.js';
import { isWellFormed } from './text.js';

/** Whose mailings they are: what a request and a client have in common. */
export interface AccountOptions {
  /** The account's API key. It is written into the request's JSON and shown nowhere else. */
  readonly token: string;
  /** The sender of mailings that name none: an id, digits. */
  readonly from?: string | number | undefined;
  /**
   * A URL to which the API posts its answer, on a public host unless the client's `baseUrl` is on this machine. Nothing proves
   * who posts there: put something secret into its path.
   */
  readonly callbackUrl?: string | UrlObject | undefined;
}

/** The same, checked, in the wire's own values. */
export interface Account {
  readonly token: string;
  readonly sender: string | undefined;
  readonly callbackUrl: string | undefined;
}

/** Reads options, once each, and adds a fault for any that is not taken. Throws where they are not to be read at all. */
export function readOptions(options: unknown, take: TakeParts, faults: IssueCollector<OptionCode>): Record<string, unknown> {
  const { parts, others } = readParts(faults.rules, options, take, 'options_expected', '');
  for (const key of others) faults.add('unknown_option', shownKey(key));
  return parts;
}

export const takeAccount: TakeParts = ({ token, from, callbackUrl }) => ({ token, from, callbackUrl });

/** Checks what a request and a client have in common. A callback may be on this machine where the API is, too. */
export function readAccount(read: Record<string, unknown>, faults: IssueCollector<OptionCode>, local = false): Account {
  const sender = senderText(read['from']);
  const callbackUrl = linkText(read['callbackUrl']);
  // What a template or a file of settings makes of a variable that is not set.
  const token = read['token'] === 'undefined' || read['token'] === 'null' ? undefined : read['token'];
  faults.add(tokenFault(token), 'token');
  if (sender !== undefined) faults.add(senderFault(sender), 'from');
  if (callbackUrl !== undefined) faults.add(callbackFault(callbackUrl, local), 'callbackUrl');
  return { token, sender, callbackUrl } as Account;
}

export type OptionCode = keyof MailingRules | keyof RequestRules;

export const optionRules: MailingRules & RequestRules = /* @__PURE__ */ Object.assign({}, mailingRules, requestRules);

/** A token: printable ASCII without spaces. */
export function tokenFault(value: unknown): 'token_missing' | 'token_format' | undefined {
  if ((value ?? '') === '') return 'token_missing';
  return typeof value === 'string' && /^[!-~]+$/.test(value) ? undefined : 'token_format';
}

/** Whether a value is a whole number in a range. */
export function isWhole(least: number, most: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Marks the faults of options that are literals: unknown names, a sender's name in place of the id, what is no link. */
export type CheckedOptions<Options, Known> = {
  readonly [Key in keyof Options]: Key extends keyof Known
    ? Key extends 'from'
      ? SenderId<Extract<Options[Key], string | number>> | undefined
      : Key extends 'callbackUrl'
        ? Link<Options[Key]>
        : Key extends 'token'
          ? Token<Options[Key]>
          : unknown
    : Rule<MailingRules['unknown_option']>;
};

type Token<T> = T extends ''
  ? Rule<RequestRules['token_missing']>
  : T extends `${string}${Blank}${string}`
    ? UnlessLiteral<T, RequestRules['token_format']>
    : T;

/** `true` where the options give a sender. */
export type GivesSender<Options> = [Options] extends [{ readonly from: string | number }] ? true : boolean;

/** Takes the parts of an object by their names; a function written out is three times as fast as a loop over names. */
export type TakeParts = (value: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** Takes the parts of these names. */
export function taking(...names: readonly string[]): TakeParts {
  return (value) => Object.fromEntries(names.map((name) => [name, value[name]]));
}

/** Reads the parts of an object, once each, and notes the names of any others. */
export function readParts<Wrong extends RuleCode>(
  rules: Readonly<Record<Wrong | 'unreadable', string>>,
  value: unknown,
  take: TakeParts,
  wrong: Wrong,
  path: string,
): { readonly parts: Record<string, unknown>; readonly others: readonly string[] } {
  try {
    // In a list in their place all that is in it would be lost.
    if (typeof value === 'object' && value !== null && !(Symbol.iterator in value)) {
      const parts = take(value as Record<string, unknown>);
      return { parts, others: Object.keys(value).filter((key) => !Object.hasOwn(parts, key)) };
    }
  } catch {
    // A getter or a proxy that throws.
    return throwIssue(rules, 'unreadable', path);
  }
  return throwIssue(rules, wrong, path);
}

/**
 * Adds fields of the caller's own to those that there are, as the text of a JSON object: so that what was given is not
 * kept, and two are equal where they are written alike.
 *
 * @param before - The fields that there are.
 * @param given - What `extra` was given.
 * @param documented - The keys that have a step of their own.
 */
export function addExtra(before: string | undefined, given: unknown, documented: readonly string[]): string | undefined {
  let added: unknown;
  try {
    added = JSON.parse(JSON.stringify(given, checked));
  } catch {
    // What JSON cannot hold, such as a bigint or a value within itself, and what throws when it is read.
  }
  if (typeof added !== 'object' || added === null || Array.isArray(added)) throwIssue(mailingRules, 'extra_format', 'extra');
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
