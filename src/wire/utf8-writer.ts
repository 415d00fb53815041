import type { RecipientColumns } from './internal.js';

/** Writes text in UTF-8 into a buffer, which grows where it was guessed too small. */
export class Utf8Writer {
  readonly #encoder = new TextEncoder();
  #buffer: Uint8Array;
  #at = 0;

  constructor(capacity: number) {
    this.#buffer = new Uint8Array(capacity);
  }

  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#at += this.#encoder.encodeInto(text, this.#buffer.subarray(this.#at)).written;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Writes recipients as the JSON array that goes on the wire. */
  recipients({ phones, texts, links }: RecipientColumns): void {
    if (texts === undefined) {
      this.#phones(phones);
      return;
    }
    for (let i = 0; i < phones.length; i++) {
      this.#plain(i === 0 ? '[{"phone":"' : ',{"phone":"');
      this.#plain(phones[i] as string);
      this.#plain('","text":"');
      this.#quotable(texts[i] as string);
      if (links !== undefined) {
        this.#plain('","button_link":"');
        this.#quotable(links[i] as string);
      }
      this.#plain('"}');
    }
    this.#plain(']');
  }

  written(): Uint8Array {
    return this.#buffer.subarray(0, this.#at);
  }

  #phones(phones: readonly string[]): void {
    this.#reserve(phones.length * maxPhoneBytes + 1);
    const buffer = this.#buffer;
    let at = this.#at;
    for (let i = 0; i < phones.length; i++) {
      const phone = phones[i] as string;
      buffer[at++] = i === 0 ? 0x5b : 0x2c;
      buffer[at++] = 0x22;
      for (let digit = 0; digit < phone.length; digit++) buffer[at++] = phone.charCodeAt(digit);
      buffer[at++] = 0x22;
    }
    buffer[at++] = 0x5d;
    this.#at = at;
  }

  /** Writes a short text of ASCII. */
  #plain(text: string): void {
    this.#reserve(text.length);
    const buffer = this.#buffer;
    let at = this.#at;
    for (let i = 0; i < text.length; i++) buffer[at++] = text.charCodeAt(i);
    this.#at = at;
  }

  /** Writes what stands between the quotes of a JSON string. */
  // By hand: an encoder is as fast on long texts alone. Lone surrogates, which JSON would escape, are refused before.
  #quotable(text: string): void {
    this.#reserve(text.length * 3);
    const buffer = this.#buffer;
    let at = this.#at;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        if (unit < 0x20 || unit === 0x22 || unit === 0x5c) {
          this.text(JSON.stringify(text).slice(1, -1));
          return;
        }
        buffer[at++] = unit;
      } else if (unit < 0x800) {
        buffer[at++] = 0xc0 | (unit >> 6);
        buffer[at++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit > 0xdfff) {
        buffer[at++] = 0xe0 | (unit >> 12);
        buffer[at++] = 0x80 | ((unit >> 6) & 0x3f);
        buffer[at++] = 0x80 | (unit & 0x3f);
      } else {
        const point = 0x10000 + ((unit - 0xd800) << 10) + text.charCodeAt(++i) - 0xdc00;
        buffer[at++] = 0xf0 | (point >> 18);
        buffer[at++] = 0x80 | ((point >> 12) & 0x3f);
        buffer[at++] = 0x80 | ((point >> 6) & 0x3f);
        buffer[at++] = 0x80 | (point & 0x3f);
      }
    }
    this.#at = at;
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, Math.ceil(this.#buffer.length * 1.25)));
    larger.set(this.written());
    this.#buffer = larger;
  }
}

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
