import { IssueCollector, throwIssue } from './errors.js';
import { internal, internalOf, looksLike, type RecipientColumns, type RequestParts, type SendableMailing } from './internal.js';
import { type Account, readExtra } from './options.js';
import { requestRules } from './rules.js';
import type { MailingWithSenderJson, RequestJson } from './types.js';

/** A request as it goes on the wire, the account's sender given to the mailings that name none. */
export function requestJson({ account, mailings, fields }: RequestParts): RequestJson {
  const { token, callbackUrl, sender } = account;
  const messages: MailingWithSenderJson[] = [];
  for (const mailing of mailings) {
    const json = mailing.toJSON();
    messages.push((json.alphaname_id === undefined ? { alphaname_id: sender, ...json } : json) as MailingWithSenderJson);
  }
  const json = callbackUrl === undefined ? { token, messages } : { token, callback_url: callbackUrl, messages };
  return fields === undefined ? json : { ...json, ...readExtra(fields) };
}

/**
 * The same as it is sent: a string, or bytes where it has many recipients or a batch of a campaign, whose recipients are
 * written already.
 */
export function requestBody(parts: RequestParts): string | Uint8Array {
  const length = parts.mailings.reduce((length, { [internal]: own }) => length + lengthOf(own), 0);
  return length > maxInString ? requestBytes(parts) : JSON.stringify(requestJson(parts));
}

// A body of some megabytes is sent faster as a string, and can be read by whoever looks at what `fetch` was given.
const maxInString = 2_000_000;

/** About how many characters a mailing has as JSON, so that few recipients with long texts are many. */
function lengthOf(own: SendableMailing[typeof internal]): number {
  if (own.kind === 'batch') return Number.POSITIVE_INFINITY;
  const { phones, texts = [] } = own.columns();
  let length = phones.length * 100 + JSON.stringify(own.head()).length;
  for (let i = 0; i < texts.length && length <= maxInString; i++) length += (texts[i] as string).length;
  return length;
}

/** The body in UTF-8, written straight from the columns: no string of it is made, which could not be longer than 500 MB. */
export function requestBytes({ account, mailings, fields }: RequestParts): Uint8Array {
  const { token, callbackUrl: callback_url, sender } = account;
  const writer = new Utf8Writer(mailings.reduce((capacity, { [internal]: own }) => capacity + capacityFor(own), 1024));
  writer.text(`${JSON.stringify({ token, callback_url }).slice(0, -1)},"messages":[`);
  mailings.forEach(({ [internal]: own }, index) => {
    const { alphaname_id = sender, name, message_type, schedule_time, content, ...extra } = own.head();
    const head = JSON.stringify({ alphaname_id, name, message_type, schedule_time, content }).slice(0, -1);
    writer.text(`${index > 0 ? ',' : ''}${head},"delivery_list":`);
    if (own.kind === 'batch') writer.bytes(own.list());
    else writer.recipients(own.columns());
    writer.text(ending(extra));
  });
  writer.text(`]${ending(readExtra(fields))}`);
  return writer.written();
}

/** The end of an object, with fields behind those that are written. */
function ending(extra: object): string {
  const text = JSON.stringify(extra).slice(1);
  return text === '}' ? text : `,${text}`;
}

function capacityFor(own: SendableMailing[typeof internal]): number {
  return 4096 + (own.kind === 'batch' ? own.list().length : estimateBytes(own.columns()));
}

/** Refuses no mailings at all, and mailings without a sender where the account gives none. */
export function requireSendable({ sender }: Account, mailings: readonly SendableMailing[]): void {
  if (mailings.length === 0) throwIssue(requestRules, 'no_mailings', 'messages');
  if (sender !== undefined) return;
  const faults = new IssueCollector(requestRules);
  mailings.forEach(({ [internal]: own }, index) => {
    if (!own.hasSender) faults.add('sender_missing', `messages[${index}].alphaname_id`);
  });
  faults.throwIfAny();
}

/** The mailings that there are and those that are added: each a mailing, or an iterable of them. */
export function gatherMailings(added: readonly unknown[], before: readonly SendableMailing[] = []): SendableMailing[] {
  // Nearly always, and then nothing need be looked at again.
  if (added.every(isMailing)) return before.concat(added);
  const mailings = before.slice();
  const faults = new IssueCollector(requestRules);
  const take = (value: unknown) => {
    if (isMailing(value)) mailings.push(value);
    else faults.add('mailing_expected', `messages[${mailings.length + faults.total}]`);
  };
  for (const value of added) {
    if (looksLike<Iterable<unknown>>(value, (list) => Symbol.iterator in list)) for (const mailing of value) take(mailing);
    else take(value);
  }
  faults.throwIfAny();
  return mailings;
}

