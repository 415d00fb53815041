import type { RecipientColumns } from './internal.js';

/** Writes text in UTF-8 into a buffer, which grows where it was guessed too small. */
export class Utf8Writer {
  readonly #encoder = new TextEncoder();
  #buffer: Uint8Array;
  #at = 0;

  constructor(capacity: number) {
    this.#buffer = new Uint8Array(capacity);
  }

  /** Writes a text, which is short: it is given up to three bytes a character. */
  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#at += this.#encoder.encodeInto(text, this.#buffer.subarray(this.#at)).written;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Writes phones as a JSON array. They are digits, so that no encoder is needed. */
  phones(phones: readonly string[]): void {
    this.#reserve(phones.length * maxPhoneBytes + 2);
    const buffer = this.#buffer;
    let at = this.#at;
    buffer[at++] = openingBracket;
    for (let i = 0; i < phones.length; i++) {
      const phone = phones[i] as string;
      buffer[at++] = quote;
      for (let digit = 0; digit < phone.length; digit++) buffer[at++] = phone.charCodeAt(digit);
      buffer[at++] = quote;
      buffer[at++] = comma;
    }
    // In the place of the last comma.
    buffer[at - 1] = closingBracket;
    this.#at = at;
  }

  written(): Uint8Array {
    return this.#buffer.subarray(0, this.#at);
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#buffer.length * 1.25));
    larger.set(this.written());
    this.#buffer = larger;
  }
}

// 15 digits, quotes and a comma.
const maxPhoneBytes = 18;
const quote = 0x22;
const comma = 0x2c;
const openingBracket = 0x5b;
const closingBracket = 0x5d;

/** Writes recipients as the JSON array that goes on the wire. */
export function writeRecipients(writer: Utf8Writer, { phones, texts, links }: RecipientColumns): void {
  if (texts === undefined) {
    writer.phones(phones);
    return;
  }
  let text = '[';
  for (let i = 0; i < phones.length; i++) {
    text += `${i > 0 ? ',' : ''}{"phone":"${phones[i]}","text":${quoted(texts[i] as string)}`;
    text += links === undefined ? '}' : `,"button_link":${quoted(links[i] as string)}}`;
    if (text.length < chunkLength) continue;
    writer.text(text);
    text = '';
  }
  writer.text(`${text}]`);
}

const chunkLength = 32_768;

/** A text as it stands in JSON. Lone surrogates, which JSON would escape, are refused before. */
function quoted(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const escaped = /["\\\u0000-\u001f]/;

/** How many bytes recipients will take; of texts it is guessed by some of them. */
export function recipientBytes({ phones, texts, links }: RecipientColumns): number {
  let bytes = phones.length * (texts === undefined ? maxPhoneBytes : maxPhoneBytes + '{"phone":,"text":""}'.length);
  if (texts !== undefined) bytes += textBytes(texts) + chunkLength * 6;
  if (links !== undefined) bytes += textBytes(links) + links.length * ',"button_link":""'.length;
  return bytes;
}

function textBytes(texts: readonly string[]): number {
  let length = 0;
  for (let i = 0; i < texts.length; i++) length += (texts[i] as string).length;
  const step = Math.ceil(texts.length / 500);
  const sample = texts.filter((_, i) => i % step === 0);
  const sampled = sample.reduce((sum, text) => sum + text.length, 0);
  const encoded = new TextEncoder().encode(sample.map(quoted).join('')).length - 2 * sample.length;
  return Math.ceil(((length * encoded) / sampled) * 1.02);
}
