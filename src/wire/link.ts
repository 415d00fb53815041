import type { Authority, Blank, Digit, IsPublic, LinkHost, LinkScheme, NotInHost } from './link-literal.js';
import type { MailingRules, Rule, UnlessLiteral } from './rules.js';
import { isWellFormed } from './text.js';

/**
 * A `URL`, by its shape, so that the types need neither the DOM's library nor Node's.
 *
 * @category Composing
 */
export interface UrlObject {
  /** The whole URL. */
  readonly href: string;
  /** Its scheme, with the colon. */
  readonly protocol: string;
  /** Its query. */
  readonly searchParams: object;
}

/**
 * Last labels of names that public DNS does not know: special-use ones (RFC 6761, 6762, 8375, `internal` by ICANN), of `arpa`
 * `home.arpa` and the infrastructure of DNS, and what routers (`lan`) and Kubernetes (`svc`, `cluster.local`) make up.
 */
export const specialUseNames = ['localhost', 'local', 'internal', 'arpa', 'test', 'invalid', 'lan', 'svc'] as const;

/**
 * The beginnings of IPv4 addresses that cannot be reached from outside, as a regular expression: this network, private,
 * shared, loopback, link-local, benchmarks, and from 224 on multicast and reserved (RFC 6890).
 */
export const privateRanges: string =
  '0|10|100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])|127|169\\.254|172\\.(?:1[6-9]|2[0-9]|3[01])|192\\.168|198\\.1[89]|22[4-9]|2[345][0-9]';

