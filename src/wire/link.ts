import type { MailingRules, UnlessLiteral } from './rule.js';
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

const label = '[^\\s\\p{Cc}/?#@:<>"^`{|}%\\\\.\\[\\]]+';
const rest = '(?::\\d{1,5})?(?:[/?#][^\\s\\p{Cc}]*)?$';
const scheme = '^[Hh][Tt][Tt][Pp][Ss]?://';
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const notPrivate = '(?!(?:0|10|127|169\\.254|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168)\\.)';
const notLocalOrNumeric = '(?!(?:[Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]|\\d+|0[Xx][0-9A-Fa-f]*)\\.?(?:[/?#:]|$))';

/** A link, as a pattern of JSON Schema: scheme, perhaps a login, a host, perhaps a port and more. */
export const linkPattern: string = `${scheme}(?:[^\\s\\p{Cc}/?#@]*@)?(?:\\[[0-9A-Fa-f:.]+\\]|${label}(?:\\.${label})*\\.?)${rest}`;

/** An image, likewise: a host with a dot that is neither private nor `localhost`, and no login. */
export const imagePattern: string = `${scheme}(?:${notPrivate}(?:${octet}\\.){3}${octet}|(?:${label}\\.)+${notLocalOrNumeric}${label}\\.?)${rest}`;

// Most links are plain, and this is four times as fast as the whole pattern.
const plainLink = /^https?:\/\/[a-z0-9][a-z0-9.-]*(?:[/?#][!-~]*)?$/;
const plainImage = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,8}(?:[/?#][!-~]*)?$/;
const link = /* @__PURE__ */ new RegExp(linkPattern, 'u');
const image = /* @__PURE__ */ new RegExp(imagePattern, 'u');

/** A link: an absolute http(s) URL without spaces and control characters. */
export function linkFault(value: unknown): 'not_string' | 'ill_formed' | 'link_format' | undefined {
  if (typeof value !== 'string') return 'not_string';
  if (plainLink.test(value)) return undefined;
  if (!isWellFormed(value)) return 'ill_formed';
  return link.test(value) ? undefined : 'link_format';
}

/** A button's link: a link of at most 150 characters. */
export function buttonLinkFault(value: unknown): ReturnType<typeof linkFault> | 'link_length' {
  return linkFault(value) ?? ((value as string).length > 150 ? 'link_length' : undefined);
}

/** An image: a link that the gateway can open from outside. */
export function imageFault(value: unknown): ReturnType<typeof linkFault> | 'image_private' {
  if (typeof value === 'string' && plainImage.test(value) && !value.includes('.localhost')) return undefined;
  return linkFault(value) ?? (image.test(value as string) ? undefined : 'image_private');
}

/** A URL object as its text; anything else as it is. */
export function linkText(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'searchParams' in value ? (value as UrlObject).href : value;
}

type Scheme = `http${'' | 's'}://`;

/** A scheme and at least one character. */
// In a template each placeholder takes one character, the last one takes what is left, also nothing.
export type LinkShape = `${Scheme}${any}${any}`;

/** What is not a link in spite of its shape. */
export type NoLink = `${string}${' ' | '\n' | '\r' | '\t'}${string}` | `${Scheme}${'/' | '?' | '#' | ':'}${string}`;

/** A parameter that takes a link: `T` where it keeps the rule or is not known yet, else the rule. */
export type Link<T> = T extends LinkShape ? (T extends NoLink ? UnlessLiteral<T, MailingRules['link_format']> : T) : OtherLink<T>;

// A scheme may be written in capitals; hardly anyone does.
type OtherLink<T> = string extends T
  ? T
  : T extends string
    ? Lowercase<T> extends LinkShape
      ? Lowercase<T> extends NoLink
        ? UnlessLiteral<T, MailingRules['link_format']>
        : T
      : UnlessLiteral<T, MailingRules['link_format']>
    : T;

/** A parameter that takes a button's link, likewise. */
export type ButtonLink<T> = T extends Over150 ? UnlessLiteral<T, MailingRules['link_length']> : Link<T>;

/** A parameter that takes an image, likewise. */
export type Image<T> = T extends `${Scheme}${infer Host}/${string}`
  ? Host extends PublicHost
    ? T extends NoLink
      ? UnlessLiteral<T, MailingRules['link_format']>
      : T
    : PrivateImage<T>
  : T extends `${Scheme}${PublicHost}`
    ? Link<T>
    : PrivateImage<T>;

type PrivateImage<T> = T extends string ? (Link<T> extends T ? UnlessLiteral<T, MailingRules['image_private']> : Link<T>) : T;

type PublicHost = `${any}${string}.${any}${any}`;

type Ten = `${any}${any}${any}${any}${any}${any}${any}${any}${any}${any}`;
type Fifty = `${Ten}${Ten}${Ten}${Ten}${Ten}`;

/** More than 150 characters. */
export type Over150 = `${Fifty}${Fifty}${Fifty}${any}${any}`;
