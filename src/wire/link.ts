import type { MailingRules, Rule, UnlessLiteral } from './rules.js';
import { isWellFormed } from './text.js';

/** A `URL`, by its shape, so that the types need neither the DOM's library nor Node's. */
export interface UrlObject {
  /** The whole URL. */
  readonly href: string;
  /** Its scheme, with the colon. */
  readonly protocol: string;
  /** Its query. */
  readonly searchParams: object;
}

/**
 * Last labels of names that public DNS does not know, as alternatives of a regular expression: special-use ones (RFC 6761, 6762, 8375, `internal` by ICANN), of `arpa`
 * `home.arpa` and the infrastructure of DNS, and what routers (`lan`), Kubernetes (`svc`, `cluster.local`) and offices (RFC 6762, appendix G) make up.
 */
export const specialUseNames = 'localhost|local|internal|arpa|test|invalid|lan|svc|home|corp|intranet|private|localdomain';

/**
 * The beginnings of IPv4 addresses that cannot be reached from outside, as a regular expression: what IANA's registry of
 * special-purpose addresses has as not globally reachable (this network, private, shared, loopback, link-local, protocols,
 * documentation, benchmarks, from 240 on reserved), and multicast.
 */
export const privateRanges: string =
  '0|10|100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])|127|169\\.254|172\\.(?:1[6-9]|2[0-9]|3[01])|192\\.(?:0\\.[02]|168)|198\\.(?:1[89]|51\\.100)|203\\.0\\.113|22[4-9]|2[345][0-9]';