// Most links are plain: they need no closer look. Without a bound, a host of a million labels would use up the stack.
const plain = /* @__PURE__ */ new RegExp(
  `^https?://(?:[a-z0-9-]+\\.){1,9}(?!(?:${/* @__PURE__ */ specialUseNames.join('|')})(?:[/?#]|$))[a-z]{2,8}(?:[/?#][!-~]*)?$`,
);
const blank = /[\s\p{Cc}]/u;
// A scheme, perhaps a login, a host in brackets or a named one, perhaps a port.
const start = /^https?:\/\/([^/\\?#@]*@)?(?:\[[\da-f:.]+\]|([^/?#@:<>"^`{|}%\\[\]]+?)\.?)(?::(\d{1,5}))?(?:[/?#]|$)/i;
const number = /^(?:\d+|0x[\da-f]*)$/i;
const privateAddress = /* @__PURE__ */ new RegExp(`^(?:${privateRanges})\\.`);
// Letters that mean themselves. Others, such as full-width ones, are read as ASCII by browsers and servers:
// they would write `localhost` or an address that is not seen here.
const topLevel = /^(?![\d-])[-\dA-Za-z\xdf-\u017e\u0370-\u17ff\u1e00-\u1fff\u3005-\u318f\u3400-\u9fff\uac00-\ud7a3]+$/;

type FormatFault = 'missing_key' | 'not_string' | 'ill_formed' | 'link_format';

/** An absolute http(s) URL without spaces and control characters, wherever it leads. */
export function linkFormatFault(value: unknown): FormatFault | undefined {
  const fault = addressFault(value);
  return fault === 'private' || fault === 'login' ? undefined : fault;
}

/** A link that can be opened from outside. */
export function linkFault(value: unknown): FormatFault | 'link_private' | undefined {
  const fault = addressFault(value);
  return fault === 'private' ? 'link_private' : fault === 'login' ? undefined : fault;
}

/** An image: a link that the gateway can open from outside, without a login. */
export function imageFault(value: unknown): FormatFault | 'image_private' | undefined {
  const fault = addressFault(value);
  return fault === 'private' || fault === 'login' ? 'image_private' : fault;
}

/** A button's link: a link of at most 150 characters. */
export function buttonLinkFault(value: unknown): ReturnType<typeof linkFault> | 'link_length' {
  return linkFault(value) ?? ((value as string).length > 150 ? 'link_length' : undefined);
}

function addressFault(value: unknown): FormatFault | 'private' | 'login' | undefined {
  if (typeof value !== 'string') return value === undefined ? 'missing_key' : 'not_string';
  if (plain.test(value)) return undefined;
  if (!isWellFormed(value)) return 'ill_formed';
  const parts = blank.test(value) ? null : start.exec(value);
  if (parts === null || Number(parts[3]) > 65535) return 'link_format';
  // What stands in brackets is an address that is taken for private, as a host without a dot is.
  const [, login, host = 'a'] = parts;
  const labels = host.split('.');
  const last = labels.at(-1) as string;
  // A host that ends in a number is an address as a whole.
  const address = number.test(last);
  if (address ? labels.length !== 4 || !labels.every(isOctet) : labels.includes('')) return 'link_format';
  const special = (specialUseNames as readonly string[]).includes(last.toLowerCase());
  if (labels.length < 2 || special || (address ? privateAddress.test(host) : !topLevel.test(last))) return 'private';
  return login === undefined ? undefined : 'login';
}

function isOctet(label: string): boolean {
  return String(Number(label) & 255) === label;
}

/** A URL object as its text; anything else as it is, also what throws when it is looked at. */
export function linkText(value: unknown): unknown {
  try {
    const url = value as UrlObject | undefined;
    return url?.searchParams === undefined ? value : url.href;
  } catch {
    return value;
  }
}

/** A parameter that takes a link: `T` where it keeps the rule or is not known yet, else the rule. */
// `T & {}` is `T`. A bare `T` there would be instantiated a second time, together with the pattern.
export type Link<T, Whole = T> = T extends DoubtfulLink ? OtherLink<Whole> : T & {} extends LinkShape ? T : OtherLink<T>;

/** A parameter that takes a button's link, likewise. */
export type ButtonLink<T, Whole = T> = T extends DoubtfulLink | Over150
  ? OtherButtonLink<Whole>
  : T & {} extends LinkShape
    ? T
    : OtherLink<T>;

/** A parameter that takes an image, likewise. */
export type Image<T, Whole = T> = T extends DoubtfulImage
  ? OtherImage<Whole>
  : T & {} extends `${infer _Scheme extends 'http' | 'https'}://${infer Host}/${string}`
    ? Host extends `${any}${string}.${any}${any}`
      ? T
      : OtherImage<T>
    : OtherImage<T>;

/** A scheme and at least one character. */
// In a template each placeholder takes one character, the last one takes what is left, also nothing.
export type LinkShape = `${LinkScheme}${any}${any}`;

/** More than 150 characters. */
export type Over150 = `${Fifty}${Fifty}${Fifty}${any}${any}`;

type Fifty = `${Ten}${Ten}${Ten}${Ten}${Ten}`;
type Ten = `${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}`;

/** What may not be a link in spite of its shape, and is looked at in parts. */
export type DoubtfulLink =
  | `${string}${Blank}${string}`
  | `http${string}://${string}${NotInHost}${string}`
  | `http${string}://${'/' | '?' | '#' | '.' | Digit}${string}`
  | `http${string}://${string}.${'.' | Digit}${string}`;

/** Likewise, for an image: `localhost` as the last part of a host, a query before the path. */
type DoubtfulImage =
  | DoubtfulLink
  | `http${string}://${string}.${'-' | 'lo' | 'Lo' | 'lO' | 'LO'}${string}`
  | `http${string}://${string}${'?' | '#'}${string}/${string}`;

type OtherLink<T> = T extends string
  ? {} extends Record<T, 1>
    ? T
    : Lowercase<T> extends LinkShape
      ? JudgedLink<T, LinkHost<T>>
      : Rule<MailingRules['link_format']>
  : T;

type OtherButtonLink<T> = T extends Over150 ? LongLink<T, OtherLink<T>> : OtherLink<T>;

type LongLink<T, Judged> = Judged extends T ? UnlessLiteral<T, MailingRules['link_length']> : Judged;

type OtherImage<T> = T extends string
  ? {} extends Record<T, 1>
    ? T
    : Lowercase<T> extends LinkShape
      ? JudgedImage<T, LinkHost<T>, Authority<T>>
      : Rule<MailingRules['link_format']>
  : T;

type JudgedLink<T, Host> = [Host] extends [never] ? Rule<MailingRules['link_format']> : T;

type JudgedImage<T, Host, Whole> = [Host] extends [never]
  ? Rule<MailingRules['link_format']>
  : Whole extends `${string}@${string}`
    ? Rule<MailingRules['image_private']>
    : IsPublic<Host> extends true
      ? T
      : Rule<MailingRules['image_private']>;

/** Whether a host, as `URL` writes it, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname);
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