function isMailing(value: unknown): value is SendableMailing {
  const kind = internalOf(value)?.kind;
  return (kind === 'mailing' || kind === 'batch') && typeof (value as SendableMailing).toJSON === 'function';
}

/** Some bytes behind each other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const writer = new Utf8Writer(parts.reduce((length, part) => length + part.length, 0));
  for (const part of parts) writer.bytes(part);
  return writer.written();
}

/** Writes text in UTF-8 into a buffer, which grows where it was guessed too small. */
export class Utf8Writer {
  readonly #encoder = new TextEncoder();
  #buffer: Uint8Array;
  #at = 0;

  constructor(capacity: number) {
    this.#buffer = new Uint8Array(capacity);
  }

  text(text: string): void {
    for (let rest = text; ; ) {
      const { read, written } = this.#encoder.encodeInto(rest, this.#buffer.subarray(this.#at));
      this.#at += written;
      if (read === rest.length) return;
      rest = rest.slice(read);
      this.#reserve(rest.length * 3);
    }
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Writes recipients as the JSON array that goes on the wire. */
  recipients({ phones, texts, links }: RecipientColumns): void {
    this.text('[');
    if (texts === undefined) this.#phones(phones);
    else this.#rows(phones, texts, links);
    this.text(']');
  }

  // Digits need no encoder, and a loop over them is faster than making strings of them.
  #phones(phones: readonly string[]): void {
    this.#reserve(phones.length * maxPhoneBytes);
    const buffer = this.#buffer;
    let at = this.#at;
    for (let i = 0; i < phones.length; i++) {
      const phone = phones[i] as string;
      buffer[at++] = quote;
      for (let j = 0; j < phone.length; j++) buffer[at++] = phone.charCodeAt(j);
      buffer[at++] = quote;
      buffer[at++] = comma;
    }
    this.#at = at - 1;
  }

  // In pieces of some kilobytes: the engine joins and encodes them faster than a loop over characters does, and each is garbage at once.
  #rows(phones: readonly string[], texts: readonly string[], links: readonly string[] | undefined): void {
    for (let start = 0; start < phones.length; ) {
      const end = pieceEnd(texts, start);
      this.text(piece(phones.slice(start, end), texts.slice(start, end), links?.slice(start, end)));
      start = end;
      if (start < phones.length) this.text(',');
    }
  }

  written(): Uint8Array {
    return this.#buffer.subarray(0, this.#at);
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, Math.ceil(this.#buffer.length * 1.25)));
    larger.set(this.written());
    this.#buffer = larger;
  }
}

/** The end of a piece: some hundred recipients, or fewer whose texts are long. Links are short. */
function pieceEnd(texts: readonly string[], start: number): number {
  const last = Math.min(start + 500, texts.length);
  let end = start;
  for (let left = 20_000; end < last && left > 0; end++) left -= (texts[end] as string).length;
  return end;
}

/** Some recipients, as the JSON array has them between its brackets. */
function piece(phones: readonly string[], texts: readonly string[], links: readonly string[] | undefined): string {
  const ownTexts = quotable(texts);
  const ownLinks = links && quotable(links);
  let json = '';
  for (let i = 0; i < phones.length; i++) {
    json += `,{"phone":"${phones[i]}","text":"${ownTexts[i]}${ownLinks === undefined ? '' : `","button_link":"${ownLinks[i]}`}"}`;
  }
  return json.slice(1);
}

/** Texts as they stand between the quotes of JSON. */
// Nearly all stand there as they are, and one look at many is faster than a look at each. Lone surrogates are refused before.
function quotable(texts: readonly string[]): readonly string[] {
  return escaped.test(texts.join('')) ? texts.map((text) => JSON.stringify(text).slice(1, -1)) : texts;
}

// Control characters are those before the space.
const escaped = /["\\]|[^ -\uffff]/;

const quote = 0x22;
const comma = 0x2c;

// 15 digits, quotes and a comma or bracket.
const maxPhoneBytes = 18;

/** About how many bytes recipients will take: of their texts some are looked at. */
export function estimateBytes({ phones, texts, links }: RecipientColumns): number {
  if (texts === undefined) return phones.length * maxPhoneBytes;
  let bytes = phones.length * '{"phone":"375291111111","text":""},'.length + textBytes(texts);
  if (links !== undefined) bytes += textBytes(links) + links.length * ',"button_link":""'.length;
  return bytes;
}

function textBytes(texts: readonly string[]): number {
  let length = 0;
  for (let i = 0; i < texts.length; i++) length += (texts[i] as string).length;
  const step = Math.ceil(texts.length / 500);
  const sample = texts.filter((_, i) => i % step === 0).join('');
  return Math.ceil((length * new TextEncoder().encode(sample).length * 1.02) / sample.length);
}