// Most links are plain: they need no closer look. Without a bound, a host of a million labels would use up the stack.
const plainLink = /* @__PURE__ */ new RegExp(
  `^https?://(?:[a-z0-9-]+\\.){1,9}(?!(?:${specialUseNames})(?:[/?#]|$))[a-z]{2,8}(?:[/?#][!-~]*)?$`,
);
/** Blanks that nobody sees, and that come along when a link is copied, for a class of a regular expression; emoji and Persian need the joiners. */
export const unseenBlanks = '\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164';
const blank = /* @__PURE__ */ new RegExp(`[\\s\\p{Cc}${unseenBlanks}]`, 'u');
// A scheme, perhaps a login, a host in brackets or a named one, perhaps a port.
const urlStart = /^https?:\/\/([^/\\?#@]*@)?(?:\[[\da-f:.]+\]|([^/?#@:<>"^`{|}%\\[\]]+?)\.?)(?::(\d{1,5}))?(?:[/?#]|$)/i;
const numericLabel = /^(?:\d+|0x[\da-f]*)$/i;
const specialUse = /* @__PURE__ */ new RegExp(`^(?:${specialUseNames})$`, 'i');
const privateAddress = /* @__PURE__ */ new RegExp(`^(?:${privateRanges})\\.`);
// Letters that mean themselves. Others, such as full-width ones, are read as ASCII by browsers and servers:
// they would write `localhost` or an address that is not seen here.
const topLevel = /^(?![\d-])[-\dA-Za-z\xdf-\u017e\u0370-\u17ff\u1e00-\u1fff\u3005-\u318f\u3400-\u9fff\uac00-\ud7a3]+$/;

type FormatFault = 'missing_key' | 'not_string' | 'ill_formed' | 'link_format';

/** A link: an absolute http(s) URL without spaces and control characters, which can be opened from outside. */
export function linkFault(value: unknown): FormatFault | 'link_private' | undefined {
  return addressFault(value, 'link_private');
}

/** A callback: a link, which may lead anywhere where the API is on this machine (`local`). */
export function callbackFault(value: unknown, local: boolean): ReturnType<typeof linkFault> {
  const fault = linkFault(value);
  return local && fault === 'link_private' ? undefined : fault;
}

/** An image: a link that the gateway can open from outside, without a login. */
export function imageFault(value: unknown): FormatFault | 'image_private' | undefined {
  return addressFault(value, 'image_private');
}

/** A button's link: a link of at most 150 characters. */
export function buttonLinkFault(value: unknown): ReturnType<typeof linkFault> | 'link_length' {
  return linkFault(value) ?? ((value as string).length > 150 ? 'link_length' : undefined);
}

function addressFault<Private extends 'link_private' | 'image_private'>(
  value: unknown,
  notPublic: Private,
): FormatFault | Private | undefined {
  if (typeof value !== 'string') return value === undefined ? 'missing_key' : 'not_string';
  return plainLink.test(value) ? undefined : otherAddressFault(value, notPublic);
}

// Apart, so that the engine inlines what nearly every link needs.
function otherAddressFault<Private>(value: string, notPublic: Private): FormatFault | Private | undefined {
  if (!isWellFormed(value)) return 'ill_formed';
  const parts = blank.test(value) ? null : urlStart.exec(value);
  if (parts === null || Number(parts[3]) > 65535) return 'link_format';
  // What stands in brackets is an address that is taken for private, as a host without a dot is.
  const [, login, host = 'a'] = parts;
  const labels = host.split('.');
  const last = labels.at(-1) as string;
  // A host that ends in a number is an address as a whole.
  const address = numericLabel.test(last);
  if (address ? labels.length !== 4 || labels.some((label) => String(Number(label) & 255) !== label) : labels.includes(''))
    return 'link_format';
  const hidden = labels.length < 2 || specialUse.test(last) || (address ? privateAddress.test(host) : !topLevel.test(last));
  return hidden || (login !== undefined && notPublic === 'image_private') ? notPublic : undefined;
}

/** A URL object as its text; anything else as it is, also what throws when it is looked at. */
export function linkText(value: unknown): unknown {
  if (typeof value !== 'object') return value;
  try {
    const url = value as UrlObject | null;
    return url?.searchParams === undefined ? value : url.href;
  } catch {
    return value;
  }
}

/** A parameter that takes a link: `T` where it keeps the rule or is not known yet, else the rule. */
export type Link<T> = Address<T, 'link_private'>;

/** A parameter that takes a button's link, of at most 150 characters. */
export type ButtonLink<T> = { link: T } extends Doubtful ? JudgedLength<T> : { link: T } extends Plain ? T : JudgedLength<T>;

/** A parameter that takes an image. */
export type Image<T> = Address<T, 'image_private'>;

// Within an object a pattern is compared without being instantiated, which takes half of the cost.
type Address<T, Private extends 'link_private' | 'image_private'> = { link: T } extends Doubtful
  ? Judged<T, Private>
  : { link: T } extends Plain
    ? T
    : Judged<T, Private>;

/** A link with a dot in its host, if it is not {@link Doubtful}. */
export interface Plain {
  // In a template each placeholder takes one character, the last one takes what is left, also nothing.
  link: `http${'' | 's'}://${any}${string}.${any}${string}/${string}`;
}

/** Blanks, over 150 characters, a dot or a slash that is perhaps not the host's: looked at in parts. */
export interface Doubtful {
  link: `${string}${Blank | '?' | '#'}${string}` | `${string}://${string}/${string}.${string}/${string}` | Over150;
}

/** What no link holds, of that which is typed by mistake; other white space and control characters are found at run time. */
export type Blank = ' ' | '\t' | '\n' | '\r' | '\u00a0';

type Over150 = `${Fifty}${Fifty}${Fifty}${any}${any}`;
type Fifty = `${Ten}${Ten}${Ten}${Ten}${Ten}`;
type Ten = `${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}`;

type JudgedLength<T> = T extends Over150
  ? Judged<T, 'link_private'> extends T
    ? UnlessLiteral<T, MailingRules['link_length']>
    : Judged<T, 'link_private'>
  : Judged<T, 'link_private'>;

type Judged<T, Private extends 'link_private' | 'image_private'> = T extends string
  ? {} extends Record<T, 1>
    ? T
    : T extends `${string}${Blank}${string}`
      ? Rule<MailingRules['link_format']>
      : Lowercase<T> extends `http${'' | 's'}://${infer Rest}`
        ? JudgedHost<T, UpTo<UpTo<UpTo<Rest, '/'>, '?'>, '#'>, Private>
        : Rule<MailingRules['link_format']>
  : T;
type JudgedHost<T, Host, Private extends 'link_private' | 'image_private'> = Host extends ''
  ? Rule<MailingRules['link_format']>
  : Host extends `${any}${string}.${any}${any}`
    ? T
    : Rule<MailingRules[Private]>;
type UpTo<Rest, Mark extends string> = Rest extends `${infer Before}${Mark}${string}` ? Before : Rest;

/** Whether a host, as `URL` writes it, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname);
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
